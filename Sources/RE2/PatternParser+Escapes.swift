/// What begins with a backslash.
extension PatternParser {
  mutating func parseEscape() throws(PatternError) {
    let start = index
    guard let next = byte(at: index + 1) else {
      throw PatternError("a backslash ends the pattern; for the character itself write \"\\\\\"", start..<start + 1)
    }
    let assertion: RegexNode.Assertion? =
      switch next {
      case UInt8(ascii: "A"): .textStart
      case UInt8(ascii: "z"): .textEnd
      case UInt8(ascii: "b"): .wordBoundary
      case UInt8(ascii: "B"): .noWordBoundary
      default: nil
      }
    if let assertion {
      index += 2
      return append(.assertion(assertion), from: start)
    }
    if next == UInt8(ascii: "Q") { return try quoted() }
    if let set = try classEscape() { return append(.characters(set), from: start) }
    append(try characterEscape(), from: start)
  }

  /// `\Q…\E`: everything between stands for itself; without `\E` to the end of the pattern.
  private mutating func quoted() throws(PatternError) {
    let opening = index
    index += 2
    while index < bytes.count {
      if has("\\E", at: index) {
        index += 2
        return
      }
      let start = index
      let value = decodeScalar(&index)
      append(value, from: start)
    }
    // Alertmanager writes the anchors behind the text, where the quotation swallows them; Prometheus parses the text first.
    if dialect == .alertmanager {
      throw PatternError("the quotation is not closed: \"\\E\" is missing", opening..<bytes.count)
    }
  }

  /// `\d`, `\pL` and the like; nil for an escape that is none, with nothing read.
  mutating func classEscape() throws(PatternError) -> CharacterSet? {
    let start = index
    let next = bytes[index + 1]
    let set: CharacterSet
    switch next | 0x20 {
    case UInt8(ascii: "d"): set = .digits
    case UInt8(ascii: "s"): set = .spaces
    case UInt8(ascii: "w"): set = .words
    case UInt8(ascii: "p"): return try propertyEscape(start)
    default: return nil
    }
    index += 2
    let folded = flags.ignoresCase ? set.caseFolded : set
    return next & 0x20 == 0 ? folded.inverted : folded
  }

  private mutating func propertyEscape(_ start: Int) throws(PatternError) -> CharacterSet {
    var isNegated = bytes[start + 1] == UInt8(ascii: "P")
    index += 2
    guard index < bytes.count else {
      throw PatternError("\"\\p\" must be followed by a class of Unicode, as in \\pL or \\p{Greek}", start..<index)
    }
    var name: Range<Int>
    if bytes[index] == UInt8(ascii: "{") {
      guard let end = bytes[index...].firstIndex(of: UInt8(ascii: "}")) else {
        throw PatternError("the class is not closed: \"}\" is missing", start..<bytes.count)
      }
      name = index + 1..<end
      index = end + 1
    } else {
      let first = index
      _ = decodeScalar(&index)
      name = first..<index
    }
    if !name.isEmpty, bytes[name.lowerBound] == UInt8(ascii: "^") {
      isNegated.toggle()
      name = name.lowerBound + 1..<name.upperBound
    }
    guard let set = UnicodeClasses.named(text(name)) else {
      throw PatternError("Unicode has no class `\(excerpt(name))`", start..<index)
    }
    let folded = flags.ignoresCase ? set.caseFolded : set
    return isNegated ? folded.inverted : folded
  }

  /// An escape that stands for one character, which may be a surrogate.
  mutating func characterEscape() throws(PatternError) -> UInt32 {
    let start = index
    let next = bytes[index + 1]
    index += 2
    switch next {
    case UInt8(ascii: "0"): return octal(from: start + 1)
    case UInt8(ascii: "1")...UInt8(ascii: "7"):
      if let second = byte(at: index), (0x30...0x37).contains(second) { return octal(from: start + 1) }
      throw PatternError("RE2 has no back-references", start..<index)
    case UInt8(ascii: "8"), UInt8(ascii: "9"): throw PatternError("RE2 has no back-references", start..<index)
    case UInt8(ascii: "x"): if let value = try hexadecimal(start) { return value }
    case UInt8(ascii: "a"): return 0x07
    case UInt8(ascii: "f"): return 0x0C
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "r"): return 0x0D
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "v"): return 0x0B
    case 0x80...: index = start + 1
    default:
      // Letters and digits that mean nothing are kept for later.
      if next == UInt8(ascii: "_") || !CharacterSet.words.contains(UInt32(next)) { return UInt32(next) }
    }
    if index == start + 1 { _ = decodeScalar(&index) }
    throw PatternError("there is no escape `\(excerpt(start..<index))`\(Self.hint(next))", start..<index)
  }

  /// Up to three digits.
  private mutating func octal(from digits: Int) -> UInt32 {
    var value: UInt32 = 0
    index = digits
    while index < digits + 3, let digit = byte(at: index), (0x30...0x37).contains(digit) {
      value = value * 8 + UInt32(digit - 0x30)
      index += 1
    }
    return value
  }

  /// `7F` or `{10FFFF}` after `\x`; nil for neither, with what is there read as far as it goes.
  private mutating func hexadecimal(_ start: Int) throws(PatternError) -> UInt32? {
    let isBraced = byte(at: index) == UInt8(ascii: "{")
    if isBraced { index += 1 }
    let digits = index
    var value: UInt32 = 0
    while isBraced || index < digits + 2, let digit = byte(at: index).flatMap(Self.hexadecimalDigit) {
      value = min(value * 16 + digit, 0x1000_0000 - 1)
      index += 1
    }
    guard isBraced ? index > digits && byte(at: index) == UInt8(ascii: "}") : index == digits + 2 else { return nil }
    if isBraced { index += 1 }
    guard value <= 0x10FFFF else {
      throw PatternError("there is no such character: the last of Unicode is \\x{10FFFF}", start..<index)
    }
    return value
  }

  private static func hexadecimalDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46, 0x61...0x66: UInt32((byte | 0x20) - 0x61 + 10)
    default: nil
    }
  }

  private static func hint(_ byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "Z"): "; the end of the text is \\z"
    case UInt8(ascii: "x"): "; a character by its number is \\x7F or \\x{10FFFF}"
    case UInt8(ascii: "u"): "; a character by its number is \\x{20AC}"
    case UInt8(ascii: "h"): "; blanks are [\\t ]"
    case UInt8(ascii: "R"): "; a line break is \\r?\\n"
    case UInt8(ascii: "N"): "; any character but a line feed is [^\\n]"
    case UInt8(ascii: "e"): "; the escape character is \\x1B"
    case UInt8(ascii: "E"): "; it only ends what \\Q begins"
    case UInt8(ascii: "k"), UInt8(ascii: "g"): ": RE2 has no back-references"
    case UInt8(ascii: "G"), UInt8(ascii: "K"), UInt8(ascii: "X"), UInt8(ascii: "C"): ": RE2 has none of that"
    default: ""
    }
  }
}
