/// Quoted strings: `"…"` and `'…'` with Go's escapes on one line, `` `…` `` raw over any number of lines.
extension Lexer {
  mutating func string(_ start: Int, quote: UInt8) -> Token {
    let isRaw = quote == UInt8(ascii: "`")
    var index = start + 1
    while index < bytes.count {
      let byte = bytes[index]
      if byte == quote { return emit(.string, start, index + 1) }
      if byte == UInt8(ascii: "\\"), !isRaw {
        let (length, problem) = escapeLength(index, quote: quote)
        if let problem { return fail(problem, index..<min(index + length, bytes.count)) }
        index += length
      } else if byte == UInt8(ascii: "\n"), !isRaw {
        break
      } else if byte < 0x80 {
        index += 1
      } else {
        // U+FFFD stands for bytes that were no UTF-8 before they got here; Prometheus refuses it too.
        let isReplacement = byte == 0xEF && self.byte(index + 1) == 0xBF && self.byte(index + 2) == 0xBD
        guard let length = UTF8Scan.scalarLength(bytes, at: index), !isReplacement else {
          return fail("invalid UTF-8 in a string", index..<(index + (isReplacement ? 3 : 1)))
        }
        index += length
      }
    }
    return fail(
      isRaw
        ? "a raw string is not closed, expected \"`\""
        : "a string is not closed, expected \(quote == 0x22 ? "'\"'" : "\"'\"")",
      start..<index)
  }

  /// The length of the escape at `index`, and what is wrong with it.
  private func escapeLength(_ index: Int, quote: UInt8) -> (Int, String?) {
    func digits(_ count: Int, from first: Int, radix: UInt32, limit: UInt32) -> (Int, String?) {
      var value: UInt32 = 0
      for offset in first..<(first + count) {
        guard let digit = ASCII.hexValue(byte(index + offset)), digit < radix else {
          return (offset, "an escape needs \(count) \(radix == 8 ? "octal" : "hexadecimal") digits here")
        }
        value = value &* radix &+ digit
      }
      let length = first + count
      if value > limit || (0xD800..<0xE000).contains(value) { return (length, "the escape names no Unicode character") }
      return (length, nil)
    }
    let next = byte(index + 1)
    switch next {
    case quote, UInt8(ascii: "\\"), UInt8(ascii: "a"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
      UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "v"):
      return (2, nil)
    case UInt8(ascii: "0")...UInt8(ascii: "7"): return digits(3, from: 1, radix: 8, limit: 255)
    case UInt8(ascii: "x"): return digits(2, from: 2, radix: 16, limit: 255)
    case UInt8(ascii: "u"): return digits(4, from: 2, radix: 16, limit: 0x10FFFF)
    case UInt8(ascii: "U"): return digits(8, from: 2, radix: 16, limit: 0x10FFFF)
    default:
      guard index + 1 < bytes.count else { return (1, "the string ends in the middle of an escape") }
      let length = UTF8Scan.scalarLength(bytes, at: index + 1) ?? 1
      let character = text((index + 1)..<(index + 1 + length))
      return (
        1 + length,
        "unknown escape \"\\\(character)\"; write \"\\\\\(character)\", or put the string in backquotes"
      )
    }
  }

  /// Where a part of a string's value is written; the whole string if escapes are in it.
  func place(of part: Range<Int>, in string: Range<Int>) -> Range<Int> {
    let inner = (string.lowerBound + 1)..<(string.upperBound - 1)
    guard bytes[string.lowerBound] == UInt8(ascii: "`") || !bytes[inner].contains(UInt8(ascii: "\\")) else {
      return string
    }
    return (inner.lowerBound + part.lowerBound)..<(inner.lowerBound + part.upperBound)
  }

  /// What a string token stands for; U+FFFD where its escapes make what is no UTF-8.
  func unquoted(_ range: Range<Int>) -> String {
    let inner = (range.lowerBound + 1)..<(range.upperBound - 1)
    return hasEscapes(range) ? String(decoding: unescaped(inner), as: UTF8.self) : text(inner)
  }

  /// The bytes that a string token stands for, if they are no UTF-8, as in `"\xff"`.
  func brokenBytes(_ range: Range<Int>) -> [UInt8]? {
    guard hasEscapes(range) else { return nil }
    let bytes = unescaped((range.lowerBound + 1)..<(range.upperBound - 1))
    return String(validating: bytes, as: UTF8.self) == nil ? bytes : nil
  }

  private func hasEscapes(_ range: Range<Int>) -> Bool {
    bytes[range.lowerBound] != UInt8(ascii: "`") && bytes[range].contains(UInt8(ascii: "\\"))
  }

  private func unescaped(_ inner: Range<Int>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(inner.count)
    var index = inner.lowerBound
    func value(_ from: Int, _ count: Int, _ radix: UInt32) -> UInt32 {
      (0..<count).reduce(0) { $0 &* radix &+ (ASCII.hexValue(bytes[from + $1]) ?? 0) }
    }
    while index < inner.upperBound {
      let byte = bytes[index]
      guard byte == UInt8(ascii: "\\") else {
        result.append(byte)
        index += 1
        continue
      }
      let next = bytes[index + 1]
      switch next {
      case UInt8(ascii: "a"): result.append(7)
      case UInt8(ascii: "b"): result.append(8)
      case UInt8(ascii: "f"): result.append(12)
      case UInt8(ascii: "n"): result.append(10)
      case UInt8(ascii: "r"): result.append(13)
      case UInt8(ascii: "t"): result.append(9)
      case UInt8(ascii: "v"): result.append(11)
      case UInt8(ascii: "0")...UInt8(ascii: "7"):
        result.append(UInt8(truncatingIfNeeded: value(index + 1, 3, 8)))
        index += 2
      case UInt8(ascii: "x"):
        result.append(UInt8(truncatingIfNeeded: value(index + 2, 2, 16)))
        index += 2
      case UInt8(ascii: "u"), UInt8(ascii: "U"):
        let count = next == UInt8(ascii: "u") ? 4 : 8
        if let scalar = Unicode.Scalar(value(index + 2, count, 16)) { result.append(contentsOf: String(scalar).utf8) }
        index += count
      default: result.append(next)
      }
      index += 2
    }
    return result
  }
}
