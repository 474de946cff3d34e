import Documents
import PromQL

/// Recording rules, burn-rate alerts and their tests of one objective.
///
/// The rates of bad and of all events are recorded once, over five minutes; every longer window divides their sums, so that
/// a busy hour weighs more than a quiet one. An idle service gives no ratio at all rather than a wrong one.
package struct ObjectiveRules {
  private let resolved: ResolvedObjective
  private let spec: ResolvedSpec
  /// Labels of every record, and what selects its series by them.
  private let labels: OrderedMap<String>
  private let matchers: [LabelMatcher]
  /// Series for tests.
  private let series: ObjectiveSeries?

  init(_ resolved: ResolvedObjective, _ spec: ResolvedSpec) {
    let label = resolved.owner.label
    self.resolved = resolved
    self.spec = spec
    labels = ["objective": resolved.name, label.name: label.value, "team": resolved.owner.team]
    matchers = [LabelMatcher(label.name, .equal, label.value), LabelMatcher("objective", .equal, resolved.name)]
    series = ObjectiveSeries(resolved)
  }

  /// The records that are made of the objective's expressions; all others are made of these.
  package static func counted(by resolved: ResolvedObjective, _ stack: Stack) -> [RecordingRule] {
    Array(ObjectiveRules(resolved, stack.resolved).records().prefix(2))
  }

  private var objective: Objective { resolved.objective }
  private var owner: Owner { resolved.owner }
  private var period: PrometheusDuration { objective.window }

  func groups() -> [RuleGroup] {
    let name = "\(owner.name)-\(resolved.name)"
    return [
      RuleGroup(name: "\(name)-records", records: records()),
      RuleGroup(name: name, alerts: [burnAlert()].compactMap { $0 } + [absentAlert()]),
    ]
  }

  // MARK: Records

  private func records() -> [RecordingRule] {
    var rules = [
      record("objective:events:rate5m", "Events a second.", resolved.rates?.total),
      record("objective:bad_events:rate5m", "Bad events a second.", resolved.rates.map(Self.badOrNone)),
    ]
    for window in BurnRate.windows(period: period) {
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

  /// No series of bad events yet means none have happened, as long as there are events at all. What always has a
  /// series, as behind `or on() vector(0)`, says so itself.
  private static func badOrNone(_ rates: ResolvedObjective.Rates) -> WrittenExpr {
    let bad = rates.bad.tree
    if bad.certainty == .always, bad.labels().all == [], rates.total.tree.labels().all == [] { return rates.bad }
    let none = WrittenExpr.number(0).joined(.multiply, rates.total.parenthesized)
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
    let pairs = BurnRate.pairs(period: period)
    var levels: [Alert.Level] = []
    for rank in [Rank.page, .ticket] {
      let severity = spec.severities[rank.index(in: spec.severities)]
      let pairs = pairs.filter { $0.rank == rank }
      guard !pairs.isEmpty, !levels.contains(where: { $0.severity.name == severity.name }) else { continue }
      let condition = pairs.map(burning).reduce(nil) { $0?.joined(.or, $1, .ownLine) ?? $1 }
      let pace = pairs.map { "\($0.factor(period: period).rounded(2))× over \($0.long)" }.joined(separator: " or ")
      levels.append(
        Alert.Level(
          severity: severity, threshold: pairs.map { $0.threshold(objective) }.min(), thresholdText: pace,
          expression: condition,
          summary: "\(owner.name) burns the error budget of \(resolved.name)",
          description:
            "{{ $value | humanizePercentage }} of the events of \(owner.name) are bad, where \(Ratio.percentage(objective.errorBudget)) may be over \(period). "
            + "The budget burns at more than \(pace), where 1× just uses it up."))
    }
    guard !levels.isEmpty else { return nil }
    return alert(
      "ErrorBudgetBurn", category: "objective", help: "The error budget of an objective burns too fast.",
      isSymptom: true, unit: .ratio, value: own(ratioName(.hours(1))), levels, lasting: .seconds(0),
      runbook: "error-budget-burn", cases: burnCases(levels))
  }

  /// Both windows of a pair burn too fast.
  private func burning(_ pair: BurnRate.Pair) -> WrittenExpr {
    let threshold = pair.threshold(objective)
    return own(ratioName(pair.long)).compared(.greater, to: threshold)
      .joined(.and, own(ratioName(pair.short)).compared(.greater, to: threshold), .ownLine).indented
  }

  private func absentAlert() -> Alert {
    let severity = spec.severities[Rank.ticket.index(in: spec.severities)]
    let level = Alert.Level(
      severity: severity, expression: .call("absent", own("objective:events:rate5m")),
      summary: "Nothing is known about \(resolved.name) of \(owner.name)",
      description:
        "No events have been recorded for the objective \(resolved.name) of \(owner.name): it is not being measured, and its budget cannot burn."
    )
    let expected = TestCase.Firing(level: 0, labels: ["objective": resolved.name], value: 1)
    let noSeries = TestCase(
      title: "no series", interval: .minutes(1), series: [], evaluationTime: .minutes(20), expected: [expected])
    let healthy = series.map { series in
      TestCase(
        title: "healthy", interval: .minutes(1), series: series.lines(badShare: 0, minutes: 30),
        evaluationTime: .minutes(30), expected: [])
    }
    return alert(
      "ObjectiveDataAbsent", category: "monitoring", help: "An objective has no data to be measured by.",
      value: level.expression, [level], lasting: .minutes(15), runbook: "objective-data-absent",
      cases: [noSeries] + [healthy].compactMap { $0 })
  }

  private func alert(
    _ name: String, category: String, help: String, isSymptom: Bool = false, unit: ValueUnit = .number,
    value: WrittenExpr?,
    _ levels: [Alert.Level], lasting duration: PrometheusDuration, runbook: String, cases: [TestCase]
  ) -> Alert {
    let urls = spec.spec.urls
    return Alert(
      name: name, owner: owner, team: owner.team, category: category, pack: "slo", help: help, isSymptom: isSymptom,
      unit: unit, value: value, levels: levels, duration: duration, runbook: runbook,
      runbookURL: Naming.runbookURL(runbook, urls: urls), dashboard: .slo,
      dashboardURL: Naming.dashboardURL(.slo, of: owner, project: spec.spec.project, urls: urls),
      labels: ["objective": resolved.name], cases: cases)
  }

  // MARK: Tests

  /// A steady share of bad events makes every window show that share: fast enough to page, slow enough only for a ticket, and none.
  private func burnCases(_ levels: [Alert.Level]) -> [TestCase] {
    guard let series else { return [] }
    let minutes = 40
    var cases: [TestCase] = []
    for (index, level) in levels.enumerated() {
      guard let lower = level.threshold else { continue }
      // Halfway to the next level's threshold, or to everything.
      let upper = levels[..<index].compactMap(\.threshold).min() ?? min(1, lower * 2)
      let share = ((lower + upper) / 2).double
      let firing = levels.indices.filter { levels[$0].threshold.map { share > $0.double } ?? false }
        .map { TestCase.Firing(level: $0, labels: ["objective": resolved.name], value: share) }
      cases.append(
        TestCase(
          title: "fires at \(level.severity.name)", interval: .minutes(1),
          series: series.lines(badShare: share, minutes: minutes), evaluationTime: .minutes(minutes), expected: firing))
    }
    for (title, share, rate) in [("healthy", 0.0, 100.0), ("idle", 0.0, 0.0)] {
      cases.append(
        TestCase(
          title: title, interval: .minutes(1), series: series.lines(badShare: share, minutes: minutes, rate: rate),
          evaluationTime: .minutes(minutes), expected: []))
    }
    cases.append(
      TestCase(title: "no series", interval: .minutes(1), series: [], evaluationTime: .minutes(minutes), expected: []))
    return cases
  }
}
