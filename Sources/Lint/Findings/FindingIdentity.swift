import Documents

/// What a finding is recognised by after its file has changed elsewhere: the rule, the file, the text that it flags, and which of
/// several alike it is. Line numbers are no part of it.
package struct FindingIdentity: Hashable, Sendable {
  package let rule: String
  package let file: String
  /// The first flagged line without its indentation and its secrets.
  package let text: String
  /// From 0, in the order of the file.
  package let ordinal: Int

  /// The identities of findings that are sorted by place.
  package static func all(of findings: [Finding]) -> [FindingIdentity] {
    var seen: [FindingIdentity: Int] = [:]
    return findings.map { finding in
      let first = FindingIdentity(finding, ordinal: 0)
      let ordinal = seen[first, default: 0]
      seen[first] = ordinal + 1
      return FindingIdentity(finding, ordinal: ordinal)
    }
  }

  private init(_ finding: Finding, ordinal: Int) {
    rule = finding.rule
    file = finding.source.name
    text = Self.text(of: finding)
    self.ordinal = ordinal
  }

  /// A line longer than people write, as in JSON without line breaks, would change with everything in it.
  private static let longestLine = 400

  private static func text(of finding: Finding) -> String {
    let line = finding.source.lineRange(at: finding.range.lowerBound)
    if line.count <= longestLine { return finding.source.maskedText(line).trimmed() }
    let end = min(finding.range.upperBound, finding.range.lowerBound + longestLine)
    return finding.source.maskedText(finding.range.lowerBound..<end)
  }
}
