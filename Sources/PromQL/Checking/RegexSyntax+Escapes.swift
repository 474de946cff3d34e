/// Escapes and character classes of patterns.
extension RegexSyntax {
  mutating func readEscape() {
    let next = peek(1)
    index += 2
    guard index <= bytes.count else { return fail("the pattern ends with a backslash") }
    switch next {
    case UInt8(ascii: "A"), UInt8(ascii: "z"), UInt8(ascii: "B"): begin(Atom(matchesEmpty: true))
    case UInt8(ascii: "b"): begin(Atom(matchesEmpty: false))
    case UInt8(ascii: "Q"):
      // Everything up to \E, or to the end, is literal.
      while index < bytes.count, !(peek() == UInt8(ascii: "\\") && peek(1) == UInt8(ascii: "E")) {
        index += 1
        while peek() & 0xC0 == 0x80 { index += 1 }
        begin(Atom(matchesEmpty: false))
      }
      index = min(index + 2, bytes.count)
    case UInt8(ascii: "p"), UInt8(ascii: "P"), UInt8(ascii: "d"), UInt8(ascii: "D"), UInt8(ascii: "s"),
      UInt8(ascii: "S"), UInt8(ascii: "w"), UInt8(ascii: "W"):
      index -= 2
      _ = readClassEscape()
      begin(Atom(matchesEmpty: false))
    default:
      index -= 2
      _ = readCharacterEscape()
      begin(Atom(matchesEmpty: false))
    }
  }

  /// `\d`, `\w`, `\s`, `\pL`, `\p{Greek}` and their opposites at `index`.
  private mutating func readClassEscape() -> Bool {
    switch peek(1) {
    case UInt8(ascii: "d"), UInt8(ascii: "D"), UInt8(ascii: "s"), UInt8(ascii: "S"), UInt8(ascii: "w"),
      UInt8(ascii: "W"):
      index += 2
      return true
    case UInt8(ascii: "p"), UInt8(ascii: "P"):
      index += 2
      guard peek() == UInt8(ascii: "{") else {
        if !UnicodeClasses.names.contains(String(Unicode.Scalar(peek()))) { fail("unknown character class") }
        index += 1
        return true
      }
      guard let end = bytes[index...].firstIndex(of: UInt8(ascii: "}")) else {
        fail("the name of a character class is not closed")
        return true
      }
      var name = bytes[(index + 1)..<end]
      if name.first == UInt8(ascii: "^") { name = name.dropFirst() }
      if !UnicodeClasses.contains(String(decoding: name, as: UTF8.self)) { fail("unknown character class") }
      index = end + 1
      return true
    default: return false
    }
  }

  /// `\n`, `\.`, `\x41`, `\101` at `index`, as one character.
  private mutating func readCharacterEscape() -> UInt32 {
    guard index + 1 < bytes.count else {
      fail("the pattern ends with a backslash")
      return 0
    }
    let next = peek(1)
    index += 2
    switch next {
    case UInt8(ascii: "a"): return 7
    case UInt8(ascii: "f"): return 12
    case UInt8(ascii: "n"): return 10
    case UInt8(ascii: "r"): return 13
    case UInt8(ascii: "t"): return 9
    case UInt8(ascii: "v"): return 11
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      guard next == UInt8(ascii: "0") || (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(peek()) else {
        fail("back-references are not supported")
        return 0
      }
      var value = UInt32(next - 0x30)
      for _ in 0..<2 where (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(peek()) {
        value = value * 8 + UInt32(peek() - 0x30)
        index += 1
      }
      return value
    case UInt8(ascii: "x"): return readHexadecimal()
    case 0..<0x80 where !ASCII.isNamePart(next) || next == UInt8(ascii: "_"): return UInt32(next)
    default:
      fail("unknown escape \"\\\(next < 0x80 ? String(Unicode.Scalar(next)) : "…")\"")
      return 0
    }
  }

  private mutating func readHexadecimal() -> UInt32 {
    let isBraced = peek() == UInt8(ascii: "{")
    if isBraced { index += 1 }
    var value: UInt32 = 0
    var count = 0
    while let digit = ASCII.hexValue(peek()), isBraced || count < 2 {
      value = min(value * 16 + digit, 0x110000)
      count += 1
      index += 1
    }
    let isClosed = !isBraced || peek() == UInt8(ascii: "}")
    if isBraced { index += 1 }
    if !isClosed || (isBraced ? count == 0 : count != 2) || value > 0x10FFFF { fail("invalid escape \"\\x\"") }
    return value
  }

  /// `[a-z\d[:alpha:]]` at `index`.
  mutating func readClass() {
    index += 1
    if peek() == UInt8(ascii: "^") { index += 1 }
    var isFirst = true
    while isFirst || peek() != UInt8(ascii: "]") {
      guard index < bytes.count else { return fail("\"[\" is not closed") }
      // A bare `-` may stand at either end, and so may it between two ranges, as in Perl.
      isFirst = false
      if peek() == UInt8(ascii: "["), peek(1) == UInt8(ascii: ":"), let end = posixClassEnd() {
        let name = String(decoding: bytes[(index + 2)..<end], as: UTF8.self)
        if !UnicodeClasses.posix.contains(name.hasPrefix("^") ? String(name.dropFirst()) : name) {
          return fail("unknown character class \"[:\(name):]\"")
        }
        index = end + 2
        continue
      }
      if peek() == UInt8(ascii: "\\"), readClassEscape() {
        if problem != nil { return }
        continue
      }
      let low = readClassCharacter()
      if peek() == UInt8(ascii: "-"), index + 1 < bytes.count, peek(1) != UInt8(ascii: "]") {
        index += 1
        let high = readClassCharacter()
        if high < low { fail("the range of a character class runs backwards") }
      }
      if problem != nil { return }
    }
    index += 1
    begin(Atom(matchesEmpty: false))
  }

  private func posixClassEnd() -> Int? {
    var position = index + 2
    while position + 1 < bytes.count {
      if bytes[position] == UInt8(ascii: ":"), bytes[position + 1] == UInt8(ascii: "]") { return position }
      position += 1
    }
    return nil
  }

  private mutating func readClassCharacter() -> UInt32 {
    if peek() == UInt8(ascii: "\\") { return readCharacterEscape() }
    var end = index + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    let scalar = String(decoding: bytes[index..<end], as: UTF8.self).unicodeScalars.first
    index = end
    return scalar?.value ?? 0
  }
}

/// The names of character classes.
enum UnicodeClasses {
  static let posix: Set = [
    "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space", "upper", "word",
    "xdigit",
  ]

  /// General categories. Names of scripts (`Greek`) are told by their form.
  static let names: Set = Set(
    """
    Any L Ll Lm Lo Lt Lu M Mc Me Mn N Nd Nl No P Pc Pd Pe Pf Pi Po Ps S Sc Sk Sm So Z Zl Zp Zs C Cc Cf Co Cs
    """.split(separator: " ").map(String.init))

  static func contains(_ name: String) -> Bool {
    if names.contains(name) { return true }
    guard name.utf8.count > 2, let first = name.utf8.first, (0x41...0x5A).contains(first) else { return false }
    return name.utf8.allSatisfy(ASCII.isLetter)
  }
}
