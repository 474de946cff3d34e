import Documents

/// Findings as workflow commands, which GitHub shows beside the changed lines,
/// <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>.
enum GitHubReport {
  /// GitHub shows so many annotations of a kind for a step and drops the rest,
  /// <https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md#limitations>. What is beyond it goes to the log as it is.
  private static let limit = 10

  private static let commands: [Severity: String] = [.error: "error", .warning: "warning", .info: "notice"]

  static func write(_ report: FindingReport, to lines: inout LineOutput) {
    var counts: [Severity: Int] = [:]
    var rest: [Finding] = []
    for finding in report.findings {
      counts[finding.severity, default: 0] += 1
      if counts[finding.severity, default: 0] <= limit {
        lines.line(annotation(finding))
      } else {
        rest.append(finding)
      }
    }
    if !rest.isEmpty {
      lines.line("::group::\(rest.count) more, beyond the \(limit) of a kind that GitHub shows for a step")
      for finding in rest.inPassing {
        let place = "\(VisibleText.line(finding.source.name)):\(finding.start.line):\(finding.start.column)"
        lines.line(
          WorkflowCommands.disarmed("\(place): \(finding.severity.rawValue): \(finding.message) [\(finding.rule)]"))
      }
      lines.line("::endgroup::")
    }
    lines.line(TextReport.summary(report.findings))
  }

  private static func annotation(_ finding: Finding) -> String {
    let (start, end) = (finding.start, finding.end)
    var properties = [
      "file=\(escaped(VisibleText.lines(finding.source.name), isProperty: true))", "line=\(start.line)",
      "endLine=\(end.line)",
    ]
    // Columns are for one line.
    if start.line == end.line { properties += ["col=\(start.column)", "endColumn=\(end.column)"] }
    properties.append("title=\(escaped(finding.rule, isProperty: true))")
    let message = finding.message + (finding.help.map { "\nhelp: \($0)" } ?? "")
    return "::\(commands[finding.severity] ?? "notice") \(properties.joined(separator: ","))::\(escaped(message))"
  }

  /// As <https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts> does it.
  private static func escaped(_ text: String, isProperty: Bool = false) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      case ":" where isProperty: result += "%3A"
      case "," where isProperty: result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
