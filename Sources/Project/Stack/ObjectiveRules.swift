import Documents
import PromQL

/// Recording rules, burn-rate alerts and their tests of one objective.
///
/// The rates of bad and of all events are recorded once, over five minutes; every longer window divides their sums, so that
/// a busy hour weighs more than a quiet one. An idle service gives no ratio at all rather than a wrong one.
package struct ObjectiveRules {
  private let resolved: ResolvedObjective
  private let spec: ResolvedSpec
  private let kinds: TestKinds
  /// Labels of every record, and what selects its series by them.
  private let labels: OrderedMap<String>
  private let matchers: [LabelMatcher]
  /// Windows and factors of the alerts.
  private let pairs: [BurnRate.Pair]

  init(_ resolved: ResolvedObjective, _ spec: ResolvedSpec, _ kinds: TestKinds = TestKinds()) {
    let label = resolved.owner.label
    self.kinds = kinds
    self.resolved = resolved
    self.spec = spec
    labels = ["objective": resolved.name, label.name: label.value, "team": resolved.owner.team]
    matchers = [LabelMatcher(label.name, .equal, label.value), LabelMatcher("objective", .equal, resolved.name)]
    pairs = BurnRate.pairs(of: resolved.objective)
  }

  /// The records that are made of the objective's expressions; all others are made of these.
  package static func counted(by resolved: ResolvedObjective, _ stack: Stack) -> [RecordingRule] {
    Array(ObjectiveRules(resolved, stack.resolved).records().prefix(2))
  }

  /// A recorded series of an objective with its labels.
  static func recorded(_ name: String, of resolved: ResolvedObjective) -> String {
    let label = resolved.owner.label
    return Selector.text(
      name,
      [("objective", resolved.name), (label.name, label.value), ("team", resolved.owner.team)].map {
        LabelMatcher($0.0, .equal, $0.1)
      })
  }

  private var objective: Objective { resolved.objective }
  private var owner: Owner { resolved.owner }
  private var period: PrometheusDuration { objective.window }

  /// One group, whose rules are evaluated in their order: alerts see what has just been recorded, and promtool, which takes groups in any
  /// order, sees the same in a test with evaluations further apart than Prometheus looks back for a value.
  func groups() -> [RuleGroup] {
    [
      RuleGroup(
        name: "\(owner.name)-\(resolved.name)", records: records(),
        alerts: [burnAlert()].compactMap { $0 } + [absentAlert()])
    ]
  }

  // MARK: Records

  private func records() -> [RecordingRule] {
    var rules = [
      record("objective:events:rate5m", "Events a second.", resolved.rates?.total),
      record("objective:bad_events:rate5m", "Bad events a second.", resolved.rates.map(badOrNone)),
    ]
    for window in BurnRate.windows(of: objective) {
      rules.append(record(ratioName(window), "Share of bad events over \(window).", ratio(over: window)))
    }
    let remaining = "objective:error_budget_remaining:ratio", burning = "objective:burn_rate:rate1h"
    rules += [
      record("objective:target:ratio", "Share that must be good.", .call("vector", .number(objective.target))),
      record(
        "objective:error_ratio:window", "Share of bad events over the objective's window.", own(ratioName(period))),
      record(
        burning, "How many times faster than sustainable the budget burns.",
        ratio(over: .hours(1)).joined(.divide, .number(objective.errorBudget), .leading)),
      record(
        remaining, "Share of the error budget that is left.",
        .number(1).joined(.subtract, own(ratioName(period)).joined(.divide, .number(objective.errorBudget)))),
      record(
        "objective:error_budget_exhaustion:seconds", "Time until the budget is gone at the pace of the last hour.",
        .call("clamp_min", own(remaining), .number(0)).joined(.multiply, .number(period.seconds))
          .joined(.divide, own(burning).compared(.greater, to: 0), .leading)),
    ]
    return rules
  }

  /// Where no series of bad events means that there are none, 0 stands for them.
  private func badOrNone(_ rates: ResolvedObjective.Rates) -> WrittenExpr {
    guard let none = rates.noneBad else { return rates.bad }
    return rates.bad.parenthesized.joined(.or, none, .ownLine)
  }

  private func record(_ name: String, _ help: String, _ expression: WrittenExpr?) -> RecordingRule {
    RecordingRule(name: name, owner: owner.name, help: help, expression: expression, labels: labels)
  }

  private func ratioName(_ window: PrometheusDuration) -> String { "objective:error_ratio:rate\(window)" }

  /// A recorded series of this objective.
  private func own(_ name: String) -> WrittenExpr { .selector(name, matchers) }

  private func ratio(over window: PrometheusDuration) -> WrittenExpr {
    func events(_ name: String) -> WrittenExpr {
      window == .minutes(5)
        ? own(name) : .call("sum_over_time", .selector(name, matchers, over: window.description))
    }
    return events("objective:bad_events:rate5m")
      .joined(.divide, events("objective:events:rate5m").compared(.greater, to: 0), .leading)
  }

  // MARK: Alerts

  private func burnAlert() -> Alert? {
    // Where one severity both pages and does not, it has all pairs.
    let bySeverity = Dictionary(grouping: pairs) { $0.rank.index(in: spec.severities) }.sorted { $0.key < $1.key }
    let levels = bySeverity.map { index, pairs in level(spec.severities[index], pairs) }
    guard let first = pairs.first else { return nil }
    return alert(
      "ErrorBudgetBurn", category: "objective", help: "The error budget of an objective burns too fast.",
      isSymptom: true, mutes: isAboutAllRequests ? Self.sameIncident : [], unit: .ratio,
      value: own(ratioName(first.long)), levels, lasting: .seconds(0),
      runbook: "error-budget-burn", tests: tests("ErrorBudgetBurn") { burnCases(bySeverity.map(\.value), levels, $0) })
  }

  private func tests(_ alert: String, _ make: @escaping @Sendable (TestExtent) -> [TestCase]) -> RuleTests {
    // Its numbers are all known.
    let key = TestKinds.Key.objective(alert: alert, objective, owner.names?.series)
    let kind = try? kinds.kind(key) { TestKind(writing: make) }
    return kind.map { RuleTests($0, writing: make) } ?? .none
  }

  private func burnCases(_ pairs: [[BurnRate.Pair]], _ levels: [Alert.Level], _ extent: TestExtent) -> [TestCase] {
    let burning = ObjectiveCases(resolved, pairs, levels)?.burning(extent) ?? []
    return burning + BurnRateCases(resolved: resolved, pairs: pairs, eventsPerValue: eventsPerValue).resolve(extent)
  }

  /// Alerts that come a few minutes later for the same reason, when the budget of availability burns so fast that somebody is paged.
  package static let sameIncident = ["HealthCheckFailing", "HighErrorRate"]

  /// Whether bad events are failures of the service as a whole. Those of a few endpoints, or slow answers, may be another incident.
  private var isAboutAllRequests: Bool {
    switch objective.indicator {
    case .availability, .probe: objective.match.isEmpty
    case .latency, .ratio, .unread: false
    }
  }

  private func level(_ severity: SeverityLevel, _ pairs: [BurnRate.Pair]) -> Alert.Level {
    let pace = pairs.map { "\($0.factor)× over \($0.long)" }.joined(separator: " or ")
    return Alert.Level(
      severity: severity, threshold: pairs.map { $0.threshold(objective) }.min(), thresholdText: pace,
      condition: pairs.map(burning).reduce(nil) { $0?.joined(.or, $1, .ownLine) ?? $1 }.map { .written($0) },
      summary: "\(owner.name) burns the error budget of \(resolved.name)",
      description:
        "{{ $value | humanizePercentage }} of the events of \(owner.name) are bad, where \(Ratio.percentage(objective.errorBudget)) may be over \(period). "
        + "The budget burns at more than \(pace), where 1× just uses it up.")
  }

  /// Both windows of a pair burn too fast, by more than a few bad events, and what waits has waited.
  private func burning(_ pair: BurnRate.Pair) -> WrittenExpr {
    let threshold = pair.threshold(objective)
    var conditions = [
      own(ratioName(pair.long)).compared(.greater, to: threshold),
      own(ratioName(pair.short)).compared(.greater, to: threshold),
    ]
    if objective.minimumBadEvents > 0 {
      conditions.append(badEvents(pair).compared(.greaterOrEqual, to: Decimal(objective.minimumBadEvents)))
    }
    if let wait = pair.wait {
      let older = WrittenExpr.selector(
        "objective:events:rate5m", matchers, over: "\(wait)", offset: wait)
      conditions.append(.call("present_over_time", older))
    }
    return conditions.dropFirst().reduce(conditions[0]) { $0.joined(.and, $1, .ownLine) }.indented
  }

  /// How many events of the long window were bad. A subquery takes the recorded rates at steps of its own, so that the count is right
  /// however often rules are evaluated, and what was not measured adds nothing.
  private func badEvents(_ pair: BurnRate.Pair) -> WrittenExpr {
    let rates = WrittenExpr.selector("objective:bad_events:rate5m", matchers, over: "\(pair.long):\(pair.step)")
    let perRate = eventsPerValue(pair)
    let sum = WrittenExpr.call("sum_over_time", rates)
    return perRate == 1 ? sum : sum.joined(.multiply, .number(perRate))
  }

  /// Rates are by the second; `increase` is by the five minutes that it is taken over.
  private func eventsPerValue(_ pair: BurnRate.Pair) -> Decimal {
    countsIncreases ? pair.step.seconds / PrometheusDuration.minutes(5).seconds : pair.step.seconds
  }

  private var countsIncreases: Bool {
    guard case .ratio = objective.indicator, let bad = resolved.rates?.bad.tree else { return false }
    var found = false
    bad.visit { node in
      if case .call(let call) = node, call.function.name == "increase" { found = true }
    }
    return found
  }

  private func absentAlert() -> Alert {
    let severity = spec.severities[Rank.ticket.index(in: spec.severities)]
    let absent = ["objective:events:rate5m", "objective:bad_events:rate5m"].map { WrittenExpr.call("absent", own($0)) }
    let expression = absent[0].joined(.or, absent[1], .ownLine)
    let level = Alert.Level(
      severity: severity, condition: .written(expression),
      summary: "Nothing is known about \(resolved.name) of \(owner.name)",
      description:
        "No events have been recorded for the objective \(resolved.name) of \(owner.name), or not which of them are bad\(bucket): it is not being measured, and its budget cannot burn."
    )
    return alert(
      "ObjectiveDataAbsent", category: "monitoring", help: "An objective has no data to be measured by.",
      value: expression, [level], lasting: .minutes(15), runbook: "objective-data-absent",
      tests: tests("ObjectiveDataAbsent") { [resolved] in ObjectiveCases.absent(resolved, $0) })
  }

  /// What a latency objective needs of its histogram.
  private var bucket: String {
    guard case .latency(let bound) = objective.indicator else { return "" }
    return " (the histogram needs a bucket of \(bound.seconds) seconds)"
  }

  private func alert(
    _ name: String, category: String, help: String, isSymptom: Bool = false, mutes: [String] = [],
    unit: ValueUnit = .number, value: WrittenExpr?,
    _ levels: [Alert.Level], lasting duration: PrometheusDuration, runbook: String, tests: RuleTests
  ) -> Alert {
    Alert(
      name: name, owner: owner, team: owner.team, category: category, pack: "slo", help: help, isSymptom: isSymptom,
      mutes: mutes, unit: unit, value: value, levels: levels, duration: duration, runbook: runbook,
      runbookURL: spec.pages.runbook(runbook), dashboard: .slo,
      dashboardURL: spec.pages.dashboard(.slo, of: owner, project: spec.spec.project),
      labels: ["objective": resolved.name], tests: tests)
  }
}
