/// So many events in a unit of time, `1000/s` or `30/m`.
public struct Rate: Hashable, Sendable {
  public var perSecond: Decimal

  /// So many in each second.
  public init(perSecond: Decimal) { self.perSecond = perSecond }

  private static let seconds: [String: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86400]

  /// `1000/s`, `10/m`: a number for a second, minute, hour or day; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let count = Decimal(exactly: String(parts[0])), count >= 0,
      let unit = Self.seconds[String(parts[1])]
    else { return nil }
    perSecond = count / Decimal(unit)
  }
}

extension Rate: CustomStringConvertible {
  public var description: String { "\(perSecond)/s" }
}

/// Shares and percentages.
public enum Ratio {
  /// `99.9%` and `0.999` both give 0.999, exactly.
  public static func parse(_ text: String) -> Decimal? {
    if text.utf8.last == UInt8(ascii: "%") {
      return Decimal(exactly: String(text.dropLast())).map { $0 * .powerOfTen(-2) }
    }
    return Decimal(exactly: text)
  }

  /// 0.999 as `99.9%`, exactly.
  public static func percentage(_ ratio: Decimal) -> String { "\(ratio * 100)%" }
}
