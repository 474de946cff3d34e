/// How much a finding matters: errors break something, warnings will, infos are worth knowing.
package enum Severity: String, Sendable, CaseIterable, Comparable {
  case info, warning, error

  package static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .info: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// A change of a file's bytes that mends a finding without changing what the file means to anybody else.
package struct Fix: Sendable {
  package struct Edit: Sendable {
    /// UTF-8 byte offsets in the file.
    package var range: Range<Int>
    package var replacement: String

    package init(_ range: Range<Int>, _ replacement: String) {
      self.range = range
      self.replacement = replacement
    }
  }

  /// What applying it does, in the imperative: "remove the anchors".
  package var summary: String
  /// Not overlapping, in the order of the file.
  package var edits: [Edit]

  package init(_ summary: String, _ edits: [Edit]) {
    self.summary = summary
    self.edits = edits
  }
}

/// Something wrong in a file: what it is, where, and what to do about it.
package struct Finding: Sendable {
  /// Another place that belongs to the same cause.
  package struct Note: Sendable {
    package var message: String
    package var source: SourceFile
    package var range: Range<Int>

    package init(_ message: String, in source: SourceFile, at range: Range<Int>) {
      self.message = message
      self.source = source
      self.range = range
    }
  }

  /// Stable id, `family/name`.
  package var rule: String
  package var severity: Severity
  /// What is wrong, one sentence without a full stop.
  package var message: String
  /// What to do about it.
  package var help: String?
  package var source: SourceFile
  /// UTF-8 byte offsets in `source`.
  package var range: Range<Int>
  package var notes: [Note]
  package var fix: Fix?

  package init(
    _ rule: String, _ message: String, severity: Severity = .error, help: String? = nil,
    in source: SourceFile, at range: Range<Int>, notes: [Note] = [], fix: Fix? = nil
  ) {
    self.rule = rule
    self.severity = severity
    self.message = message
    self.help = help
    self.source = source
    self.range = range
    self.notes = notes
    self.fix = fix
  }

  package var start: Position { source.position(at: range.lowerBound) }
  package var end: Position { source.position(at: range.upperBound) }
}

extension [Finding] {
  /// By file, position and rule: the order in which every output gives them.
  package func sortedByPlace() -> [Finding] {
    sorted { a, b in
      (a.source.name, a.range.lowerBound, a.rule, a.message) < (b.source.name, b.range.lowerBound, b.rule, b.message)
    }
  }

  package var hasErrors: Bool { contains { $0.severity == .error } }
}
