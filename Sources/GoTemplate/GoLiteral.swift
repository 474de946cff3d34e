/// The values of Go's literals.
enum GoLiteral {
  /// Resolves the escapes between two quotes.
  static func unquoted(_ bytes: Bytes, _ range: Range<Int>, quote: Unicode.Scalar) throws(AlertTemplateError) -> String
  {
    var result: [UInt8] = []
    var index = range.lowerBound
    while index < range.upperBound {
      guard bytes.array[index] == UInt8(ascii: "\\"), let letter = bytes.scalar(at: index + 1) else {
        result.append(bytes.array[index])
        index += 1
        continue
      }
      let start = index
      index += 1 + letter.utf8Width
      if let byte = simple[letter] {
        result.append(byte)
      } else if letter == quote {
        result += Array(String(letter).utf8)
      } else if let (digits, radix) = numeric(letter) {
        let first = letter.value < 0x38 ? index - 1 : index
        index = first + digits
        guard index <= range.upperBound, bytes[first..<index].allSatisfy(\.isHexDigit),
          let value = UInt32(bytes[first..<index], radix: radix)
        else {
          throw AlertTemplateError(.syntax, "incomplete escape", at: start..<min(index, range.upperBound))
        }
        guard let encoded = encoded(value, asByte: digits < 4) else {
          throw AlertTemplateError(.syntax, "“\(bytes[start..<index])” is no character", at: start..<index)
        }
        result += encoded
      } else {
        throw AlertTemplateError(.syntax, "unknown escape “\\\(letter)”", at: start..<index)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static let simple: [Unicode.Scalar: UInt8] = [
    "a": 0x07, "b": 0x08, "f": 0x0C, "n": 0x0A, "r": 0x0D, "t": 0x09, "v": 0x0B, "\\": 0x5C,
  ]

  private static func numeric(_ letter: Unicode.Scalar) -> (digits: Int, radix: Int)? {
    switch letter {
    case "x": (2, 16)
    case "u": (4, 16)
    case "U": (8, 16)
    case "0"..."7": (3, 8)
    default: nil
    }
  }

  private static func encoded(_ value: UInt32, asByte: Bool) -> [UInt8]? {
    if asByte { return UInt8(exactly: value).map { [$0] } }
    return Unicode.Scalar(value).map { Array(String($0).utf8) }
  }

  /// Reads a number; nil where Go has none of that form.
  ///
  /// A decimal point or an exponent makes it a floating-point constant even where its value is whole: `1.0` never equals `1` in a comparison.
  static func number(_ text: String) -> Token.Kind? {
    var digits = text[...]
    let negative = digits.first == "-"
    if let sign = digits.first, sign == "-" || sign == "+" { digits.removeFirst() }
    let lower = digits.lowercased()
    guard separatesDigits(lower) else { return nil }
    if digits.hasSuffix("i") { return lower.hasPrefix("0x") ? nil : .imaginary }
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)]
    where lower.hasPrefix(prefix) && !lower.contains("p") && !lower.contains(".") {
      let body = lower.dropFirst(2).replacing("_")
      guard !body.isEmpty, body.allSatisfy({ $0.hexDigitValue.map { $0 < radix } ?? false }) else { return nil }
      return Int((negative ? "-" : "") + body, radix: radix).map(Token.Kind.integer)
    }
    if lower.allSatisfy({ $0.isASCII && $0.isNumber || $0 == "_" }) {
      guard !lower.isEmpty else { return nil }
      let octal = lower.count > 1 && lower.hasPrefix("0")
      let body = lower.replacing("_")
      guard !octal || body.allSatisfy({ $0 < "8" }) else { return nil }
      return Int((negative ? "-" : "") + body, radix: octal ? 8 : 10).map(Token.Kind.integer)
    }
    // A hexadecimal one needs its exponent in Go, and Swift would read names such as “inf”.
    guard lower.hasPrefix("0x") ? lower.contains("p") : lower.contains(where: \.isNumber),
      let value = Double(padded(lower.replacing("_")))
    else { return nil }
    return value.isFinite ? .float(negative ? -value : value) : nil
  }

  /// Whether every `_` stands between two digits, or between the base's prefix and a digit.
  private static func separatesDigits(_ text: String) -> Bool {
    let characters = Array(text)
    let isHex = text.hasPrefix("0x")
    func isDigit(_ index: Int) -> Bool {
      characters.indices.contains(index) && (isHex ? characters[index].isHexDigit : characters[index].isNumber)
    }
    return characters.indices.allSatisfy { index in
      characters[index] != "_"
        || isDigit(index + 1) && (isDigit(index - 1) || index == 2 && "xob".contains(characters[1]))
    }
  }

  /// `.5` and `5.` are numbers in Go.
  private static func padded(_ text: String) -> String {
    guard !text.hasPrefix("0x") else { return text }
    let exponent = text.firstIndex(of: "e") ?? text.endIndex
    var mantissa = String(text[..<exponent])
    if mantissa.hasPrefix(".") { mantissa = "0" + mantissa }
    if mantissa.hasSuffix(".") { mantissa += "0" }
    return mantissa + text[exponent...]
  }
}

extension StringProtocol {
  /// Without the separators of digits.
  fileprivate func replacing(_ separator: Character) -> String { String(filter { $0 != separator }) }
}
