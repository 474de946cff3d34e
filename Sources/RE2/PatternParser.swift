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

  static let maximumDepth = 1000
  static let maximumRepeat = 1000

  let bytes: [UInt8]
  var index = 0
  var flags: Flags
  var frames: [Frame]
  private var groupNames: Set<String> = []
  /// Where the last repetition began, if nothing has followed it.
  var repetitionStart: Int?
  /// Where the last character of a run was written.
  var lastScalarStart = 0

  /// Whether something is put after the pattern, which an open quotation would swallow.
  let isWrapped: Bool

  init(_ bytes: [UInt8], dotMatchesNewline: Bool, isWrapped: Bool) {
    self.bytes = bytes
    self.isWrapped = isWrapped
    flags = Flags(dotMatchesNewline: dotMatchesNewline)
    frames = [Frame(outerFlags: flags, start: 0, sequenceStart: 0)]
  }

  mutating func parse() throws(PatternError) -> RegexNode {
    while index < bytes.count {
      let isAfterRepetition = repetitionStart
      repetitionStart = nil
      try step(isAfterRepetition)
    }
    guard frames.count == 1 else {
      let open = frames[frames.count - 1].start
      throw PatternError("the group is not closed: \")\" is missing", open..<open + 1)
    }
    return closed(frames[0], end: bytes.count)
  }

  private mutating func step(_ afterRepetition: Int?) throws(PatternError) {
    let start = index
    switch bytes[index] {
    case UInt8(ascii: "("): try openGroup()
    case UInt8(ascii: ")"): try closeGroup()
    case UInt8(ascii: "|"):
      endAlternative()
      index += 1
      frames[frames.count - 1].sequenceStart = index
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
    case UInt8(ascii: "{"):
      guard let (minimum, maximum, end) = countedRepetition() else { return literal() }
      index = end
      guard minimum <= Self.maximumRepeat, maximum ?? 0 <= Self.maximumRepeat, maximum.map({ $0 >= minimum }) ?? true
      else {
        throw PatternError(
          maximum.map { $0 < minimum } ?? false
            ? "the repetition ends below where it begins" : "a repetition of more than \(Self.maximumRepeat)",
          start..<end)
      }
      try repeatLast(minimum, maximum, from: start, afterRepetition)
    default: literal()
    }
  }

  // MARK: Sequences

  mutating func append(_ kind: RegexNode.Kind, from start: Int) {
    frames[frames.count - 1].sequence.append(RegexNode(kind: kind, range: start..<index))
  }

  /// The character that stands here.
  private mutating func literal() {
    let start = index
    let scalar = decodeScalar(&index)
    append(scalar, from: start)
  }

  /// Adds a character to the run of characters before it.
  mutating func append(_ scalar: Unicode.Scalar, from start: Int) {
    lastScalarStart = start
    let frame = frames.count - 1
    if let last = frames[frame].sequence.indices.last,
      case .literal(var scalars, let ignoresCase) = frames[frame].sequence[last].kind, ignoresCase == flags.ignoresCase
    {
      frames[frame].sequence[last].kind = .empty
      scalars.append(scalar)
      frames[frame].sequence[last] = RegexNode(
        kind: .literal(scalars, ignoresCase: ignoresCase),
        range: frames[frame].sequence[last].range.lowerBound..<index)
    } else {
      append(.literal([scalar], ignoresCase: flags.ignoresCase), from: start)
    }
  }

  func decodeScalar(_ position: inout Int) -> Unicode.Scalar {
    let first = bytes[position]
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    var value = length == 1 ? UInt32(first) : UInt32(first) & (0xFF >> UInt32(length + 1))
    for offset in 1..<max(length, 1) where position + offset < bytes.count {
      value = value << 6 | UInt32(bytes[position + offset] & 0x3F)
    }
    position = min(position + length, bytes.count)
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }

  // MARK: Groups

  mutating func open(capturing isCapturing: Bool, name: String? = nil, from start: Int, outerFlags: Flags)
    throws(PatternError)
  {
    guard frames.count <= Self.maximumDepth else {
      throw PatternError("groups are nested more than \(Self.maximumDepth) deep", start..<index)
    }
    if let name, !groupNames.insert(name).inserted {
      throw PatternError("the group name `\(name)` is used twice", start..<index)
    }
    frames.append(
      Frame(outerFlags: outerFlags, start: start, isCapturing: isCapturing, name: name, sequenceStart: index))
  }

  private mutating func closeGroup() throws(PatternError) {
    guard frames.count > 1, let frame = frames.popLast() else {
      throw PatternError("\")\" closes no group; for the character itself write \"\\)\"", index..<index + 1)
    }
    let inner = closed(frame, end: index)
    index += 1
    flags = frame.outerFlags
    append(.group(inner, isCapturing: frame.isCapturing, name: frame.name), from: frame.start)
  }

  private mutating func endAlternative() {
    let frame = frames.count - 1
    frames[frame].alternatives.append(Self.sequence(frames[frame], end: index))
    frames[frame].sequence = []
  }

  private func closed(_ frame: Frame, end: Int) -> RegexNode {
    let last = Self.sequence(frame, end: end)
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
