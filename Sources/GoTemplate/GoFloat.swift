#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Floating-point numbers as Go's fmt writes them.
enum GoFloat {
  /// `%v` and `%g`: the fewest digits that read back as the same number, with an exponent below 1e-4 and from 1e6 on.
  static func shortest(_ value: Double) -> String {
    if let special = special(value) { return special }
    let (digits, point) = shortestDigits(value.magnitude)
    let sign = value.sign == .minus ? "-" : ""
    let exponent = point - 1
    if exponent < -4 || exponent >= 6 {
      let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
      let power = String(exponent.magnitude)
      return sign + digits.prefix(1) + fraction + (exponent < 0 ? "e-" : "e+") + (power.count < 2 ? "0" : "") + power
    }
    if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
    if point >= digits.count { return sign + digits + String(repeating: "0", count: point - digits.count) }
    return sign + digits.prefix(point) + "." + digits.dropFirst(point)
  }

  /// `%e`, `%f` or `%g` with a precision, where C and Go agree in all but the special values.
  static func formatted(_ value: Double, verb: Character, precision: Int, flags: String = "", width: Int = 0) -> String
  {
    let format = "%" + flags + (width > 0 ? String(width) : "") + "." + String(precision) + String(verb)
    func write(_ buffer: UnsafeMutableBufferPointer<CChar>) -> Int {
      Int(withVaList([value]) { vsnprintf(buffer.baseAddress, buffer.count, format, $0) })
    }
    let length = write(UnsafeMutableBufferPointer(start: nil, count: 0))
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: length + 1) { buffer in
      _ = write(buffer)
      return String(decoding: buffer.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
  }

  /// `%.4g`, which all of the `humanize` functions use.
  static func fourDigits(_ value: Double) -> String {
    special(value) ?? formatted(value, verb: "g", precision: 4)
  }

  static func special(_ value: Double) -> String? {
    value.isNaN ? "NaN" : value.isInfinite ? (value < 0 ? "-Inf" : "+Inf") : nil
  }

  /// The significant digits without zeros at either end, and where the decimal point stands before them; `0` is the digit 0 with point 1.
  private static func shortestDigits(_ magnitude: Double) -> (digits: String, point: Int) {
    // Swift's description has the shortest digits too, only laid out differently.
    let parts = magnitude.description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".")
    var digits = Substring(mantissa.joined())
    var point = mantissa[0].count + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    while digits.count > 1, digits.last == "0" { digits.removeLast() }
    while digits.count > 1, digits.first == "0" {
      digits.removeFirst()
      point -= 1
    }
    return (String(digits), digits == "0" ? 1 : point)
  }
}
