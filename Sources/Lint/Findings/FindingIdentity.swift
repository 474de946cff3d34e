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
    var identities = FindingIdentities()
    return findings.map { identities.next($0) }
  }

  init(rule: String, file: String, text: String, ordinal: Int) {
    self.rule = rule
    self.file = file
    self.text = text
    self.ordinal = ordinal
  }

  fileprivate init(_ finding: Finding) {
    self.init(rule: finding.rule, file: finding.source.name, text: Self.text(of: finding), ordinal: 0)
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

/// The identities of findings that come sorted by place, one after the other.
package struct FindingIdentities {
  /// How many were alike, in the file of the last one.
  private var seen: [FindingIdentity: Int] = [:]
  private var file: String?

  package init() {}

  package mutating func next(_ finding: Finding) -> FindingIdentity {
    let first = FindingIdentity(finding)
    if first.file != file { seen.removeAll(keepingCapacity: true) }
    file = first.file
    let ordinal = seen[first, default: 0]
    seen[first] = ordinal + 1
    return FindingIdentity(rule: first.rule, file: first.file, text: first.text, ordinal: ordinal)
  }
}
