/// What begins with a backslash.
extension PatternParser {
  mutating func parseEscape() throws(PatternError) {
    let start = index
    guard index + 1 < bytes.count else {
      throw PatternError("a backslash ends the pattern; for the character itself write \"\\\\\"", start..<start + 1)
    }
    let next = bytes[index + 1]
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
      if bytes[index...].starts(with: "\\E".utf8) {
        index += 2
        return
      }
      let start = index
      let scalar = decodeScalar(&index)
      append(scalar, from: start)
    }
    if isWrapped {
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
    var name: Substring
    if bytes[index] == UInt8(ascii: "{") {
      guard let end = bytes[index...].firstIndex(of: UInt8(ascii: "}")) else {
        throw PatternError("the class is not closed: \"}\" is missing", start..<bytes.count)
      }
      name = String(decoding: bytes[index + 1..<end], as: UTF8.self)[...]
      index = end + 1
    } else {
      name = Substring(String(decodeScalar(&index)))
    }
    if name.first == "^" {
      isNegated.toggle()
      name = name.dropFirst()
    }
    guard let set = UnicodeClasses.named(String(name)) else {
      throw PatternError("Unicode has no class `\(name)`", start..<index)
    }
    let folded = flags.ignoresCase ? set.caseFolded : set
    return isNegated ? folded.inverted : folded
  }

  /// An escape that stands for one character.
  mutating func characterEscape() throws(PatternError) -> Unicode.Scalar {
    let start = index
    let next = bytes[index + 1]
    index += 2
    func value(_ digits: Range<Int>, radix: Int) throws(PatternError) -> Unicode.Scalar {
      let text = String(decoding: bytes[digits], as: UTF8.self)
      guard let number = UInt32(text, radix: radix), number <= 0x10FFFF else {
        throw PatternError("the escape names no character", start..<digits.upperBound)
      }
      // Go lets surrogates pass, which no text holds.
      return Unicode.Scalar(number) ?? "\u{FFFD}"
    }
    func isOctal(_ position: Int) -> Bool { position < bytes.count && (0x30...0x37).contains(bytes[position]) }
    func isHexadecimal(_ position: Int) -> Bool {
      guard position < bytes.count else { return false }
      let byte = bytes[position]
      return (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
    }
    switch next {
    case UInt8(ascii: "0"),
      UInt8(ascii: "1")...UInt8(ascii: "7") where isOctal(index):
      let digits = index - 1
      while index < digits + 3, isOctal(index) { index += 1 }
      return try value(digits..<index, radix: 8)
    case UInt8(ascii: "1")...UInt8(ascii: "9"):
      throw PatternError("RE2 has no back-references", start..<index)
    case UInt8(ascii: "x"):
      let digits = index
      if index < bytes.count, bytes[index] == UInt8(ascii: "{") {
        index += 1
        while isHexadecimal(index) { index += 1 }
        guard index > digits + 1, index < bytes.count, bytes[index] == UInt8(ascii: "}") else { break }
        index += 1
        return try value(digits + 1..<index - 1, radix: 16)
      }
      guard isHexadecimal(index), isHexadecimal(index + 1) else { break }
      index += 2
      return try value(digits..<index, radix: 16)
    case UInt8(ascii: "a"): return "\u{07}"
    case UInt8(ascii: "f"): return "\u{0C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "v"): return "\u{0B}"
    default:
      let scalar = Unicode.Scalar(next)
      if next < 0x80, !CharacterSet.words.contains(scalar.value) || next == UInt8(ascii: "_") { return scalar }
    }
    let end = min(max(index, start + 2), bytes.count)
    var position = start + 1
    _ = decodeScalar(&position)
    let what = String(decoding: bytes[start..<max(end, position)], as: UTF8.self)
    throw PatternError("there is no escape `\(what)`\(Self.hint(next))", start..<max(end, position))
  }

  private static func hint(_ byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "Z"): "; the end of the text is \\z"
    case UInt8(ascii: "x"): "; a character by its number is \\x7F or \\x{10FFFF}"
    case UInt8(ascii: "u"): "; a character by its number is \\x{20AC}"
    case UInt8(ascii: "h"): "; blanks are [\\t ]"
    case UInt8(ascii: "R"): "; a line break is \\r?\\n"
    case UInt8(ascii: "G"), UInt8(ascii: "K"), UInt8(ascii: "k"), UInt8(ascii: "X"), UInt8(ascii: "C"):
      ": RE2 has none of that"
    default: ""
    }
  }
}
