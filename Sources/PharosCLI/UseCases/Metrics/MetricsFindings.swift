import Documents
import Exposition
import Lint
import Project

/// Something wrong in an exposition that was read as it came and is not held in memory.
struct MetricsFinding {
  var rule: String
  var severity: Severity
  var message: String
  var help: String?
  var metric: String?
  /// From 1; columns in Unicode scalars.
  var line: Int
  var column: Int
}

extension MetricsFinding {
  /// Everything: the format, the conventions of naming, the series against the budgets.
  static func all(in report: ExpositionReport, _ budgets: MeasuredBudgets) -> [MetricsFinding] {
    (format(report) + naming(report) + cardinality(report, budgets))
      .sorted { ($0.line, $0.column, $0.rule) < ($1.line, $1.column, $1.rule) }.map(\.shown)
  }

  /// A difference from what is declared.
  init(_ problem: ExpositionContract.Problem) {
    self =
      MetricsFinding(
        rule: problem.finding.rawValue, severity: problem.finding.severity, message: problem.message,
        help: problem.help,
        metric: problem.metric, line: problem.line, column: problem.column
      ).shown
  }

  /// The same as it may be shown, as a `Finding` is.
  private var shown: MetricsFinding {
    var finding = self
    finding.message = VisibleText.line(SecretText.masked(message, isProse: true))
    finding.help = help.map { VisibleText.line(SecretText.masked($0, isProse: true)) }
    return finding
  }

  private static func format(_ report: ExpositionReport) -> [MetricsFinding] {
    report.problems.map { problem in
      let rule =
        problem.kind == .duplicate
        ? "metric/duplicate-series" : problem.severity == .error ? "exposition/format" : "exposition/strictness"
      return MetricsFinding(
        rule: rule, severity: problem.severity == .error ? .error : .warning, message: problem.message,
        metric: problem.metric, line: problem.line, column: problem.column)
    }
  }

  private static func naming(_ report: ExpositionReport) -> [MetricsFinding] {
    report.families.flatMap { family -> [MetricsFinding] in
      guard let metric = family.named(in: report.format) else { return [] }
      return NamingConvention.all.flatMap { convention in
        convention.problems(metric).map { problem in
          let (line, column) =
            switch problem.part {
            case .name(let range): (family.line, family.column + min(range.lowerBound, family.name.utf8.count))
            case .label(let index): (family.labels[index].line, family.labels[index].column)
            }
          return MetricsFinding(
            rule: "metric/\(convention.name)", message: problem.message, help: problem.help, metric: metric.name,
            line: line, column: column)
        }
      }
    }
  }

  private static func cardinality(_ report: ExpositionReport, _ budgets: MeasuredBudgets) -> [MetricsFinding] {
    budgets.problems(in: report).map { problem in
      MetricsFinding(
        rule: problem.rule, message: problem.message, help: problem.help, metric: problem.metric, line: problem.line,
        column: problem.column)
    } + report.families.flatMap(unbounded)
  }

  private static func unbounded(_ family: MetricFamily) -> [MetricsFinding] {
    family.labels.compactMap { label in
      UnboundedLabels.standard.problem(label, of: family.name).map {
        MetricsFinding(
          rule: "cardinality/unbounded-label", message: $0, help: UnboundedLabels.help, metric: family.name,
          line: label.line, column: label.column)
      }
    }
  }

  private init(
    rule: String, message: String, help: String?, metric: String?, line: Int, column: Int
  ) {
    self.init(
      rule: rule, severity: Rule.all.first { $0.id == rule }?.severity ?? .warning, message: message, help: help,
      metric: metric, line: line, column: column)
  }
}
