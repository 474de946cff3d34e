import Documents

/// Findings for people: each with its place, the line it is in, carets below it, and what to do.
package enum TextReport {
  package static func render(_ findings: [Finding], isColored: Bool = false) -> String {
    var text = findings.map { finding($0, Palette(isColored: isColored)) }.joined(separator: "\n")
    if !findings.isEmpty { text += "\n" + summary(findings) }
    return text
  }

  /// A whole run: when nothing is found, that is said of how many files.
  static func render(_ report: FindingReport, isColored: Bool) -> String {
    report.findings.isEmpty
      ? "no findings in \(report.files) file\(report.files == 1 ? "" : "s")"
      : render(report.findings, isColored: isColored)
  }

  static func render(_ finding: Finding, isColored: Bool) -> String {
    self.finding(finding, Palette(isColored: isColored))
  }

  static func summary(_ findings: [Finding]) -> String {
    let counts = [Severity.error, .warning, .info].compactMap { severity -> String? in
      let count = findings.count { $0.severity == severity }
      return count == 0 ? nil : "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }
    return counts.isEmpty ? "no findings" : counts.joined(separator: ", ")
  }

  private static func finding(_ finding: Finding, _ palette: Palette) -> String {
    let start = finding.start
    var text = palette.bold("\(finding.source.name):\(start.line):\(start.column): ")
    text += palette.severity(finding.severity.rawValue, finding.severity) + ": \(finding.message) [\(finding.rule)]\n"
    text += excerpt(finding.source, finding.range, palette.severity)
    for note in finding.notes {
      let place = note.source.position(at: note.range.lowerBound)
      text += "  note: \(note.message): \(note.source.name):\(place.line):\(place.column)\n"
    }
    if let help = finding.help { text += "  help: \(help)\n" }
    if let fix = finding.fix { text += "  fix: `pharos lint --fix` can \(fix.summary)\n" }
    return text

    func excerpt(_ source: SourceFile, _ range: Range<Int>, _ color: (String, Severity) -> String) -> String {
      let line = source.line(start.line)
      guard !line.isEmpty else { return "" }
      let end = source.position(at: range.upperBound)
      let scalars = Array(line.unicodeScalars)
      let last = end.line == start.line ? end.column : scalars.count + 1
      let number = String(start.line)
      let gutter = String(repeating: " ", count: number.count)
      // Tabs before the carets stay tabs, so that both lines are indented alike.
      let lead = scalars.prefix(start.column - 1).map { $0 == "\t" ? "\t" : " " }.joined()
      let carets = String(repeating: "^", count: max(1, last - start.column))
      return " \(number) | \(line)\n \(gutter) | \(lead)\(color(carets, finding.severity))\n"
    }
  }
}

/// Colours of a terminal, or none.
struct Palette {
  let isColored: Bool

  func bold(_ text: String) -> String { wrap(text, "1") }

  func severity(_ text: String, _ severity: Severity) -> String {
    switch severity {
    case .error: wrap(text, "1;31")
    case .warning: wrap(text, "1;33")
    case .info: wrap(text, "1;36")
    }
  }

  func added(_ text: String) -> String { wrap(text, "32") }
  func removed(_ text: String) -> String { wrap(text, "31") }
  func faint(_ text: String) -> String { wrap(text, "2") }

  private func wrap(_ text: String, _ code: String) -> String { isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }
}
