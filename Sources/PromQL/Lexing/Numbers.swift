/// Numbers and durations. Both begin alike, and the language has corners that no grammar would invent: a hexadecimal
/// `e` counts as an exponent sign, underscores separate digits, a leading zero means octal if the digits allow it.
extension Lexer {
  mutating func numberOrDuration(_ start: Int) -> Token {
    noteDuration()
    var index = start
    if scanNumber(&index) { return emit(.number, start, index) }
    if scanRestOfDuration(&index) { return emit(.duration, start, index) }
    while ASCII.isNamePart(byte(index)) || byte(index) == UInt8(ascii: ".") { index += 1 }
    return fail("\"\(text(start..<index))\" is neither a number nor a duration", start..<index)
  }

  /// Moves past a number. False where the text cannot be one; `index` then stands at the offending byte.
  private func scanNumber(_ index: inout Int) -> Bool {
    var isHexadecimal = false
    func isDigit(_ byte: UInt8) -> Bool { isHexadecimal ? ASCII.hexValue(byte) != nil : ASCII.isDigit(byte) }
    func isExponent(_ byte: UInt8) -> Bool { byte | 0x20 == UInt8(ascii: "e") }
    func blocks(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || isExponent(byte) }

    if byte(index) == UInt8(ascii: "0") {
      index += 1
      if byte(index) | 0x20 == UInt8(ascii: "x") {
        index += 1
        isHexadecimal = true
        if byte(index) == UInt8(ascii: "_") { index += 1 }
      }
    }
    if byte(index) == UInt8(ascii: ".") { index += 1 }
    if isDigit(byte(index)) { index += 1 }

    var sawDot = false
    var sawExponent = false
    while true {
      let byte = byte(index)
      if byte == UInt8(ascii: ".") {
        index += 1
        if sawDot || isHexadecimal { return false }
        sawDot = true
        if self.byte(index) == UInt8(ascii: "_") || self.byte(index) == UInt8(ascii: ".") { return false }
      } else if isExponent(byte) {
        index += 1
        if sawExponent { return false }
        sawExponent = true
        if self.byte(index) == UInt8(ascii: "+") || self.byte(index) == UInt8(ascii: "-") { index += 1 }
        if index >= bytes.count || blocks(self.byte(index)) { return false }
      } else if byte == UInt8(ascii: "_") {
        index += 1
        if index >= bytes.count || blocks(self.byte(index)) { return false }
      } else if isDigit(byte) {
        while isDigit(self.byte(index)) { index += 1 }
      } else {
        return !ASCII.isNamePart(byte)
      }
    }
  }

  /// Moves past the units of a duration whose first digits are read already.
  private func scanRestOfDuration(_ index: inout Int) -> Bool {
    func accept(_ units: StaticString) -> Bool {
      let byte = byte(index)
      guard byte != 0, units.withUTF8Buffer({ $0.contains(byte) }) else { return false }
      index += 1
      return true
    }
    guard accept("smhdwy") else { return false }
    _ = accept("s")
    while ASCII.isDigit(byte(index)) {
      while ASCII.isDigit(byte(index)) { index += 1 }
      guard accept("smhdw") else { return false }
      _ = accept("s")
    }
    return !ASCII.isNamePart(byte(index))
  }
}

/// The values that number and duration tokens stand for.
enum Literals {
  /// What nearly all numbers are, without the long way round: a few digits alone, or before one unit of time.
  static func short(_ bytes: UnsafeBufferPointer<UInt8>, _ token: Token) -> Double? {
    let count = token.end - token.start
    guard count <= 6, count == 1 || bytes[token.start] != UInt8(ascii: "0") else { return nil }
    var value: Int32 = 0
    for index in token.start..<token.end {
      let byte = bytes[index]
      if ASCII.isDigit(byte) {
        value = value &* 10 &+ Int32(byte &- 0x30)
      } else {
        guard token.kind == .duration, index == token.end - 1 else { return nil }
        switch byte {
        case UInt8(ascii: "s"): return Double(value)
        case UInt8(ascii: "m"): return Double(value) * 60
        case UInt8(ascii: "h"): return Double(value) * 3600
        case UInt8(ascii: "d"): return Double(value) * 86_400
        default: return nil
        }
      }
    }
    return Double(value)
  }

  /// The value of a number token, nil if it has none (an underscore at the end, a value out of range).
  static func number(_ text: String) -> Double? {
    if let short = short(text) { return short }
    if let integer = integer(text) { return Double(integer) }
    let utf8 = Array(text.utf8)
    if utf8.count > 1, utf8[1] | 0x20 == UInt8(ascii: "x") { return nil }
    for (index, byte) in utf8.enumerated() where byte == UInt8(ascii: "_") {
      guard index > 0, index + 1 < utf8.count, ASCII.isDigit(utf8[index - 1]), ASCII.isDigit(utf8[index + 1]) else {
        return nil
      }
    }
    guard let value = Double(text.contains("_") ? text.filter { $0 != "_" } : text) else { return nil }
    return value.isInfinite && ASCII.isDigit(utf8.first { $0 != UInt8(ascii: ".") } ?? 0) ? nil : value
  }

  /// Up to fifteen plain digits with a point among them, exact without the long way round.
  private static func short(_ text: String) -> Double? {
    var digits: Int64 = 0
    var scale: Int64 = 0
    let utf8 = text.utf8
    guard utf8.count <= 15,
      utf8.first != UInt8(ascii: "0") || utf8.dropFirst().first == UInt8(ascii: ".") || utf8.count == 1
    else { return nil }
    for byte in utf8 {
      if byte == UInt8(ascii: "."), scale == 0 {
        scale = 1
      } else if ASCII.isDigit(byte) {
        digits = digits * 10 + Int64(byte - 0x30)
        scale *= 10
      } else {
        return nil
      }
    }
    return scale > 1 ? Double(digits) / Double(scale) : Double(digits)
  }

  /// Decimal, hexadecimal (`0x`) or octal (leading zero) integers of 64 bits.
  private static func integer(_ text: String) -> Int64? {
    var digits = text.utf8[...]
    var radix: Int64 = 10
    if digits.count > 1, digits.first == UInt8(ascii: "0") {
      digits = digits.dropFirst()
      radix = 8
      if digits.first! | 0x20 == UInt8(ascii: "x") {
        digits = digits.dropFirst()
        radix = 16
      }
    }
    var value: Int64 = 0
    var afterDigit = radix != 10
    var any = false
    for byte in digits {
      if byte == UInt8(ascii: "_") {
        guard afterDigit else { return nil }
        afterDigit = false
        continue
      }
      guard let digit = ASCII.hexValue(byte), digit < radix else { return nil }
      let (product, overflow) = value.multipliedReportingOverflow(by: radix)
      let (sum, carry) = product.addingReportingOverflow(Int64(digit))
      guard !overflow, !carry else { return nil }
      value = sum
      afterDigit = true
      any = true
    }
    return any && afterDigit ? value : nil
  }

  /// The milliseconds of a duration token such as `1h30m`: every unit at most once, the larger before the smaller.
  static func duration(_ text: String) -> Result<Int64, Problem> {
    var rest = text.utf8[...]
    var total: Int64 = 0
    var lastUnit: Int64 = .max
    while let first = rest.first {
      guard ASCII.isDigit(first) else { return .failure(Problem("\"\(text)\" is not a duration")) }
      var value: Int64 = 0
      while let byte = rest.first, ASCII.isDigit(byte) {
        let (product, overflow) = value.multipliedReportingOverflow(by: 10)
        let (sum, carry) = product.addingReportingOverflow(Int64(byte - 0x30))
        guard !overflow, !carry else { return .failure(Problem("the duration \"\(text)\" is out of range")) }
        value = sum
        rest = rest.dropFirst()
      }
      let name = rest.prefix { !ASCII.isDigit($0) }
      rest = rest.dropFirst(name.count)
      guard let unit = unit(name) else {
        return .failure(Problem("unknown unit \"\(String(name)!)\" in the duration \"\(text)\""))
      }
      guard unit < lastUnit else {
        return .failure(Problem("in a duration each unit stands once, the largest first: \"\(text)\""))
      }
      lastUnit = unit
      let (product, overflow) = value.multipliedReportingOverflow(by: unit)
      let (sum, carry) = total.addingReportingOverflow(product)
      guard !overflow, !carry, sum <= Int64.max / 1_000_000 else {
        return .failure(Problem("the duration \"\(text)\" is out of range"))
      }
      total = sum
    }
    return .success(total)
  }

  private static func unit(_ name: Substring.UTF8View) -> Int64? {
    guard name.count == 1 else { return name.elementsEqual("ms".utf8) ? 1 : nil }
    return switch name.first! {
    case UInt8(ascii: "s"): 1000
    case UInt8(ascii: "m"): 60_000
    case UInt8(ascii: "h"): 3_600_000
    case UInt8(ascii: "d"): 86_400_000
    case UInt8(ascii: "w"): 604_800_000
    case UInt8(ascii: "y"): 31_536_000_000
    default: nil
    }
  }

  struct Problem: Error {
    let message: String
    init(_ message: String) { self.message = message }
  }
}
