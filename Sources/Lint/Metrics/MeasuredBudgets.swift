import Documents
import Exposition
import Project

/// What an exposition has, held against the budgets and declarations of a spec.
package struct MeasuredBudgets: Sendable {
  package struct Problem {
    package var rule: String
    package var message: String
    package var help: String?
    package var metric: String?
    /// The label that is meant, by index in its family.
    package var label: Int?
    package var line: Int
    package var column: Int
  }

  private let budgets: Budgets
  private let catalogue: Catalogue
  private let stack: Stack?

  package init(_ knowledge: Knowledge) {
    stack = knowledge.stack
    budgets = knowledge.stack?.budgets ?? Budgets()
    catalogue = knowledge.catalogue
  }

  package func problems(in report: ExpositionReport) -> [Problem] {
    report.families.flatMap { series($0) + labels($0) } + total(report)
  }

  /// One target alone has more than all of them may have.
  private func series(_ family: MetricFamily) -> [Problem] {
    guard family.series > budgets.seriesPerMetric else { return [] }
    let factors = family.labels.map { "\($0.name) \($0.isEstimate ? "about " : "")\($0.count.grouped)" }
    let shown = factors.isEmpty ? "" : " (\(factors.joined(separator: " × ")) at most)"
    return [
      Problem(
        rule: "cardinality/measured-series",
        message:
          "one target has \(family.series.grouped) series of `\(family.name)`\(shown), budget \(budgets.seriesPerMetric.grouped)",
        help: "leave out or bound its widest label\(widest(family).map { ", `\($0)`" } ?? "")", metric: family.name,
        line: family.line, column: family.column)
    ]
  }

  private func widest(_ family: MetricFamily) -> String? { family.labels.max { $0.count < $1.count }?.name }

  private func labels(_ family: MetricFamily) -> [Problem] {
    let declared = declaration(of: family.name)
    return family.labels.enumerated().compactMap { index, label in
      guard label.name != "le", label.name != "quantile" else { return nil }
      let count = "\(label.isEstimate ? "about " : "")\(label.count.grouped)"
      if let domain = declared?.labels[label.name], label.count > domain.size {
        return Problem(
          rule: "cardinality/measured-bound",
          message:
            "`\(label.name)` of `\(family.name)` has \(count) values on one target, and the spec bounds it at \(domain.size.grouped)",
          help: "find out what puts more into it, or raise the bound with the budget in mind", metric: family.name,
          label: index, line: label.line, column: label.column)
      }
      guard label.count > budgets.labelValues, declared?.labels[label.name] == nil, !family.listsByDesign else {
        return nil
      }
      return Problem(
        rule: "cardinality/measured-values",
        message:
          "`\(label.name)` of `\(family.name)` has \(count) values on one target, budget \(budgets.labelValues.grouped)",
        help: "a label takes a small set of values that do not grow with use: classes, not identities",
        metric: family.name, label: index, line: label.line, column: label.column)
    }
  }

  private func total(_ report: ExpositionReport) -> [Problem] {
    guard report.series > budgets.series, let first = report.families.max(by: { $0.series < $1.series }) else {
      return []
    }
    return [
      Problem(
        rule: "cardinality/measured-series",
        message: "one target has \(report.series.grouped) series in all, budget \(budgets.series.grouped)",
        help: "begin with `\(first.name)`, which has \(first.series.grouped)", metric: nil, line: first.line,
        column: first.column)
    ]
  }

  private func declaration(of name: String) -> Metric? {
    stack?.owners.lazy.compactMap { $0.metrics[name] }.first
  }
}

extension MetricFamily {
  /// Whether it is a list whose entries are names in a program: its features and whether each is on.
  fileprivate var listsByDesign: Bool {
    ["_feature_enabled", "_feature_gate_enabled", "_features_enabled", "_feature_info"].contains { name.hasSuffix($0) }
  }
}

extension Rule.Check {
  /// What an exposition measures under a rule's id.
  static func measured(_ rule: String) -> Rule.Check {
    .document { document, reporter in
      guard let exposition = document.exposition else { return }
      for problem in MeasuredBudgets(reporter.knowledge).problems(in: exposition.report) where problem.rule == rule {
        let start = document.source.offset(of: .init(line: problem.line, column: problem.column))
        let metric = document.metrics.first { $0.family?.name == problem.metric }
        let range = problem.label.flatMap { metric?.labelRanges[$0] } ?? metric?.range ?? start..<start
        reporter.report(problem.message, at: range, help: problem.help)
      }
    }
  }
}
