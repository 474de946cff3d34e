import Documents

/// Findings for people: each with its place, the line it is in, carets below it, and what to do.
package enum TextReport {
  package static func render(_ findings: [Finding], isColored: Bool = false) -> String {
    var text = ""
    write(findings, isColored: isColored) { text += String(decoding: $0, as: UTF8.self) }
    return String(text.dropLast())
  }

  /// A whole run: when nothing is found, that is said of how many files.
  static func write(_ report: FindingReport, isColored: Bool, to output: ([UInt8]) -> Void) {
    if report.findings.isEmpty {
      output(Array("no findings in \(report.files) file\(report.files == 1 ? "" : "s")\n".utf8))
    } else {
      write(report.findings, isColored: isColored, to: output)
    }
    if let leftOut = report.leftOut { output(Array((leftOut + "\n").utf8)) }
  }

  /// Piece by piece, so that a long report is never there as a whole.
  private static func write(_ findings: [Finding], isColored: Bool, to output: ([UInt8]) -> Void) {
    if findings.isEmpty { return }
    let palette = Palette(isColored: isColored)
    let parts = findings.parts(of: 256)
    // The files of findings are read again for their lines, side by side as well.
    for wave in parts.parts(of: 8) {
      let texts = Array(wave).parallelMap { part in
        var text = ByteOutput()
        for finding in part {
          write(finding, palette, to: &text)
          text.newline()
        }
        return text.bytes
      }
      texts.forEach(output)
      // The file of the last finding may be that of the next one as well.
      let last = wave.last?.last?.source
      for part in wave { for index in part.indices where part[index].source !== last { part[index].source.release() } }
    }
    output(Array((summary(findings) + "\n").utf8))
  }

  static func render(_ finding: Finding, isColored: Bool) -> String {
    var output = ByteOutput()
    write(finding, Palette(isColored: isColored), to: &output)
    return String(decoding: output.bytes, as: UTF8.self)
  }

  static func summary(_ findings: [Finding]) -> String {
    var counted: [Severity: Int] = [:]
    for index in findings.indices { counted[findings[index].severity, default: 0] += 1 }
    let counts = [Severity.error, .warning, .info].compactMap { severity -> String? in
      let count = counted[severity, default: 0]
      return count == 0 ? nil : "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }
    return counts.isEmpty ? "no findings" : counts.joined(separator: ", ")
  }

  private static func write(_ finding: Finding, _ palette: Palette, to output: inout ByteOutput) {
    let start = finding.start
    let bold = palette.marks("1"), mark = palette.marks(finding.severity)
    output.append(bold.on)
    output.append(VisibleText.name(finding.source.name))
    output.append(UInt8(ascii: ":"))
    output.append(String(start.line))
    output.append(UInt8(ascii: ":"))
    output.append(String(start.column))
    output.append(": " as StaticString)
    output.append(bold.off)
    output.append(mark.on)
    output.append(finding.severity.rawValue)
    output.append(mark.off)
    output.append(": " as StaticString)
    output.append(finding.message)
    output.append(" [" as StaticString)
    output.append(finding.rule)
    output.append("]\n" as StaticString)
    writeExcerpt(finding, from: start, palette, to: &output)
    for note in finding.notes {
      let place = note.source.position(at: note.range.lowerBound)
      output.append("  note: \(note.message): \(VisibleText.line(note.source.name)):\(place.line):\(place.column)\n")
    }
    if let help = finding.help {
      output.append("  help: " as StaticString)
      output.append(help)
      output.newline()
    }
    if let fix = finding.fix { output.append("  fix: `pharos lint --fix` can \(fix.summary)\n") }
  }

  /// The line of the finding, and carets below what it is about.
  private static func writeExcerpt(
    _ finding: Finding, from start: Position, _ palette: Palette, to output: inout ByteOutput
  ) {
    guard let excerpt = Excerpt(finding) else { return }
    let number = String(start.line)
    output.spaces(1)
    output.append(number)
    output.append(" | " as StaticString)
    output.append(excerpt.text)
    output.newline()
    output.spaces(number.utf8.count + 1)
    output.append(" | " as StaticString)
    output.append(excerpt.indentation)
    let mark = palette.marks(finding.severity)
    output.append(mark.on)
    output.repeating(UInt8(ascii: "^"), excerpt.width)
    output.append(mark.off)
    output.newline()
  }
}

extension Array {
  /// Its elements in order, so many at a time.
  fileprivate func parts(of size: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
  }
}

/// Colours of a terminal, or none.
struct Palette {
  let isColored: Bool

  /// All that it writes, the longer ones first.
  static let sequences = ["1;31", "1;33", "1;36", "32", "31", "0", "1", "2"].map { "\u{1B}[\($0)m" }

  func bold(_ text: String) -> String { wrap(text, "1") }

  func severity(_ text: String, _ severity: Severity) -> String {
    let mark = marks(severity)
    return mark.on + text + mark.off
  }

  /// What turns the colour of a severity on and off.
  func marks(_ severity: Severity) -> (on: String, off: String) {
    switch severity {
    case .error: marks("1;31")
    case .warning: marks("1;33")
    case .info: marks("1;36")
    }
  }

  /// What turns a colour on and off.
  func marks(_ code: String) -> (on: String, off: String) { isColored ? ("\u{1B}[\(code)m", "\u{1B}[0m") : ("", "") }

  func added(_ text: String) -> String { wrap(text, "32") }
  func removed(_ text: String) -> String { wrap(text, "31") }
  func faint(_ text: String) -> String { wrap(text, "2") }

  private func wrap(_ text: String, _ code: String) -> String { isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }
}
