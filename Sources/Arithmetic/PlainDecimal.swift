extension Double {
  /// The shortest decimal that reads back as this number, without an exponent: what promtool's series notation takes.
  ///
  /// `5` rather than `5.0`; `NaN`, `Inf` and `-Inf` as PromQL spells them.
  public var plainDecimal: String {
    if isNaN { return "NaN" }
    if isInfinite { return self < 0 ? "-Inf" : "Inf" }
    if magnitude < 1e15, self == rounded(), self != 0 { return String(Int(self)) }
    // Swift's description has the shortest digits already; only its exponent and its trailing `.0` are in the way.
    let parts = magnitude.description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let fraction = mantissa.count == 2 && mantissa[1] != "0" ? mantissa[1] : ""
    let digits = mantissa[0] + fraction
    let point = mantissa[0].count + (parts.count == 2 ? Int(parts[1]) ?? 0 : 0)
    let sign = sign == .minus ? "-" : ""
    if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
    if point >= digits.count { return sign + digits + String(repeating: "0", count: point - digits.count) }
    return sign + digits.prefix(point) + "." + digits.dropFirst(point)
  }
}
