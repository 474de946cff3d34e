import Documents

/// Findings as Checkstyle writes them, which many reviewing tools read.
enum CheckstyleReport {
  static func render(_ report: FindingReport) -> String {
    var lines = [XML.declaration, "<checkstyle version=\"10.0\">"]
    var file: String?
    for finding in report.findings {
      if file != finding.source.name {
        if file != nil { lines.append("  </file>") }
        file = finding.source.name
        lines.append("  <file\(XML.attributes(["name": finding.source.name]))>")
      }
      lines.append(
        "    <error"
          + XML.attributes([
            "line": "\(finding.start.line)", "column": "\(finding.start.column)", "severity": finding.severity.rawValue,
            "message": finding.message + (finding.help.map { "; \($0)" } ?? ""), "source": finding.rule,
          ]) + "/>")
    }
    if file != nil { lines.append("  </file>") }
    return (lines + ["</checkstyle>"]).joined(separator: "\n")
  }
}
