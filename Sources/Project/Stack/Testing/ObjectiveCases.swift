import Arithmetic
import Documents

/// The cases of an objective's unit tests.
///
/// A steady share of bad events makes every window show that share; so each pair of windows fires on a share between its threshold and the
/// next one.
struct ObjectiveCases {
  private let resolved: ResolvedObjective
  /// By level of the alert.
  private let pairs: [[BurnRate.Pair]]
  private let levels: [Alert.Level]
  private let series: ObjectiveSeries

  /// Nil where only the author of the expressions knows which series make a budget burn.
  init?(_ resolved: ResolvedObjective, _ pairs: [[BurnRate.Pair]], _ levels: [Alert.Level]) {
    guard let series = ObjectiveSeries(resolved) else { return nil }
    self.resolved = resolved
    self.pairs = pairs
    self.levels = levels
    self.series = series
  }

  // MARK: ErrorBudgetBurn

  /// When what never waits is looked at.
  private static let soon = PrometheusDuration.minutes(40)

  func burning(_ extent: TestExtent) -> [TestCase] {
    var cases: [TestCase] = []
    if extent == .owner { return [series.recorded(resolved)].compactMap { $0 } }
    for (level, pairs) in zip(levels, pairs) {
      for (index, pair) in pairs.enumerated() where pair.wait == nil {
        let title = "fires at \(level.severity.name)" + (index == 0 ? "" : " over \(pair.long)")
        let share = share(above: pair)
        cases.append(
          series.testCase(
            title, badShare: share, lasting: Self.soon, atLeast: ample(share), expected: firing(share, at: Self.soon)))
      }
    }
    cases += [few()].compactMap { $0 }
    cases += [("healthy", 1.0), ("idle", 0)].map { title, rate in
      series.testCase(title, badShare: 0, lasting: Self.soon, atLeast: rate, expected: [])
    }
    return cases + [Self.noSeries(expected: []), series.recorded(resolved)].compactMap { $0 }
  }

  /// As large a share, of so few events that it says nothing.
  private func few() -> TestCase? {
    guard resolved.objective.minimumBadEvents > 1, let fastest = pairs.first?.first else { return nil }
    return series.few(
      resolved.objective.minimumBadEvents / 2, badShare: share(above: fastest), lasting: Self.soon)
  }

  /// Halfway to the next threshold, or to everything.
  private func share(above pair: BurnRate.Pair) -> Double {
    let threshold = pair.threshold(resolved.objective)
    let next = pairs.joined().map { $0.threshold(resolved.objective) }.filter { $0 > threshold }.min()
    return ((threshold + (next ?? min(1, threshold * 2))) / 2).double
  }

  /// Events a second of which many more are bad than the least that count, in every window.
  private func ample(_ share: Double) -> Double {
    let shortest = pairs.joined().map(\.long).min().map { min($0, Self.soon) } ?? Self.soon
    return 10 * Double(max(1, resolved.objective.minimumBadEvents)) / (share * shortest.approximateSeconds)
  }

  /// The levels with a pair that is exceeded and has waited.
  private func firing(_ share: Double, at time: PrometheusDuration) -> [TestCase.Firing] {
    pairs.indices.filter { level in
      pairs[level].contains { pair in
        share > pair.threshold(resolved.objective).double && (pair.wait.map { $0 <= time } ?? true)
      }
    }.map { TestCase.Firing(level: $0, labels: ["objective": resolved.name], value: share) }
  }

  // MARK: ObjectiveDataAbsent

  static func absent(_ resolved: ResolvedObjective, _ extent: TestExtent) -> [TestCase] {
    let fires = [TestCase.Firing(level: 0, labels: ["objective": resolved.name], value: 1)]
    var cases = [withoutSeries(resolved, fires)]
    // How many are bad says nothing without how many there are, and the other way round.
    for name in ["objective:events:rate5m", "objective:bad_events:rate5m"] {
      cases.append(
        TestCase(
          title: "\(name) alone", interval: .minutes(1),
          series: [(ObjectiveRules.recorded(name, of: resolved), "1x20")],
          checks: [TestCase.Check(time: .minutes(15), firing: fires)]))
    }
    guard let series = ObjectiveSeries(resolved) else { return cases }
    func add(_ title: String, without missing: ObjectiveSeries.Events? = nil, expected: [TestCase.Firing] = []) {
      cases.append(
        series.testCase(title, badShare: 0, lasting: soon, atLeast: 1, without: missing, expected: expected))
    }
    add("healthy")
    switch resolved.objective.indicator {
    case .latency: add("no bucket", without: .good, expected: fires)
    case .availability, .ratio:
      add("none bad yet", without: .bad, expected: resolved.rates?.noneBad == nil ? fires : [])
    case .probe, .unread: break
    }
    if extent == .all, case .availability = resolved.objective.indicator {
      cases.append(series.unanswered(lasting: soon, expected: fires))
    }
    return cases
  }

  /// Whoever else is measured; nothing until it has been missed for a quarter of an hour.
  private static func withoutSeries(_ resolved: ResolvedObjective, _ fires: [TestCase.Firing]) -> TestCase {
    let names = ["objective:events:rate5m", "objective:bad_events:rate5m"]
    return TestCase(
      title: "no series", interval: .minutes(1),
      series: names.flatMap { BurnRateCases.elsewhere($0, resolved) }.map { ($0, "1x20") },
      checks: [TestCase.Check(time: .minutes(14), firing: []), TestCase.Check(time: .minutes(15), firing: fires)])
  }

  private static func noSeries(expected: [TestCase.Firing]) -> TestCase {
    TestCase(title: "no series", interval: .minutes(1), series: [], evaluationTime: soon, expected: expected)
  }
}
