/// Whether a pattern is one that Go's `regexp` takes, and whether it matches the empty string: what PromQL wants to
/// know of the patterns in matchers. Reads each byte once and keeps its own stack, so no pattern is too deep for it.
struct RegexSyntax {
  /// What is wrong, nil for a valid pattern.
  private(set) var problem: String?
  /// Whether the anchored pattern matches an empty label.
  private(set) var matchesEmpty = true

  /// A group that is open, and what is known of it so far.
  private struct Group {
    var anyAlternativeEmpty = false
    var concatenationEmpty = true
    /// The largest product of repeat counts inside.
    var repeats = 1
  }

  /// The last thing read that a repetition may follow.
  struct Atom {
    var matchesEmpty: Bool
    var repeats = 1
  }

  let bytes: [UInt8]
  var index = 0
  private var stack = [Group()]
  var atom: Atom?
  private var groupNames: Set<String> = []
  private var isAfterRepetition = false

  init(_ pattern: String) {
    bytes = Array(pattern.utf8)
    guard bytes.contains(where: Self.isSpecial) else {
      matchesEmpty = bytes.isEmpty
      return
    }
    while index < bytes.count, problem == nil { step() }
    guard problem == nil else { return }
    guard stack.count == 1 else {
      fail("\"(\" is not closed")
      return
    }
    finishAtom()
    matchesEmpty = stack[0].anyAlternativeEmpty || stack[0].concatenationEmpty
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\\"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"), UInt8(ascii: "("),
      UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "^"), UInt8(ascii: "$"):
      true
    default: false
    }
  }

  func peek(_ offset: Int = 0) -> UInt8 { index + offset < bytes.count ? bytes[index + offset] : 0 }

  mutating func fail(_ message: String) { problem = problem ?? message }

  private mutating func step() {
    let wasRepetition = isAfterRepetition
    isAfterRepetition = false
    let byte = bytes[index]
    switch byte {
    case UInt8(ascii: "("): openGroup()
    case UInt8(ascii: ")"): closeGroup()
    case UInt8(ascii: "|"):
      finishAtom()
      stack[stack.count - 1].anyAlternativeEmpty = stack.last!.anyAlternativeEmpty || stack.last!.concatenationEmpty
      stack[stack.count - 1].concatenationEmpty = true
      index += 1
    case UInt8(ascii: "["): readClass()
    case UInt8(ascii: "\\"): readEscape()
    case UInt8(ascii: "^"), UInt8(ascii: "$"):
      index += 1
      begin(Atom(matchesEmpty: true))
    case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
      index += 1
      applyRepetition(
        minimum: byte == UInt8(ascii: "+") ? 1 : 0, count: 1, written: String(Unicode.Scalar(byte)), wasRepetition)
    case UInt8(ascii: "{"):
      if let (minimum, maximum, end) = readCounts() {
        let written = String(decoding: bytes[index..<end], as: UTF8.self)
        index = end
        if minimum > 1000 || maximum ?? 0 > 1000 || maximum ?? .max < minimum {
          return fail("invalid repeat count \"\(written)\"")
        }
        applyRepetition(minimum: minimum, count: maximum ?? minimum, written: written, wasRepetition)
      } else {
        literal()
      }
    default: literal()
    }
  }

  private mutating func literal() {
    index += 1
    while peek() & 0xC0 == 0x80 { index += 1 }
    begin(Atom(matchesEmpty: false))
  }

  // MARK: Concatenation and repetition

  mutating func begin(_ next: Atom) {
    finishAtom()
    atom = next
  }

  private mutating func finishAtom() {
    guard let atom else { return }
    stack[stack.count - 1].concatenationEmpty = stack.last!.concatenationEmpty && atom.matchesEmpty
    stack[stack.count - 1].repeats = max(stack.last!.repeats, atom.repeats)
    self.atom = nil
  }

  private mutating func applyRepetition(minimum: Int, count: Int, written: String, _ wasRepetition: Bool) {
    if peek() == UInt8(ascii: "?") { index += 1 }
    guard var atom else { return fail("nothing stands before the repetition \"\(written)\"") }
    guard !wasRepetition else { return fail("a repetition of a repetition: \"\(written)\"") }
    if minimum == 0 { atom.matchesEmpty = true }
    atom.repeats *= max(count, 1)
    if atom.repeats > 1000 { return fail("repetitions inside each other make more than 1000 copies") }
    self.atom = atom
    isAfterRepetition = true
  }

  /// `{2}`, `{2,}` or `{2,5}` at `index`. Anything else is a literal brace.
  private func readCounts() -> (minimum: Int, maximum: Int?, end: Int)? {
    var position = index + 1
    func number() -> Int? {
      let start = position
      var value = 0
      while position < bytes.count, ASCII.isDigit(bytes[position]) {
        value = min(value * 10 + Int(bytes[position] - 0x30), 100_000)
        position += 1
      }
      let hasLeadingZero = position - start > 1 && bytes[start] == UInt8(ascii: "0")
      return position == start || hasLeadingZero ? nil : value
    }
    func accept(_ byte: UInt8) -> Bool {
      guard position < bytes.count, bytes[position] == byte else { return false }
      position += 1
      return true
    }
    guard let minimum = number() else { return nil }
    guard accept(UInt8(ascii: ",")) else { return accept(UInt8(ascii: "}")) ? (minimum, minimum, position) : nil }
    if accept(UInt8(ascii: "}")) { return (minimum, nil, position) }
    guard let maximum = number(), accept(UInt8(ascii: "}")) else { return nil }
    return (minimum, maximum, position)
  }

  // MARK: Groups

  private mutating func openGroup() {
    index += 1
    guard peek() == UInt8(ascii: "?") else { return push() }
    index += 1
    let isNamed = peek() == UInt8(ascii: "P") && peek(1) == UInt8(ascii: "<")
    if isNamed || (peek() == UInt8(ascii: "<") && peek(1) != UInt8(ascii: "=") && peek(1) != UInt8(ascii: "!")) {
      index += isNamed ? 2 : 1
      return openNamedGroup()
    }
    if peek() == UInt8(ascii: "=") || peek() == UInt8(ascii: "!") || peek() == UInt8(ascii: "<") {
      return fail("look-around is not supported")
    }
    readFlags()
  }

  private mutating func openNamedGroup() {
    let rest = bytes[index...]
    guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return fail("the name of a group is not closed") }
    let name = rest[..<end]
    guard !name.isEmpty, name.allSatisfy(ASCII.isNamePart) else { return fail("invalid name of a group") }
    guard groupNames.insert(String(decoding: name, as: UTF8.self)).inserted else {
      return fail("two groups of one name")
    }
    index = end + 1
    push()
  }

  private mutating func push() {
    finishAtom()
    stack.append(Group())
  }

  /// `(?i)` for the rest of the group, which leaves what stands before open to a repetition; `(?i:` for a group of its own.
  private mutating func readFlags() {
    var isNegated = false
    var any = false
    while true {
      let byte = peek()
      index += 1
      switch byte {
      case UInt8(ascii: "i"), UInt8(ascii: "m"), UInt8(ascii: "s"), UInt8(ascii: "U"): any = true
      case UInt8(ascii: "-") where !isNegated:
        isNegated = true
        any = false
      case UInt8(ascii: ":") where !isNegated || any: return push()
      case UInt8(ascii: ")") where !isNegated || any: return
      default: return fail("unknown group syntax after \"(?\"")
      }
    }
  }

  private mutating func closeGroup() {
    index += 1
    finishAtom()
    let group = stack.removeLast()
    guard !stack.isEmpty else { return fail("unexpected \")\"") }
    begin(Atom(matchesEmpty: group.anyAlternativeEmpty || group.concatenationEmpty, repeats: group.repeats))
  }
}
