import Documents

/// Multi-window, multi-burn-rate alerting of the SRE workbook,
/// <https://sre.google/workbook/alerting-on-slos/#6-multiwindow-multi-burn-rate-alerts>.
package enum BurnRate {
  /// A pair of windows that both must burn faster than the factor.
  package struct Pair: Sendable {
    package var long: PrometheusDuration
    package var short: PrometheusDuration
    /// Share of the budget that is gone when the long window has burnt at the factor throughout.
    package var budgetShare: Decimal
    package var rank: Rank

    /// How many times faster than sustainable: share × period / long window.
    package func factor(period: PrometheusDuration) -> Decimal {
      let (windows, rest) = period.milliseconds.quotientAndRemainder(dividingBy: long.milliseconds)
      // Dividing decimals takes ten times as long as all else here, and most periods are whole windows.
      return rest == 0
        ? budgetShare * Decimal(windows) : budgetShare * Decimal(period.milliseconds) / Decimal(long.milliseconds)
    }

    /// The error ratio above which the pair fires.
    package func threshold(_ objective: Objective) -> Decimal {
      factor(period: objective.window) * objective.errorBudget
    }
  }

  private static let percent = Decimal.powerOfTen(-2)

  package static let pairs = [
    Pair(long: .hours(1), short: .minutes(5), budgetShare: 2 * percent, rank: .page),
    Pair(long: .hours(6), short: .minutes(30), budgetShare: 5 * percent, rank: .page),
    Pair(long: .days(1), short: .hours(2), budgetShare: 10 * percent, rank: .ticket),
    Pair(long: .days(3), short: .hours(6), budgetShare: 10 * percent, rank: .ticket),
  ]

  /// The pairs that a period has room for.
  package static func pairs(period: PrometheusDuration) -> [Pair] { pairs.filter { $0.long < period } }

  /// Every window that a ratio is recorded for, the short ones first.
  package static func windows(period: PrometheusDuration) -> [PrometheusDuration] {
    Array(Set(pairs(period: period).flatMap { [$0.short, $0.long] } + [.minutes(5), period])).sorted()
  }
}
