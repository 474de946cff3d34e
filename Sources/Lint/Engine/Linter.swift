import Documents
import Formats

/// Lints files as one project: each file by itself, then what they say of each other.
package struct Linter: Sendable {
  let rules: [Rule]
  let settings: LintSettings
  let knowledge: Knowledge

  package init(rules: [Rule] = Rule.all, settings: LintSettings = LintSettings(), knowledge: Knowledge) {
    self.rules = rules
    self.settings = settings
    self.knowledge = knowledge
  }

  /// What linting found.
  package struct Report: Sendable {
    /// Sorted by place.
    package var findings: [Finding]
    /// How many of the files were recognised, and so linted.
    package var files: Int
  }

  /// - Parameters:
  ///   - paths: the files, in the order in which they count as one project; each is read, linted and let go on its own.
  ///   - read: the contents of one of them, or the finding that tells why there are none. Called from several threads.
  package func lint(_ paths: [String], read: @Sendable (String) -> Result<SourceFile, UnreadableFile>) -> Report {
    let results = paths.parallelMap { lint($0, read) }
    var facts = ProjectFacts()
    var report = Report(findings: [], files: 0)
    var silencing: [String: Silencing] = [:]
    for result in results {
      facts.merge(result.facts)
      report.findings += result.findings
      report.files += result.isRecognised ? 1 : 0
      if let comments = result.silencing { silencing[comments.source.name] = comments }
    }
    report.findings += ask(facts)
    report.findings = Silencing.apply(silencing, to: report.findings, knowledge.today).sortedByPlace()
    return report
  }

  private struct FileResult: Sendable {
    var findings: [Finding] = []
    var facts = ProjectFacts()
    var silencing: Silencing?
    var isRecognised = false
  }

  private func lint(_ path: String, _ read: @Sendable (String) -> Result<SourceFile, UnreadableFile>) -> FileResult {
    var result = FileResult()
    let active = active(in: path)
    switch read(path) {
    case .failure(let error): result.findings = [error.finding]
    case .success(let source):
      let reading = Reading(source)
      result.findings = reading.findings
      result.silencing = Silencing(source)
      guard let document = reading.document else { return result }
      result.isRecognised = true
      var walker = Walker(active, knowledge, source)
      walker.visit(document)
      result.findings += walker.findings
      result.facts = ProjectFacts(document)
    }
    return result
  }

  /// The rules that are on in a file.
  private func active(in path: String) -> [ActiveRule] {
    rules.compactMap { rule in
      let settings = settings.settings(of: rule, in: path)
      return settings.isOn == true ? ActiveRule(rule: rule, settings: settings) : nil
    }
  }

  private func ask(_ facts: ProjectFacts) -> [Finding] {
    var facts = facts
    facts.prepareRouting(knowledge)
    var findings: [Finding] = []
    for active in active(in: "") {
      guard case .project(let check) = active.rule.check else { continue }
      var reporter = Reporter(active, knowledge, SourceFile(name: "", bytes: []))
      check(facts, &reporter)
      findings += reporter.findings
    }
    return findings
  }
}

/// Why a file could not be read.
package struct UnreadableFile: Error, Sendable {
  package let finding: Finding

  package init(path: String, message: String, help: String?) {
    finding = Finding(
      "file/unreadable", message, help: help, in: SourceFile(name: path, bytes: []), at: 0..<0)
  }
}
