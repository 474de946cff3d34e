import ArgumentParser
import Documents
import Lint
import Workspace

/// Fixes what can be fixed in the files themselves, round by round, as one fix may show what another hid.
struct Fixer {
  /// A fix that calls for its own undoing would go on for ever.
  private static let rounds = 10

  /// How many findings were fixed, by rule.
  private(set) var fixed: [String: Int] = [:]
  private(set) var files: Set<String> = []

  /// - Parameter lint: lints the files as they are now.
  /// - Returns: what is left at the end.
  /// - Throws: `ExitCode.cannot`, after saying why, when a file cannot be written.
  mutating func run(_ lint: () throws -> LintResult) throws -> LintResult {
    var result = try lint()
    for _ in 0..<Self.rounds where try fix(result.findings) { result = try lint() }
    return result
  }

  /// - Returns: whether anything was fixed.
  private mutating func fix(_ findings: [Finding]) throws -> Bool {
    var byFile: [(source: SourceFile, findings: [Finding])] = []
    for finding in findings where finding.fix != nil && finding.source.name != LintFiles.standardInputName {
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
      do { try TextFile.write(source.name, bytes) } catch let error as WorkspaceError {
        Console.error("error: \(error)" + (error.help.map { "\n  help: \($0)" } ?? ""))
        throw ExitCode.cannot
      }
      isChanged = true
      files.insert(source.name)
      for finding in fixed { self.fixed[finding.rule, default: 0] += 1 }
    }
    return isChanged
  }

  /// One line of what was done; nil when that is nothing.
  var summary: String? {
    guard !fixed.isEmpty else { return nil }
    let count = fixed.values.reduce(0, +)
    let rules = fixed.sorted { $0.key < $1.key }.map { $0.value == 1 ? $0.key : "\($0.key) ×\($0.value)" }
    return "fixed \(count) finding\(count == 1 ? "" : "s") in \(files.count) file\(files.count == 1 ? "" : "s"): "
      + rules.joined(separator: ", ")
  }
}

/// What linting found once what is known already is taken away.
struct LintResult {
  var findings: [Finding]
  var files: Int
  /// Files that were named and not linted.
  var unlinted: [Linter.Unlinted]
  /// How many files are templates that something fills in first.
  var templates: Int
  /// How many files the settings leave out.
  var ignored = 0
  /// How many findings the baseline has taken away.
  var known = 0
  /// Of the baseline, what is not found any more.
  var stale: [Baseline.Entry] = []
}
