import Documents
import PromQL

extension Resolver {
  /// Every rule file: one for each pack of each owner and for each objective, one each for prices and the project's own alerts; and by
  /// owner, what does not fit it in the rules of a pack.
  func ruleFiles(_ resolved: ResolvedSpec) -> (files: [RuleFile], problems: [(owner: Owner, findings: [Finding])]) {
    var files: [RuleFile] = []
    var problems: [(Owner, [Finding])] = []
    let kinds = TestKinds()
    // What is wrong with a kind of test is said once.
    var told: Set<TestKinds.Key> = []
    for (owner, (made, resolvers)) in zip(
      resolved.owners, resolved.owners.parallelMap { [self] in packFiles($0, resolved, kinds) })
    {
      files += made
      let found = resolvers.flatMap { resolver in
        resolver.findings
          + resolver.failures.filter { told.insert($0.key).inserted }.compactMap(resolver.problem)
      }
      if !found.isEmpty { problems.append((owner, found)) }
    }
    // A file each: promtool compares all alerts of a name, and one objective's series may break another's promise.
    files += resolved.objectives.parallelMap { objective in
      RuleFile(
        name: "objective-\(objective.owner.name)-\(objective.name)",
        title: "Objective \(objective.name) of \(objective.owner.name): error ratios, burn rates, and alerts on them.",
        groups: ObjectiveRules(objective, resolved, kinds).groups())
    }
    if let cost = spec.cost {
      files.append(RuleFile(name: "cost", title: "Prices and budget, from the spec.", groups: [Self.prices(cost)]))
    }
    let custom = customAlerts(resolved)
    if !custom.isEmpty {
      files.append(
        RuleFile(
          name: RuleFile.ownAlerts, title: "Alerts of the project's own.",
          groups: [RuleGroup(name: "alerts", alerts: custom)]))
    }
    RuleFile.shareCases(&files)
    return (files, problems)
  }

  private func packFiles(
    _ owner: Owner, _ resolved: ResolvedSpec, _ kinds: TestKinds
  ) -> (files: [RuleFile], resolvers: [PackRuleResolver]) {
    var files: [RuleFile] = []
    var resolvers: [PackRuleResolver] = []
    let tuning =
      spec.services[owner.name]?.alerts ?? spec.components[owner.name]?.alerts ?? spec.probes[owner.name]?.alerts ?? [:]
    let job = resolved.leadingJob(of: owner)
    let probe = resolved.probes(of: owner.name).first
    var applied = owner.packs.map { (pack: $0, isProbe: false) }
    if probe != nil { applied += resolved.probePacks.map { ($0, true) } }
    for (name, isProbe) in applied {
      guard var pack = resolved.pack(name, of: owner) else { continue }
      pack.alerts = pack.alerts.filter { resolved.meets($1.needs, for: owner) }
      pack.records = pack.records.filter { resolved.meets($0.condition, for: owner) }
      // Its probes belong to others; every other exporter and what it watches are one component.
      if pack.appliesTo == .probes { pack = pack.about(isProbe ? .watched : .exporter) }
      let instance =
        isProbe ? probe?.address ?? "" : job?.targets.first.map { $0.instance ?? $0.address } ?? "\(owner.name):80"
      let labels = [("job", isProbe ? "probe" : job?.name ?? owner.name), ("instance", instance)] + owner.targetLabels
      let target = (isProbe ? [("job", "probe")] : []) + [owner.label]
      var resolver = PackRuleResolver(
        pack: pack, owner: owner, tuning: tuning, target: target,
        lines: resolved.logMatcher(of: owner),
        severities: resolved.severities,
        pages: resolved.pages, project: spec.project, environment: spec.environment, kinds: kinds,
        subject: TestSubject(
          labels, tellingApart: target, machinePath: owner.machinePaths.first, seldomJob: owner.seldomScraped.first))
      let records = resolver.records()
      let all = resolver.alerts()
      let alerts = all.filter { $0.logValue == nil }
      let overLines = all.filter { $0.logValue != nil }
      if !resolver.findings.isEmpty || !resolver.failures.isEmpty { resolvers.append(resolver) }
      // promtool evaluates all rules of a file for as long as one of them looks back.
      let far = alerts.filter { $0.tests.reach >= 86_400 }
      let near = alerts.filter { $0.tests.reach < 86_400 }
      var groups: [RuleGroup] = []
      if !records.isEmpty { groups.append(RuleGroup(name: "\(owner.name)-\(name)-records", records: records)) }
      if !near.isEmpty { groups.append(RuleGroup(name: "\(owner.name)-\(name)", alerts: near)) }
      let file = "\(owner.kind.rawValue)-\(owner.name)-\(name)"
      let title = "\(pack.title): the \(owner.kind.rawValue) \(owner.name)"
      if !groups.isEmpty { files.append(RuleFile(name: file, title: "\(title).", groups: groups)) }
      if !far.isEmpty {
        let group = RuleGroup(name: "\(owner.name)-\(name)-days", alerts: far)
        files.append(RuleFile(name: "\(file)-days", title: "\(title), by days and weeks.", groups: [group]))
      }
      if !overLines.isEmpty {
        let group = RuleGroup(name: "\(owner.name)-\(name)-logs", alerts: overLines)
        files.append(RuleFile(name: file, language: .logQL, title: "\(title), by its log lines.", groups: [group]))
      }
    }
    return (files, resolvers)
  }

  /// Prices and budget as series, so that rules can multiply by them: `model:token_price:constant` is the price of one token.
  private static func prices(_ cost: Cost) -> RuleGroup {
    var group = RuleGroup(name: "prices")
    let million = Decimal.powerOfTen(-6)
    for (model, price) in cost.models {
      for (direction, amount) in [("input", price.input), ("output", price.output)] {
        group.records.append(
          RecordingRule(
            name: "model:token_price:constant", help: "Price of one token.",
            expression: .call("vector", .number(amount * million)),
            labels: ["model": model, "direction": direction, "currency": cost.currency]))
      }
    }
    if let budget = cost.monthlyBudget {
      group.records.append(
        RecordingRule(
          name: "cost:monthly_budget:constant", help: "What a month may cost.",
          expression: .call("vector", .number(budget)),
          labels: ["currency": cost.currency]))
    }
    return group
  }

  private func customAlerts(_ resolved: ResolvedSpec) -> [Alert] {
    spec.alerts.map { name, custom in
      let owner = resolved.owner(service: custom.service, component: custom.component)
      let severity = resolved.severities.first { $0.name == custom.severity } ?? resolved.severities[0]
      let expression = try? WrittenExpr(parsing: custom.expression.trimmed())
      let dashboard = owner?.kind == .component ? DashboardName.infrastructure : .application
      let level = Alert.Level(
        severity: severity, condition: expression.map { .written($0) }, summary: custom.summary,
        description: custom.description)
      return Alert(
        name: name, owner: owner, team: owner?.team ?? resolved.team, category: custom.category, pack: nil,
        help: custom.summary, value: expression, levels: [level], duration: custom.duration,
        keepFiring: custom.keepFiring, runbook: custom.runbook,
        runbookURL: resolved.pages.runbook(custom.runbook), dashboard: dashboard,
        dashboardURL: owner.flatMap { resolved.pages.dashboard(dashboard, of: $0, project: spec.project) },
        labels: custom.labels,
        tests: RuleTests(CustomAlertCases(name: name, custom: custom, expression: expression).resolve))
    }
  }
}

extension [RuleFile] {
  /// Every alert of every file.
  var alerts: [Alert] { flatMap { $0.groups.flatMap(\.alerts) } }
}

extension Runbook {
  /// Every runbook that an alert links to by name, with the alerts that do.
  static func linked(by alerts: [Alert], packs: [String: Pack], shared: [String: SourceFile]) -> [Runbook] {
    let linked = alerts.filter { WebAddress($0.runbook) == nil }
    return Dictionary(grouping: linked, by: \.runbook).map { name, alerts in
      Runbook(name: name, source: alerts[0].pack.flatMap { packs[$0]?.runbooks[name] } ?? shared[name], alerts: alerts)
    }
    .sorted { $0.name < $1.name }
  }
}
