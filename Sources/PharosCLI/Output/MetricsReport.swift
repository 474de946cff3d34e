import Documents
import Exposition

/// What is wrong with an exposition, and where its series are.
struct MetricsReport {
  /// As it may be shown: an address may hold a password.
  let file: String
  let report: ExpositionReport
  let findings: [MetricsFinding]
  /// How many metrics and labels are listed.
  let top: Int

  init(file: String, report: ExpositionReport, findings: [MetricsFinding], top: Int) {
    self.file = VisibleText.line(SecretText.masked(file))
    self.report = report
    self.findings = findings
    self.top = top
  }

  private var largest: ArraySlice<MetricFamily> {
    report.families.sorted { ($1.series, $0.name) < ($0.series, $1.name) }.prefix(top)
  }

  private var widest: ArraySlice<(family: String, label: LabelValues)> {
    report.families.flatMap { family in family.labels.map { (family: family.name, label: $0) } }
      .sorted { ($1.label.count, $0.family, $0.label.name) < ($0.label.count, $1.family, $1.label.name) }.prefix(top)
  }

  /// Those of the format beyond what was kept of them are only counted.
  private var count: Int { findings.count + report.problemCount - report.problems.count }

  func text(isColored: Bool) -> String {
    let palette = Palette(isColored: isColored)
    var lines = findings.map { finding in
      palette.bold("\(file):\(finding.line):\(finding.column): ")
        + palette.severity(finding.severity.rawValue, finding.severity) + ": \(finding.message) [\(finding.rule)]"
        + (finding.help.map { "\n  help: \($0)" } ?? "")
    }
    if report.problemCount > report.problems.count {
      lines.append("… and \(report.problemCount - report.problems.count) more")
    }
    let problems = count == 0 ? "no findings" : counted(count, "finding")
    lines.append(
      "\(file): \(report.format.rawValue), \(report.series) series of \(counted(report.families.count, "metric")), \(problems)"
    )
    if report.duplicatesAreIncomplete { lines.append("  duplicates were looked for among the first series only") }
    for family in largest where family.series > 1 {
      lines.append("  \(VisibleText.line(family.name)): \(family.series) series")
    }
    for (family, label) in widest where label.count > 1 {
      lines.append(
        "  \(VisibleText.line("\(family){\(label.name)}")): \(label.isEstimate ? "about " : "")\(label.count) values")
    }
    return lines.joined(separator: "\n")
  }

  private func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  var json: String {
    let tree: Tree = [
      "version": 1, "file": .string(file), "format": .string(report.format.rawValue),
      "findings": .list(
        findings.map { finding in
          .compact([
            "rule": .string(finding.rule), "severity": .string(finding.severity.rawValue),
            "message": .string(finding.message), "help": finding.help.map { .string($0) },
            "metric": finding.metric.map { .string($0) }, "file": .string(file),
            "start": ["line": .integer(finding.line), "column": .integer(finding.column)],
          ])
        }),
      "summary": [
        "findings": .integer(count), "series": .integer(report.series),
        "metrics": .integer(report.families.count),
      ],
      "metrics": .list(report.families.map(metric)),
    ]
    return String(decoding: JSONWriter.write(tree), as: UTF8.self)
  }

  private func metric(_ family: MetricFamily) -> Tree {
    .compact([
      "name": .string(family.name), "type": family.type.map { .string($0.rawValue) },
      "unit": family.unit.map { .string($0) }, "series": .integer(family.series),
      "labels": .list(
        family.labels.map {
          ["name": .string($0.name), "values": .integer($0.count), "estimated": .boolean($0.isEstimate)]
        }),
    ])
  }
}
