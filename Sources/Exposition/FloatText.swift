/// Numbers as Go's `ParseFloat` reads them in expositions.
enum FloatText {
  /// Those that 64 bits hold exactly.
  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]

  /// The value, exact to the last bit or the one before; nil for what is no number, or one beyond the range of 64 bits.
  @inline(__always)
  static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    var index = 0
    let count = bytes.count
    guard count > 0 else { return nil }
    let isNegative = bytes[0] == UInt8(ascii: "-")
    if isNegative || bytes[0] == UInt8(ascii: "+") { index = 1 }
    // What nearly all are: digits, a point, a small exponent. Anything else takes the long way round.
    var digits: UInt64 = 0
    var scale = 0
    var sawPoint = false
    var sawDigit = false
    while index < count {
      let byte = bytes[index]
      if byte &- 0x30 < 10 {
        sawDigit = true
        if digits < 100_000_000_000_000_000 {
          digits = digits &* 10 &+ UInt64(byte &- 0x30)
          if sawPoint { scale &-= 1 }
        } else if !sawPoint {
          scale &+= 1
        }
      } else if byte == UInt8(ascii: "."), !sawPoint {
        sawPoint = true
      } else if byte | 0x20 == UInt8(ascii: "e"), sawDigit {
        guard let exponent = exponent(bytes, index &+ 1) else { return slow(bytes) }
        scale &+= exponent
        break
      } else {
        return slow(bytes)
      }
      index &+= 1
    }
    guard sawDigit, scale >= -22, scale <= 22 else { return slow(bytes) }
    let value = scale < 0 ? Double(digits) / powers[-scale] : Double(digits) * powers[scale]
    return isNegative ? -value : value
  }

  /// Up to three digits with or without a sign, to the end.
  @inline(__always)
  private static func exponent(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    var index = start
    guard index < bytes.count else { return nil }
    let isNegative = bytes[index] == UInt8(ascii: "-")
    if isNegative || bytes[index] == UInt8(ascii: "+") { index &+= 1 }
    guard index < bytes.count, bytes.count &- index <= 3 else { return nil }
    var value = 0
    while index < bytes.count {
      guard bytes[index] &- 0x30 < 10 else { return nil }
      value = value &* 10 &+ Int(bytes[index] &- 0x30)
      index &+= 1
    }
    return isNegative ? -value : value
  }

  private static func slow(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    let text = String(decoding: bytes, as: UTF8.self)
    switch text.lowercased() {
    case "nan": return .nan
    case "+inf", "inf", "+infinity", "infinity": return .infinity
    case "-inf", "-infinity": return -.infinity
    default: break
    }
    // Swift also takes signed NaNs and payloads, and hexadecimal numbers, which Prometheus refuses.
    let digits = bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+") ? bytes.dropFirst() : bytes[...]
    guard let first = digits.first, (0x30...0x39).contains(first) || first == UInt8(ascii: ".") else { return nil }
    guard !text.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "x") }), let value = Double(text), value.isFinite
    else {
      return nil
    }
    return value
  }
}
