import Documents

/// Findings that an old repository is taken in with: they are known, and not reported.
package struct Baseline: Sendable {
  /// How many findings there were of a rule on lines of one text.
  package struct Entry: Sendable, Equatable {
    package var rule = ""
    package var file = ""
    package var line = ""
    package var count = 1
  }

  /// By file, rule and text.
  package private(set) var entries: [Entry]

  /// - Parameter findings: sorted by place.
  package init(_ findings: [Finding]) {
    var counts: [FindingIdentity: Int] = [:]
    for identity in FindingIdentity.all(of: findings) { counts[identity.first, default: 0] += 1 }
    entries = counts.map { Entry(rule: $0.rule, file: $0.file, line: $0.text, count: $1) }
      .sorted { ($0.file, $0.rule, $0.line) < ($1.file, $1.rule, $1.line) }
  }

  /// Findings that are not in it, and what it holds that is not found any more.
  package func apply(to findings: [Finding]) -> (new: [Finding], stale: [Entry]) {
    let identities = FindingIdentity.all(of: findings)
    let counts = Dictionary(entries.map { ([$0.rule, $0.file, $0.line], $0.count) }, uniquingKeysWith: +)
    var found: [[String]: Int] = [:]
    let new = zip(findings, identities).filter { _, identity in
      let key = [identity.rule, identity.file, identity.text]
      found[key, default: 0] += 1
      return identity.ordinal >= counts[key] ?? 0
    }
    let stale = entries.compactMap { entry -> Entry? in
      let left = entry.count - (found[[entry.rule, entry.file, entry.line]] ?? 0)
      return left > 0 ? Entry(rule: entry.rule, file: entry.file, line: entry.line, count: left) : nil
    }
    return (new.map(\.0), stale)
  }
}

extension FindingIdentity {
  fileprivate var first: FindingIdentity { FindingIdentity(rule: rule, file: file, text: text, ordinal: 0) }
}

extension Baseline {
  package var tree: Tree {
    [
      "version": 1,
      "findings": .list(
        entries.map {
          ["file": .string($0.file), "rule": .string($0.rule), "line": .string($0.line), "count": .integer($0.count)]
        }),
    ]
  }

  private struct Content: Sendable {
    var version = 1
    var entries: [Entry] = []
  }

  private static let section = Section(
    "baseline", "Findings that are known.", default: Content(),
    fields: [
      .init("version", \.version, .integer(1...1), "Version of this format.", isRequired: true),
      .init("findings", \.entries, .list(of: entry.codec), "What is known.", isRequired: true),
    ])

  private static let entry = Section(
    "finding", "Findings of a rule on lines of one text.", default: Entry(),
    fields: [
      .init("file", \.file, .text, "The file.", isRequired: true),
      .init("rule", \.rule, .text, "The rule.", isRequired: true),
      .init("line", \.line, .text, "The line, without its indentation.", isRequired: true),
      .init("count", \.count, .integer(1...Int.max), "How many there are."),
    ])

  /// - Returns: nil with findings for what is no baseline.
  package static func read(_ source: SourceFile) -> (baseline: Baseline?, findings: [Finding]) {
    let (root, findings) = YAMLDocuments.readSingle(source)
    var decoding = Decoding(source: source, family: SettingsFinding.self)
    decoding.findings = findings
    guard let root, let content = section.decode(root, &decoding), decoding.findings.isEmpty else {
      return (nil, decoding.findings)
    }
    return (
      Baseline(
        content.entries.map { entry in
          // One that was written before secrets were left out.
          var entry = entry
          entry.line = SecretText.masked(entry.line)
          return entry
        }), []
    )
  }

  private init(_ entries: [Entry]) { self.entries = entries }
}
