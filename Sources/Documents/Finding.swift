/// How much a finding matters: errors break something, warnings will, infos are worth knowing.
public enum Severity: String, Sendable, CaseIterable, Comparable {
  case info, warning, error

  /// Infos before warnings before errors.
  public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .info: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// A change of a file's bytes that fixes a finding without changing what the file means to anybody else.
public struct Fix: Sendable {
  /// One stretch of bytes and what takes its place.
  public struct Edit: Sendable {
    /// UTF-8 byte offsets in the file.
    public var range: Range<Int>
    public var replacement: String

    /// - Parameter range: UTF-8 byte offsets in the file.
    public init(_ range: Range<Int>, _ replacement: String) {
      self.range = range
      self.replacement = replacement
    }
  }

  /// What applying it does, in the imperative: "remove the anchors".
  public var summary: String
  /// Not overlapping, in the order of the file.
  public var edits: [Edit]

  /// - Parameter edits: not overlapping, in the order of the file.
  public init(_ summary: String, _ edits: [Edit]) {
    self.summary = summary
    self.edits = edits
  }
}

/// Something wrong in a file: what it is, where, and what to do about it.
public struct Finding: Sendable {
  /// Another place that belongs to the same cause.
  public struct Note: Sendable {
    /// As it may be shown, as a finding's.
    public var message: String { source.shown(text) }
    public var source: SourceFile
    public var range: Range<Int>
    fileprivate let text: String

    /// - Parameter range: UTF-8 byte offsets in `source`.
    public init(_ message: String, in source: SourceFile, at range: Range<Int>) {
      text = message
      self.source = source
      self.range = range
    }
  }

  public var kind: any DiagnosticKind { content.kind }
  /// The id of its kind, `family/name`.
  public var rule: String { content.kind.id }
  public private(set) var severity: Severity
  /// What is wrong, one sentence without a full stop, as it may be shown: without secrets of its file, in one line, without
  /// characters that say something to a terminal.
  public var message: String { source.shown(content.message) }
  /// What to do about it, likewise.
  public var help: String? { content.help.map(source.shown) }
  public var source: SourceFile { content.source }
  /// UTF-8 byte offsets in `source`.
  public var range: Range<Int> { content.range }
  public var notes: [Note] { content.notes }
  public var fix: Fix? { content.fix }

  /// All of it that does not change on the way to a report, in one place: lists of findings are copied and sorted a lot.
  private let content: Content

  private final class Content: Sendable {
    let kind: any DiagnosticKind
    let message: String
    let help: String?
    let source: SourceFile
    let range: Range<Int>
    let notes: [Note]
    let fix: Fix?

    init(
      _ kind: any DiagnosticKind, _ message: String, _ help: String?, _ source: SourceFile, _ range: Range<Int>,
      _ notes: [Note], _ fix: Fix?
    ) {
      self.kind = kind
      self.message = message
      self.help = help
      self.source = source
      self.range = range
      self.notes = notes
      self.fix = fix
    }
  }

  /// - Parameters:
  ///   - severity: where it matters more or less than its kind mostly does.
  ///   - range: UTF-8 byte offsets in `source`.
  public init(
    _ kind: any DiagnosticKind, _ message: String, severity: Severity? = nil, help: String? = nil,
    in source: SourceFile, at range: Range<Int>, notes: [Note] = [], fix: Fix? = nil
  ) {
    self.severity = severity ?? kind.severity
    if kind.isAboutSecret { source.noteSecret(at: range) }
    content = Content(kind, message, help, source, range, notes, fix)
  }

  /// The same, as serious as somebody wants it.
  public func with(_ severity: Severity) -> Finding {
    var finding = self
    finding.severity = severity
    return finding
  }

  /// The same in a file of the disk: one in a text that a file holds is carried to that text's place, and so is what would fix it
  /// where the text stands there as it is.
  public var inFile: Finding {
    guard source.holder != nil || notes.contains(where: { $0.source.holder != nil }) else { return self }
    let (outer, range) = source.outermost(range)
    let notes = notes.map { note in
      let (source, range) = note.source.outermost(note.range)
      return Note(note.text, in: source, at: range)
    }
    return Finding(
      kind, content.message, severity: severity, help: content.help, in: outer, at: range, notes: notes,
      fix: fix.flatMap { source.outermost($0) })
  }

  /// Where it begins, as people count.
  public var start: Position { source.position(at: range.lowerBound) }
  /// Behind its last character, as people count.
  public var end: Position { source.position(at: range.upperBound) }
}

extension SourceFile {
  /// A fix for the file of the disk; nil where what it would write has to be written in another way there.
  fileprivate func outermost(_ fix: Fix) -> Fix? {
    guard let holder else { return fix }
    guard holder.scalar?.style == .literal else { return nil }
    var outer = fix
    for index in fix.edits.indices {
      let edit = fix.edits[index], place = outermost(edit.range).1
      guard place.count == edit.range.count, !edit.replacement.hasLineBreak else { return nil }
      outer.edits[index].range = place
    }
    return outer
  }

  /// A range of bytes in the file of the disk that holds this one, directly or in another text.
  func outermost(_ range: Range<Int>) -> (SourceFile, Range<Int>) {
    guard let holder else { return (self, range) }
    return holder.source.outermost(holderMap?.range(of: range) ?? holder.range)
  }
}

extension Finding {
  fileprivate func comesBefore(_ other: Finding) -> Bool {
    if source !== other.source, source.name != other.source.name { return source.name < other.source.name }
    if range.lowerBound != other.range.lowerBound { return range.lowerBound < other.range.lowerBound }
    return (rule, content.message) < (other.rule, other.content.message)
  }
}

extension [Finding] {
  /// By file, position and rule: the order in which every output gives them.
  public func sortedByPlace() -> [Finding] {
    // Findings are large: their numbers are moved about, and each of them once.
    var order = [Int](0..<count)
    let isSorted = indices.dropFirst().allSatisfy { !self[$0].comesBefore(self[$0 - 1]) }
    if isSorted { return self }
    order.sort { self[$0].comesBefore(self[$1]) }
    return order.map { self[$0] }
  }

  /// Whether one of them is an error.
  public var hasErrors: Bool { contains { $0.severity == .error } }
}
