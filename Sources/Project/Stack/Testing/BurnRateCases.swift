import Documents
import PromQL

/// Cases that hold each number of an objective's burn-rate alert and of its records.
///
/// Their series are the recorded ones: the ratio of each window as it is wanted, and events of which there are none, so that no rule
/// records a ratio of its own beside it. So an alert that looks back for days is tested by the step.
struct BurnRateCases {
  let resolved: ResolvedObjective
  /// By level of the alert.
  let pairs: [[BurnRate.Pair]]
  /// Bad events that a recorded value stands for where it is looked at once a step of the pair.
  let eventsPerValue: (BurnRate.Pair) -> Decimal

  private static let step = PrometheusDuration.minutes(30)
  /// promtool's storage begins to compact a day and a half after the first sample, and may then miss one.
  private static let longest = PrometheusDuration.hours(36)

  private var objective: Objective { resolved.objective }
  private var all: [BurnRate.Pair] { Array(pairs.joined()) }
  private var budget: Double { objective.errorBudget.double }

  func resolve(_ extent: TestExtent) -> [TestCase] {
    let tested = all.filter { ($0.wait ?? Self.step) <= Self.longest }
    // Each pair by itself, as another one would hide that it is about somebody else.
    if extent == .owner { return tested.flatMap { thresholds(of: $0, states: 1) } + [records()] }
    var cases = tested.flatMap { thresholds(of: $0) + waits(for: $0) }
    if objective.minimumBadEvents > 0 { cases += all.flatMap(counts) }
    return cases + [records()]
  }

  /// When rules are next evaluated.
  private static func evaluated(_ time: PrometheusDuration) -> PrometheusDuration {
    PrometheusDuration(
      milliseconds: (time.milliseconds + step.milliseconds - 1) / step.milliseconds * step.milliseconds)
  }

  // MARK: Ratios

  /// The windows that show more than nothing, with their ratios.
  private typealias Ratios = [PrometheusDuration: Double]

  /// Just beyond in both windows, then just at the threshold in each.
  private func thresholds(of pair: BurnRate.Pair, states count: Int = 3) -> [TestCase] {
    let threshold = pair.threshold(objective).double
    let beyond = threshold * 1.005
    let states: [Ratios] = [
      [pair.long: beyond, pair.short: beyond], [pair.long: threshold, pair.short: beyond],
      [pair.long: beyond, pair.short: threshold],
    ]
    let time = Self.evaluated(pair.wait ?? Self.step)
    let before = PrometheusDuration(milliseconds: time.milliseconds - Self.step.milliseconds)
    return states.prefix(count).enumerated().map { number, ratios in
      let title = number == 0 ? "beyond" : "no more than"
      return TestCase(
        title: "\(title) the threshold over \(pair.long) and \(pair.short)\(number == 2 ? ", soon" : "")",
        step: Self.step,
        interval: Self.step, series: series(ratios, until: time) + events(until: time),
        checks: [
          TestCase.Check(time: before, firing: firing(ratios, at: before)),
          TestCase.Check(time: time, firing: firing(ratios, at: time)),
        ])
    }
  }

  /// What waits is measured for as long, however little of it is left to see.
  private func waits(for pair: BurnRate.Pair) -> [TestCase] {
    guard let wait = pair.wait, 2 * wait.milliseconds <= Self.longest.milliseconds else { return [] }
    let beyond = pair.threshold(objective).double * 1.005
    let ratios = [pair.long: beyond, pair.short: beyond]
    // Shortly before the last sight of what was measured at first.
    let time = Self.evaluated(PrometheusDuration(milliseconds: 2 * wait.milliseconds - 2 * Self.step.milliseconds))
    let first = TestCase.Firing(level: level(of: pair), labels: labels, value: beyond)
    return [
      TestCase(
        title: "was measured \(wait) ago", step: Self.step, interval: Self.step,
        series: series(ratios, until: time) + [
          (recorded("objective:events:rate5m"), "0"), (recorded("objective:bad_events:rate5m"), many(until: time)),
        ],
        checks: [TestCase.Check(time: time, firing: [first])])
    ]
  }

  private func series(_ ratios: Ratios, until time: PrometheusDuration) -> [(series: String, values: String)] {
    let count = time.milliseconds / Self.step.milliseconds
    return ratios.sorted { $0.key < $1.key }.map { window, ratio in
      (recorded("objective:error_ratio:rate\(window)"), "\(ratio.plainDecimal)x\(count)")
    }
  }

  /// No events, and yet more bad ones than need be.
  private func events(until time: PrometheusDuration) -> [(series: String, values: String)] {
    [
      (recorded("objective:events:rate5m"), "0x\(time.milliseconds / Self.step.milliseconds)"),
      (recorded("objective:bad_events:rate5m"), many(until: time)),
    ]
  }

  private func many(until time: PrometheusDuration) -> String {
    let least = all.map { eventsPerValue($0).double }.min() ?? 1
    let rate = 2 * Double(max(1, objective.minimumBadEvents)) / least
    return "\(rate.plainDecimal)x\(time.milliseconds / Self.step.milliseconds)"
  }

  private func firing(_ ratios: Ratios, at time: PrometheusDuration) -> [TestCase.Firing] {
    pairs.indices.compactMap { level in
      let pair = pairs[level].first { pair in
        let threshold = pair.threshold(objective).double
        return (ratios[pair.long] ?? 0) > threshold && (ratios[pair.short] ?? 0) > threshold
          && (pair.wait.map { $0 <= time } ?? true)
      }
      return pair.map { TestCase.Firing(level: level, labels: labels, value: ratios[$0.long] ?? 0) }
    }
  }

  private func level(of pair: BurnRate.Pair) -> Int {
    pairs.firstIndex { $0.contains { $0.long == pair.long && $0.short == pair.short } } ?? 0
  }

  // MARK: Bad events

  /// A few too few in the long window, and just enough.
  private func counts(of pair: BurnRate.Pair) -> [TestCase] {
    let step = pair.long <= .hours(2) ? PrometheusDuration.minutes(5) : Self.step
    // Two thirds of the window, which half of it does not reach.
    let third = pair.long.milliseconds / 3 / step.milliseconds * step.milliseconds
    let time = max(
      min(PrometheusDuration(milliseconds: 2 * third), Self.longest), pair.wait.map(Self.evaluated) ?? step)
    guard time <= Self.longest, time < pair.long else { return [] }
    let ratio = pair.threshold(objective).double * 1.005
    let values = time.milliseconds / pair.step.milliseconds + 1
    let least = Double(objective.minimumBadEvents) / (Double(values) * eventsPerValue(pair).double)
    let count = time.milliseconds / pair.step.milliseconds
    return [("just enough", 1.01), ("too few", 0.99)].map { title, share in
      let enough = share > 1
      return TestCase(
        title: "\(title) bad events over \(pair.long)", step: step, interval: pair.step,
        series: [pair.long, pair.short].map {
          (recorded("objective:error_ratio:rate\($0)"), "\(ratio.plainDecimal)x\(count)")
        } + [
          (recorded("objective:events:rate5m"), "0x\(count)"),
          (recorded("objective:bad_events:rate5m"), "\((least * share).plainDecimal)x\(count)"),
        ],
        checks: [
          TestCase.Check(
            time: time,
            firing: enough ? [TestCase.Firing(level: level(of: pair), labels: labels, value: ratio)] : [])
        ])
    }
  }

  // MARK: Records

  /// A quarter of the budget burns.
  private func records() -> TestCase {
    let time = PrometheusDuration.hours(16)
    let count = time.milliseconds / PrometheusDuration.minutes(5).milliseconds
    let ratio = budget / 4
    let period = objective.window.approximateSeconds
    var queries = BurnRate.windows(of: objective).map { (name: "objective:error_ratio:rate\($0)", value: ratio) }
    queries += [
      ("objective:target:ratio", objective.target.double), ("objective:error_ratio:window", ratio),
      ("objective:burn_rate:rate1h", 0.25), ("objective:error_budget_remaining:ratio", 0.75),
      ("objective:error_budget_exhaustion:seconds", 3 * period),
    ]
    var others: [(series: String, values: String)] = []
    for (name, value) in [
      ("events:rate5m", 10.0), ("bad_events:rate5m", 5), ("error_ratio:rate\(objective.window)", 0.5),
    ] {
      for name in Self.elsewhere("objective:\(name)", resolved) {
        others.append((name, "\(value.plainDecimal)x\(count)"))
      }
    }
    return TestCase(
      title: "records of \(resolved.name) of \(resolved.owner.name)", step: Self.step, interval: .minutes(5),
      series: [
        (recorded("objective:events:rate5m"), "100x\(count)"),
        (recorded("objective:bad_events:rate5m"), "\((100 * ratio).plainDecimal)x\(count)"),
      ] + others,
      queries: queries.map { name, value in
        .rounded(
          own(name), value > 1000 ? 0 : 9, time: time,
          labels: [
            ("objective", resolved.name), (resolved.owner.label.name, resolved.owner.label.value),
            ("team", resolved.owner.team),
          ], gives: value)
      })
  }

  // MARK: Series

  private var labels: [String: String] { ["objective": resolved.name] }

  private func recorded(_ name: String) -> String { ObjectiveRules.recorded(name, of: resolved) }

  private func own(_ name: String) -> WrittenExpr {
    let owner = resolved.owner.label
    return .selector(
      name, [LabelMatcher("objective", .equal, resolved.name), LabelMatcher(owner.name, .equal, owner.value)])
  }

  /// Series of another objective and of another owner.
  static func elsewhere(_ name: String, _ resolved: ResolvedObjective) -> [String] {
    let owner = resolved.owner.label
    return ["objective", owner.name].map { other in
      let labels = [("objective", resolved.name), (owner.name, owner.value), ("team", resolved.owner.team)].map {
        LabelMatcher($0.0, .equal, $0.0 == other ? "elsewhere" : $0.1)
      }
      return Selector.text(name, labels)
    }
  }
}
