import Documents
import Formats

/// What a rule's check reports to, and what it may know besides the node.
package struct Reporter {
  let active: ActiveRule
  /// The file of the node; for a rule over the project, of whatever is reported next.
  package var source: SourceFile
  package internal(set) var findings: [Finding] = []

  init(_ active: ActiveRule, _ source: SourceFile) {
    self.active = active
    self.source = source
  }

  package var settings: RuleSettings { active.settings }
  /// What is known beyond the files: a spec's catalogue and topology, known metrics.
  package var knowledge: Knowledge { active.knowledge }

  /// Reports something wrong.
  ///
  /// - Parameters:
  ///   - message: what is wrong and why it matters in a clause, without a full stop.
  ///   - help: what to write instead.
  ///   - source: the file, where it is another than the node's.
  ///   - severity: of this one, where it is not the rule's; one that the settings give to the rule comes first.
  package mutating func report(
    _ message: String, at range: Range<Int>, in source: SourceFile? = nil, help: String? = nil,
    notes: [Finding.Note] = [], fix: Fix? = nil, as severity: Severity? = nil
  ) {
    findings.append(
      Finding(
        active.rule, message, severity: active.settings.severity ?? severity ?? active.severity, help: help,
        in: source ?? self.source,
        at: range, notes: notes, fix: fix))
  }

  /// Reports the whole of a scalar, or a part of its value.
  package mutating func report(
    _ message: String, at text: Text, part: Range<Int>? = nil, help: String? = nil, notes: [Finding.Note] = [],
    fix: Fix? = nil, as severity: Severity? = nil
  ) {
    let range = part.map { text.range(of: $0, in: source) } ?? text.contentRange(in: source)
    report(message, at: range, help: help, notes: notes, fix: fix, as: severity)
  }

  /// Reports a part of an expression.
  package mutating func report(
    _ message: String, in query: Query, at part: Range<Int>, help: String? = nil, notes: [Finding.Note] = [],
    fix: Fix? = nil, as severity: Severity? = nil
  ) {
    report(message, at: query.range(part), in: query.source, help: help, notes: notes, fix: fix, as: severity)
  }

  /// Another place of the same cause, in the file of the node.
  package func note(_ message: String, at range: Range<Int>, in source: SourceFile? = nil) -> Finding.Note {
    Finding.Note(message, in: source ?? self.source, at: range)
  }
}
