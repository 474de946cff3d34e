import Documents
import Lint
import Workspace

/// Fixes what can be fixed in the files themselves, round by round, as one fix may show what another hid.
struct Fixer {
  /// A fix that calls for its own undoing would go on for ever.
  private static let rounds = 10

  /// What may be changed.
  let enclosure: Enclosure
  /// How many findings were fixed, by rule.
  private(set) var fixed: [String: Int] = [:]
  private(set) var files: Set<String> = []
  /// Files that are links to somewhere else, and stay as they are.
  private(set) var links: Set<String> = []

  /// - Parameter lint: lints the files as they are now.
  /// - Returns: what is left at the end.
  mutating func run(_ lint: () throws(CommandFailure) -> LintStack.Outcome) throws(CommandFailure) -> LintStack.Outcome
  {
    var outcome = try lint()
    for _ in 0..<Self.rounds where try fix(outcome) { outcome = try lint() }
    return outcome
  }

  /// - Returns: whether anything was fixed.
  private mutating func fix(_ outcome: LintStack.Outcome) throws(CommandFailure) -> Bool {
    var byFile: [(source: SourceFile, findings: [Finding])] = []
    for finding in outcome.findings where finding.fix != nil && finding.source.name != LintFiles.standardInputName {
      if byFile.last?.source.name == finding.source.name {
        byFile[byFile.count - 1].findings.append(finding)
      } else {
        byFile.append((finding.source, [finding]))
      }
    }
    var isChanged = false
    for (source, findings) in byFile {
      let (bytes, fixed) = Fixing.apply(findings, to: source.bytes)
      guard let bytes else { continue }
      guard enclosure.contains(source.name), Enclosure.staysInProject(source.name) else {
        links.insert(source.name)
        continue
      }
      try CommandFailure.translating(after: outcome.notices) { try TextFile.write(source.name, bytes) }
      isChanged = true
      files.insert(source.name)
      for finding in fixed { self.fixed[finding.rule, default: 0] += 1 }
    }
    return isChanged
  }

  /// What was done and what was left, a line each.
  var summary: [String] {
    links.sorted().map { "`\($0)` is a link to a file elsewhere and not fixed: name the file itself" }
      + (fixed.isEmpty ? [] : [done])
  }

  private var done: String {
    let count = fixed.values.reduce(0, +)
    let rules = fixed.sorted { $0.key < $1.key }.map { $0.value == 1 ? $0.key : "\($0.key) ×\($0.value)" }
    return "fixed \(count) finding\(count == 1 ? "" : "s") in \(files.count) file\(files.count == 1 ? "" : "s"): "
      + rules.joined(separator: ", ")
  }
}
