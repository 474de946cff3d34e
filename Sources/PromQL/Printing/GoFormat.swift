/// Values as Go's formatting writes them, which Prometheus prints and users see everywhere.
enum GoFormat {
  /// Every digit, never an exponent: `0.00001`, `100000000000000000000`, `+Inf`.
  static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    var text = value.description
    var exponent = 0
    if let mark = text.firstIndex(of: "e") {
      exponent = Int(text[text.index(after: mark)...]) ?? 0
      text = String(text[..<mark])
    }
    let sign = text.hasPrefix("-") ? "-" : ""
    let parts = text.dropFirst(sign.count).split(separator: ".")
    let whole = String(parts[0])
    let fraction = parts.count > 1 && parts[1] != "0" ? String(parts[1]) : ""
    let digits = whole + fraction
    let point = whole.count + exponent
    if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
    if point >= digits.count { return sign + digits + String(repeating: "0", count: point - digits.count) }
    return sign + digits.prefix(point) + "." + digits.dropFirst(point)
  }

  /// As Go prints a number that is given no format: `0.5`, `100000`, but `1e+06` and `1e-05`.
  static func shortest(_ value: Double) -> String {
    let plain = number(value)
    guard value.isFinite, value != 0, !(1e-4..<1e6).contains(abs(value)) else { return plain }
    let exponent: Int
    if abs(value) >= 1 {
      exponent = plain.utf8.drop { !ASCII.isDigit($0) }.prefix(while: ASCII.isDigit).count - 1
    } else {
      exponent = -1 - plain.utf8.drop { $0 != UInt8(ascii: ".") }.dropFirst().prefix { $0 == UInt8(ascii: "0") }.count
    }
    var digits = plain.filter(\.isNumber).drop { $0 == "0" }
    while digits.last == "0" { digits.removeLast() }
    let fraction = digits.dropFirst()
    return (value < 0 ? "-" : "") + digits.prefix(1) + (fraction.isEmpty ? "" : ".") + fraction
      + (exponent < 0 ? "e-" : "e+") + (abs(exponent) < 10 ? "0" : "") + "\(abs(exponent))"
  }

  /// Seconds with exactly three decimals, as in `@ 1609746000.000`.
  static func timestamp(_ seconds: Double) -> String {
    guard abs(seconds) < 1e15 else {
      let text = number(seconds)
      return text.contains(".") ? text : text + ".000"
    }
    let milliseconds = Int64((seconds * 1000).rounded())
    let rest = String(milliseconds.magnitude % 1000)
    return (milliseconds < 0 ? "-" : "") + "\(milliseconds.magnitude / 1000)."
      + String(repeating: "0", count: 3 - rest.count) + rest
  }

  /// `1h30m`; whole weeks and years only where nothing is left over.
  static func duration(seconds: Double) -> String {
    guard seconds.isFinite else { return number(seconds) }
    // Prometheus cuts what is below a millisecond.
    var rest = UInt64(min((abs(seconds) * 1000 + 1e-6).rounded(.down), 1e18))
    if rest == 0 { return "0s" }
    var text = seconds < 0 ? "-" : ""
    let units: [(name: String, length: UInt64, onlyWhole: Bool)] = [
      ("y", 31_536_000_000, true), ("w", 604_800_000, true), ("d", 86_400_000, false), ("h", 3_600_000, false),
      ("m", 60_000, false), ("s", 1000, false), ("ms", 1, false),
    ]
    for unit in units where !unit.onlyWhole || rest % unit.length == 0 {
      let count = rest / unit.length
      if count > 0 { text += "\(count)\(unit.name)" }
      rest -= count * unit.length
    }
    return text
  }

  /// A double-quoted string with Go's escapes.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case "\u{7}": result += "\\a"
      case "\u{8}": result += "\\b"
      case "\u{B}": result += "\\v"
      case "\u{C}": result += "\\f"
      // In the text itself it would stand for broken UTF-8.
      case "\u{FFFD}": result += "\\ufffd"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: result += "\\x" + hexadecimal(scalar.value, 2)
      case _ where scalar.value < 0x80 || isPrintable(scalar): result.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x10000: result += "\\u" + hexadecimal(scalar.value, 4)
      default: result += "\\U" + hexadecimal(scalar.value, 8)
      }
    }
    return result + "\""
  }

  /// The same of bytes that are no UTF-8: those that are none of a character become `\xff`.
  static func quoted(_ bytes: [UInt8]) -> String {
    var result = "\""
    var index = 0
    while index < bytes.count {
      let length = bytes.withUnsafeBufferPointer { UTF8Scan.scalarLength($0, at: index) }
      if let length {
        result += quoted(String(decoding: bytes[index..<index + length], as: UTF8.self)).dropFirst().dropLast()
      } else {
        result += "\\x" + hexadecimal(UInt32(bytes[index]), 2)
      }
      index += length ?? 1
    }
    return result + "\""
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .spaceSeparator:
      false
    default: true
    }
  }

  private static func hexadecimal(_ value: UInt32, _ width: Int) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
