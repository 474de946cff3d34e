/// So many events in a unit of time, `1000/s` or `30/m`.
package struct Rate: Hashable, Sendable {
  package var perSecond: Decimal

  package init(perSecond: Decimal) { self.perSecond = perSecond }

  private static let seconds: [String: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86400]

  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let count = Decimal(exactly: String(parts[0])), count >= 0,
      let unit = Self.seconds[String(parts[1])]
    else { return nil }
    perSecond = count / Decimal(unit)
  }
}

extension Rate: CustomStringConvertible {
  package var description: String { "\(perSecond)/s" }
}

/// Shares and percentages.
package enum Ratio {
  /// `99.9%` and `0.999` both give 0.999, exactly.
  package static func parse(_ text: String) -> Decimal? {
    if text.utf8.last == UInt8(ascii: "%") {
      return Decimal(exactly: String(text.dropLast())).map { $0 * .powerOfTen(-2) }
    }
    return Decimal(exactly: text)
  }

  package static func percentage(_ ratio: Decimal) -> String { "\(ratio * 100)%" }
}
