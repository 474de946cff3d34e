/// Builds the tree of a pattern. Open groups are a stack of its own, so that nesting costs no call depth here.
///
/// What is accepted follows Go's `regexp/syntax` with its flags for Perl.
/// <https://github.com/golang/go/blob/go1.25.0/src/regexp/syntax/parse.go>
struct PatternParser {
  /// The flags `i`, `m`, `s` and `U`.
  struct Flags {
    var ignoresCase = false
    var isMultiline = false
    var dotMatchesNewline = false
    var isUngreedy = false
  }

  /// A group that is open, or the pattern itself.
  struct Frame {
    /// The flags to return to when it closes.
    var outerFlags: Flags
    var start: Int
    var isCapturing = false
    var name: String?
    var alternatives: [RegexNode] = []
    var sequence: [RegexNode] = []
    /// Where the alternative that is being read began.
    var sequenceStart: Int
  }

  let bytes: UnsafeBufferPointer<UInt8>
  var index = 0
  var flags: Flags
  var limits = PatternLimits()
  private var outer: [Frame] = []
  /// The innermost open group.
  var frame: Frame
  /// Where the last repetition began, if nothing has followed it.
  var repetitionStart: Int?
  /// Where the last character of a run was written.
  var lastScalarStart = 0
  /// Whether no `:]` is to come.
  var lacksClassEnd = false

  let dialect: Pattern.Dialect

  /// - Parameter bytes: valid UTF-8; it must outlive the parser.
  init(_ bytes: UnsafeBufferPointer<UInt8>, _ dialect: Pattern.Dialect) {
    self.bytes = bytes
    self.dialect = dialect
    flags = Flags(dotMatchesNewline: dialect.dotMatchesNewline)
    frame = Frame(outerFlags: flags, start: 0, sequenceStart: 0)
  }

  mutating func parse() throws(PatternError) -> RegexNode {
    while index < bytes.count {
      let isAfterRepetition = repetitionStart
      repetitionStart = nil
      try step(isAfterRepetition)
    }
    guard outer.isEmpty else {
      throw PatternError("the group is not closed: \")\" is missing", frame.start..<frame.start + 1)
    }
    let tree = Self.closed(frame, end: bytes.count)
    try limits.check(tree, count: bytes.count, isWrapped: dialect.isAnchored)
    return tree
  }

  private mutating func step(_ afterRepetition: Int?) throws(PatternError) {
    let start = index
    switch bytes[index] {
    case UInt8(ascii: "("): try openGroup()
    case UInt8(ascii: ")"): try closeGroup()
    case UInt8(ascii: "|"):
      frame.alternatives.append(Self.sequence(frame, end: index))
      frame.sequence.removeAll(keepingCapacity: true)
      index += 1
      frame.sequenceStart = index
    case UInt8(ascii: "["):
      let set = try parseSet()
      append(.characters(set), from: start)
    case UInt8(ascii: "."):
      index += 1
      append(.any(matchesNewline: flags.dotMatchesNewline), from: start)
    case UInt8(ascii: "^"):
      index += 1
      append(.assertion(flags.isMultiline ? .lineStart : .textStart), from: start)
    case UInt8(ascii: "$"):
      index += 1
      append(.assertion(flags.isMultiline ? .lineEnd : .textEnd), from: start)
    case UInt8(ascii: "\\"): try parseEscape()
    case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
      let minimum = bytes[index] == UInt8(ascii: "+") ? 1 : 0
      let maximum: Int? = bytes[index] == UInt8(ascii: "?") ? 1 : nil
      index += 1
      try repeatLast(minimum, maximum, from: start, afterRepetition)
    case UInt8(ascii: "{"): try parseBrace(afterRepetition)
    default: literalRun()
    }
  }

  // MARK: Sequences

  mutating func append(_ kind: RegexNode.Kind, from start: Int) {
    frame.sequence.append(RegexNode(kind: kind, range: start..<index))
  }

  /// The character that stands here and those after it that mean nothing else.
  mutating func literalRun() {
    let start = index
    index += 1
    while index < bytes.count, !Self.isSpecial(bytes[index]) { index += 1 }
    lastScalarStart = index - 1
    while lastScalarStart > start, bytes[lastScalarStart] & 0xC0 == 0x80 { lastScalarStart -= 1 }
    appendLiteral(String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<index]), as: UTF8.self), from: start)
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "|"), UInt8(ascii: "["), UInt8(ascii: "."),
      UInt8(ascii: "^"), UInt8(ascii: "$"), UInt8(ascii: "\\"), UInt8(ascii: "*"), UInt8(ascii: "+"),
      UInt8(ascii: "?"), UInt8(ascii: "{"):
      true
    default: false
    }
  }

  /// One character by its number; surrogates, which Go lets pass, stand in no text.
  mutating func append(_ value: UInt32, from start: Int) {
    guard let scalar = Unicode.Scalar(value) else { return append(.characters(CharacterSet()), from: start) }
    lastScalarStart = start
    appendLiteral(String(scalar), from: start)
  }

  /// Adds characters to the run of characters before them.
  private mutating func appendLiteral(_ text: String, from start: Int) {
    let last = frame.sequence.count - 1
    guard last >= 0, case .literal(var run, let ignoresCase) = frame.sequence[last].kind,
      ignoresCase == flags.ignoresCase
    else { return append(.literal(text, ignoresCase: flags.ignoresCase), from: start) }
    // Two owners would make a copy of the run for each piece.
    frame.sequence[last].kind = .empty
    run += text
    frame.sequence[last].kind = .literal(run, ignoresCase: ignoresCase)
    frame.sequence[last].range = frame.sequence[last].range.lowerBound..<index
  }

  func decodeScalar(_ position: inout Int) -> UInt32 { UTF8Text.decode(bytes, &position) }

  /// A part of the pattern for a message, cut where it is long.
  func excerpt(_ range: Range<Int>) -> String {
    guard range.count > 40 else { return text(range) }
    var end = range.lowerBound + 40
    while bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return text(range.lowerBound..<end) + "…"
  }

  func text(_ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
  }

  /// Whether the letters stand at a place.
  func has(_ text: StaticString, at start: Int) -> Bool {
    guard start + text.utf8CodeUnitCount <= bytes.count else { return false }
    for offset in 0..<text.utf8CodeUnitCount where bytes[start + offset] != text.utf8Start[offset] { return false }
    return true
  }

  func byte(at position: Int) -> UInt8? { position < bytes.count ? bytes[position] : nil }

  // MARK: Groups

  mutating func open(capturing isCapturing: Bool, name: String? = nil, from start: Int, outerFlags: Flags)
    throws(PatternError)
  {
    guard outer.count < PatternLimits.depth else {
      throw PatternError("groups are nested more than \(PatternLimits.depth) deep", start..<index)
    }
    outer.append(frame)
    limits.deepest = max(limits.deepest, outer.count)
    frame = Frame(outerFlags: outerFlags, start: start, isCapturing: isCapturing, name: name, sequenceStart: index)
  }

  private mutating func closeGroup() throws(PatternError) {
    guard let enclosing = outer.popLast() else {
      throw PatternError("\")\" closes no group; for the character itself write \"\\)\"", index..<index + 1)
    }
    let inner = Self.closed(frame, end: index)
    index += 1
    flags = frame.outerFlags
    let node = RegexNode(
      kind: .group(inner, isCapturing: frame.isCapturing, name: frame.name), range: frame.start..<index)
    frame = enclosing
    frame.sequence.append(node)
  }

  private static func closed(_ frame: Frame, end: Int) -> RegexNode {
    let last = sequence(frame, end: end)
    guard let first = frame.alternatives.first else { return last }
    return RegexNode(kind: .alternation(frame.alternatives + [last]), range: first.range.lowerBound..<end)
  }

  private static func sequence(_ frame: Frame, end: Int) -> RegexNode {
    switch frame.sequence.count {
    case 0: RegexNode(kind: .empty, range: frame.sequenceStart..<end)
    case 1: frame.sequence[0]
    default: RegexNode(kind: .concatenation(frame.sequence), range: frame.sequenceStart..<end)
    }
  }
}
