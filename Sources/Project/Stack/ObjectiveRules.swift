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
  private let selector: String
  /// Series for tests.
  private let series: ObjectiveSeries?

  init(_ resolved: ResolvedObjective, _ spec: ResolvedSpec) {
    let label = resolved.owner.label
    self.resolved = resolved
    self.spec = spec
    labels = ["objective": resolved.name, label.name: label.value, "team": resolved.owner.team]
    selector =
      "{\(label.name)=\(JSONWriter.quoted(label.value)), objective=\(JSONWriter.quoted(resolved.name))}"
    series = ObjectiveSeries(resolved)
  }

  /// The records that are made of the objective's expressions; all others are made of these.
  package static func counted(by resolved: ResolvedObjective, _ stack: Stack) -> [RecordingRule] {
    Array(ObjectiveRules(resolved, stack.resolved).records().prefix(2))
  }

  private var objective: Objective { resolved.objective }
  private var owner: Owner { resolved.owner }
  private var period: PrometheusDuration { objective.window }

  private func instantiated(_ expression: String, window: String) -> String {
    (try? ExpressionTemplate(expression).instantiate { $0 == "window" ? .duration(window) : nil }) ?? expression
  }

  func groups() -> [RuleGroup] {
    let name = "\(owner.name)-\(resolved.name)"
    return [
      RuleGroup(name: "\(name)-records", records: records()),
      RuleGroup(name: name, alerts: [burnAlert()].compactMap { $0 } + [absentAlert()]),
    ]
  }

  // MARK: Records

  private func records() -> [RecordingRule] {
    let bad = instantiated(resolved.bad, window: "5m")
    let total = instantiated(resolved.total, window: "5m")
    var rules = [
      record("objective:events:rate5m", "Events a second.", total),
      record("objective:bad_events:rate5m", "Bad events a second.", Self.orNone(bad, among: total)),
    ]
    for window in BurnRate.windows(period: period) {
      rules.append(record(ratioName(window), "Share of bad events over \(window).", ratio(over: window)))
    }
    rules += [
      record("objective:target:ratio", "Share that must be good.", "vector(\(objective.target.digits))"),
      record(
        "objective:error_ratio:window", "Share of bad events over the objective's window.", ratioName(period) + selector
      ),
      record(
        "objective:burn_rate:rate1h", "How many times faster than sustainable the budget burns.",
        "\(ratio(over: .hours(1)))\n/ \(objective.errorBudget.digits)"),
      record(
        "objective:error_budget_remaining:ratio", "Share of the error budget that is left.",
        "1 - \(ratioName(period))\(selector) / \(objective.errorBudget.digits)"),
      record(
        "objective:error_budget_exhaustion:seconds", "Time until the budget is gone at the pace of the last hour.",
        "clamp_min(objective:error_budget_remaining:ratio\(selector), 0) * \(period.seconds.digits)\n/ (objective:burn_rate:rate1h\(selector) > 0)"
      ),
    ]
    return rules
  }

  /// No series of bad events yet means none have happened, as long as there are events at all. What always has a
  /// series, as behind `or on() vector(0)`, says so itself.
  private static func orNone(_ bad: String, among total: String) -> String {
    if let tree = Expr.parse(bad).expression, tree.certainty == .always, tree.labels().all == [],
      Expr.parse(total).expression?.labels().all == []
    {
      return bad
    }
    return "(\(bad))\nor\n0 * (\(total))"
  }

  private func record(_ name: String, _ help: String, _ expression: String) -> RecordingRule {
    RecordingRule(name: name, owner: owner.name, help: help, expression: expression, labels: labels)
  }

  private func ratioName(_ window: PrometheusDuration) -> String { "objective:error_ratio:rate\(window)" }

  private func ratio(over window: PrometheusDuration) -> String {
    if window == .minutes(5) {
      return "objective:bad_events:rate5m\(selector)\n/ (objective:events:rate5m\(selector) > 0)"
    }
    return
      "sum_over_time(objective:bad_events:rate5m\(selector)[\(window)])\n/ (sum_over_time(objective:events:rate5m\(selector)[\(window)]) > 0)"
  }

  // MARK: Alerts

  private func burnAlert() -> Alert? {
    let pairs = BurnRate.pairs(period: period)
    var levels: [Alert.Level] = []
    for rank in [Rank.page, .ticket] {
      let severity = spec.severities[rank.index(in: spec.severities)]
      let own = pairs.filter { $0.rank == rank }
      guard !own.isEmpty, !levels.contains(where: { $0.severity.name == severity.name }) else { continue }
      let condition = own.map { pair in
        let threshold = pair.threshold(objective).digits
        return
          "(\n  \(ratioName(pair.long))\(selector) > \(threshold)\n  and\n  \(ratioName(pair.short))\(selector) > \(threshold)\n)"
      }.joined(separator: "\nor\n")
      let pace = own.map { "\($0.factor(period: period).rounded(2))× over \($0.long)" }.joined(separator: " or ")
      levels.append(
        Alert.Level(
          severity: severity, threshold: own.map { $0.threshold(objective) }.min(), thresholdText: pace,
          expression: condition,
          summary: "\(owner.name) burns the error budget of \(resolved.name)",
          description:
            "{{ $value | humanizePercentage }} of the events of \(owner.name) are bad, where \(Ratio.percentage(objective.errorBudget)) may be over \(period). "
            + "The budget burns at more than \(pace), where 1× just uses it up."))
    }
    guard !levels.isEmpty else { return nil }
    return alert(
      "ErrorBudgetBurn", category: "objective", help: "The error budget of an objective burns too fast.",
      isSymptom: true, unit: .ratio, value: "objective:error_ratio:rate1h\(selector)", levels, lasting: .seconds(0),
      runbook: "error-budget-burn", cases: burnCases(levels))
  }

  private func absentAlert() -> Alert {
    let severity = spec.severities[Rank.ticket.index(in: spec.severities)]
    let level = Alert.Level(
      severity: severity, expression: "absent(objective:events:rate5m\(selector))",
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
    _ name: String, category: String, help: String, isSymptom: Bool = false, unit: ValueUnit = .number, value: String,
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
