import Documents

/// Findings as Checkstyle writes them, which many reviewing tools read.
enum CheckstyleReport {
  static func write(_ report: FindingReport, to lines: inout LineOutput) {
    lines.line(XML.declaration)
    lines.line("<checkstyle version=\"10.0\">")
    var file: String?
    for finding in report.findings.inPassing {
      if file != finding.source.name {
        if file != nil { lines.line("  </file>") }
        file = finding.source.name
        lines.line("  <file\(XML.attributes(["name": VisibleText.line(finding.source.name)]))>")
      }
      lines.line(
        "    <error"
          + XML.attributes([
            "line": "\(finding.start.line)", "column": "\(finding.start.column)", "severity": finding.severity.rawValue,
            "message": finding.message + (finding.help.map { "; \($0)" } ?? ""), "source": finding.rule,
          ]) + "/>")
    }
    if file != nil { lines.line("  </file>") }
    lines.line("</checkstyle>")
  }
}
