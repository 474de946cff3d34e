import Documents

/// Multi-window, multi-burn-rate alerting of the SRE workbook,
/// <https://sre.google/workbook/alerting-on-slos/#6-multiwindow-multi-burn-rate-alerts>; `docs/objectives.md` has the arithmetic.
package enum BurnRate {
  /// A pair of windows that both must burn faster than the factor.
  package struct Pair: Sendable {
    package var long: PrometheusDuration
    package var short: PrometheusDuration
    /// How many times faster than sustainable.
    package var factor: Decimal
    package var rank: Rank

    /// The error ratio above which the pair fires.
    package func threshold(_ objective: Objective) -> Decimal { factor * objective.errorBudget }

    /// Share of the budget that is gone when the long window has burnt at the factor throughout: factor × long window / period.
    package func budgetShare(period: PrometheusDuration) -> Decimal {
      factor * Decimal(long.milliseconds) / Decimal(period.milliseconds)
    }

    /// How finely bad events are counted in the long window. What pages sees a fault within a minute; for the others five minutes, which
    /// the recorded rates are taken over, are as exact and a fifth of the work.
    var step: PrometheusDuration { .minutes(rank == .page ? 1 : 5) }

    /// How old the measuring must be before the pair says anything. What is a share of days says nothing after an hour of them; a page
    /// cannot wait.
    var wait: PrometheusDuration? {
      rank == .page ? nil : PrometheusDuration(milliseconds: long.milliseconds / 2)
    }
  }

  /// The workbook's own: 2%, 5%, 10% and 10% of the budget of 30 days.
  private static let standard = [
    Pair(long: .hours(1), short: .minutes(5), factor: 14 + 4 * .powerOfTen(-1), rank: .page),
    Pair(long: .hours(6), short: .minutes(30), factor: 6, rank: .page),
    Pair(long: .days(1), short: .hours(2), factor: 3, rank: .ticket),
    Pair(long: .days(3), short: .hours(6), factor: 1, rank: .ticket),
  ]

  /// The shortest period that the standard windows fit into.
  private static let week = PrometheusDuration.days(7)

  /// The shortest period of all: the first long window is two of the rates over five minutes that everything is made of.
  package static let shortestPeriod = PrometheusDuration.days(1)

  /// The pairs of a period. A factor is how fast the budget burns, and one that halves it in days is as bad whatever the period; so the
  /// factors stay. In less than a week the windows shrink with the period instead, and the shares of the budget stay those of a week.
  package static func pairs(period: PrometheusDuration) -> [Pair] {
    guard period >= shortestPeriod else { return [] }
    guard period < week else { return standard }
    return standard.map { pair in
      Pair(
        long: scaled(pair.long, to: period, step: .minutes(10)),
        short: scaled(pair.short, to: period, step: .minutes(5)), factor: pair.factor, rank: pair.rank)
    }
  }

  /// A window of a week's as the same part of a period, to the nearest step and at least one.
  private static func scaled(_ window: PrometheusDuration, to period: PrometheusDuration, step: PrometheusDuration)
    -> PrometheusDuration
  {
    let exact = window.milliseconds * (period.milliseconds / 1000) / (week.milliseconds / 1000)
    let steps = (exact + step.milliseconds / 2) / step.milliseconds
    return PrometheusDuration(milliseconds: max(steps, 1) * step.milliseconds)
  }

  /// The pairs of an objective that can fire: no more than everything is ever bad.
  package static func pairs(of objective: Objective) -> [Pair] {
    pairs(period: objective.window).filter { $0.threshold(objective) < 1 }
  }

  /// Every window that a ratio is recorded for, the short ones first.
  static func windows(of objective: Objective) -> [PrometheusDuration] {
    Array(Set(pairs(of: objective).flatMap { [$0.short, $0.long] } + [.minutes(5), objective.window])).sorted()
  }
}
