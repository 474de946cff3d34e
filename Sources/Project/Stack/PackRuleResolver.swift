import Documents
import PromQL
import TextTemplate

/// Applies the rules of one pack to one owner.
struct PackRuleResolver {
  let pack: Pack
  let owner: Owner
  let tuning: OrderedMap<AlertTuning>
  /// Matchers that `$target` stands for.
  let target: [(name: String, value: String)]
  let severities: [SeverityLevel]
  let urls: Addresses
  let project: String
  let environment: String
  /// Labels of a target as Prometheus attaches them, for the series of tests.
  let targetLabels: [(name: String, value: String)]
  var findings: [Finding] = []

  mutating func records() -> [RecordingRule] {
    pack.records.map { record in
      let expression = instantiate(record.expression, [:])
      return RecordingRule(
        name: record.name, owner: owner.name, help: record.help, expression: expression, labels: record.labels,
        cases: cases(of: record, expression))
    }
  }

  private mutating func cases(of record: PackRecord, _ expression: WrittenExpr?) -> [TestCase] {
    guard let expression else { return [] }
    do {
      return try record.tests.map { test in
        var test = test
        test.series = test.series.naming(owner.machinePaths.first)
        return try RecordCase(record: record, test: test, expression: expression.tree, targetLabels: targetLabels)
          .resolve()
      }
    } catch {
      findings.append(problem("\(record.name): \(error)"))
      return []
    }
  }

  mutating func alerts() -> [Alert] {
    pack.alerts.compactMap { name, definition in alert(name, definition) }
  }

  private mutating func alert(_ name: String, _ definition: PackAlert) -> Alert? {
    let tuning = tuning[name] ?? AlertTuning()
    guard tuning.isEnabled ?? (definition.isEnabled || tuning.settings.values.contains { !$0.turnsOff }) else {
      return nil
    }
    let duration = tuning.duration ?? definition.duration
    let parameters = parameters(definition, tuning)
    // Without a declared capacity there is no use of it to speak of.
    if let capacity = parameters["capacity"], capacity.number ?? 0 <= 0 { return nil }
    let thresholds = definition.thresholds(tuning, severities)
    let value = instantiate(definition.expression, parameters)
    let isAbove = definition.below.isEmpty
    let guardExpression = definition.guardExpression.flatMap { instantiate($0, parameters) }
    let summary = prose(definition.summary)
    let description = prose(definition.description)
    let levels = thresholds.map { threshold in
      let context = textContext(threshold, duration, parameters)
      return Alert.Level(
        severity: threshold.severity, threshold: threshold.value, thresholdText: threshold.text,
        expression: value.map {
          Self.condition($0, isAbove: isAbove, threshold: threshold.value, guardedBy: guardExpression)
        },
        summary: render(summary, context), description: render(description, context))
    }
    guard !levels.isEmpty else { return nil }
    let runbook = tuning.runbook ?? definition.runbook
    let dashboard = definition.dashboard.flatMap { DashboardName(rawValue: $0) }
    return Alert(
      name: name, owner: owner, team: owner.team, category: definition.category, pack: pack.name, help: definition.help,
      isSymptom: definition.isSymptom, mutesSymptoms: definition.mutesSymptoms, mutes: definition.mutes,
      unit: definition.unit, value: value, isAbove: isAbove, levels: levels, duration: duration,
      keepFiring: definition.keepFiring, runbook: runbook,
      runbookURL: Naming.runbookURL(runbook, urls: urls), dashboard: dashboard,
      dashboardURL: dashboard.flatMap { Naming.dashboardURL($0, of: owner, project: project, urls: urls) },
      labels: tuning.labels, carries: definition.carries,
      cases: cases(
        of: name, definition, levels, duration, comparing: value, parameters.compactMapValues(\.number)))
  }

  private mutating func cases(
    of alert: String, _ definition: PackAlert, _ levels: [Alert.Level], _ duration: PrometheusDuration,
    comparing compared: WrittenExpr?, _ parameters: [String: Double]
  ) -> [TestCase] {
    guard var test = definition.test, let condition = levels.first?.expression?.tree, let compared else { return [] }
    test.series = test.series.naming(owner.machinePaths.first)
    var timeline = AlertTimeline(
      AlertTimeline.Subject(
        name: alert, condition: condition, value: compared.tree, thresholds: levels.map { $0.threshold?.double },
        isBelow: !definition.below.isEmpty, isGuarded: definition.guardExpression != nil, unit: definition.unit,
        duration: duration, keepFiring: definition.keepFiring, carries: definition.carries),
      test, parameters: parameters, replicas: owner.replicas, targetLabels: targetLabels,
      ownerLabels: Set(target.map(\.name)))
    let cases = timeline.resolve()
    findings += timeline.problems.map { problem($0) }
    return cases
  }

  /// `value > threshold and (guard)`
  private static func condition(
    _ value: WrittenExpr, isAbove: Bool, threshold: Decimal?, guardedBy guardExpression: WrittenExpr?
  ) -> WrittenExpr {
    let condition = threshold.map { value.compared(isAbove ? .greater : .less, to: $0) } ?? value
    return guardExpression.map { condition.joined(.and, $0, .ownLine) } ?? condition
  }

  // MARK: Parameters

  private func parameters(_ definition: PackAlert, _ tuning: AlertTuning) -> [String: ParameterValue] {
    var values: [String: ParameterValue] = [:]
    for (name, parameter) in definition.parameters {
      var text = tuning.settings[name]?.text ?? parameter.defaultValue
      if name == "capacity", tuning.settings[name] == nil, let capacity = owner.capacity {
        text = capacity.perSecond.digits
      }
      values[name] = ParameterValue(kind: parameter.kind, text: text)
    }
    return values
  }

  private func textContext(
    _ threshold: AlertThreshold, _ duration: PrometheusDuration, _ parameters: [String: ParameterValue]
  ) -> TemplateValue {
    var entries: [String: TemplateValue] = [
      "name": .string(owner.name), "project": .string(project), "environment": .string(environment),
      "team": .string(owner.team),
      "replicas": .string(String(owner.replicas)), "threshold": .string(threshold.text ?? ""),
      "for": .string(duration.description),
    ]
    for (name, value) in parameters { entries[name] = .string(value.text) }
    return .mapping(entries)
  }

  // MARK: Templates

  /// Nil for what is no expression, which is a finding.
  private mutating func instantiate(_ text: String, _ parameters: [String: ParameterValue]) -> WrittenExpr? {
    do {
      let text = try ExpressionTemplate(text.trimmed()).instantiate { name in
        let own = target.map { LabelMatcher($0.name, .equal, $0.value) }
        if name == "target" { return .matchers(own) }
        if name == "requests" { return .matchers(own + [owner.userRequests].compactMap { $0 }) }
        return parameters[name]?.substitution
      }
      return try WrittenExpr(parsing: text)
    } catch {
      findings.append(problem("\(error)"))
      return nil
    }
  }

  /// A text of the pack; most have nothing to fill in.
  private enum Prose {
    case plain(String)
    case template(Template)
  }

  private mutating func prose(_ text: String) -> Prose {
    guard text.includes("@") else { return .plain(text) }
    do { return .template(try Template(text)) } catch {
      findings.append(problem("\(error)"))
      return .plain(text)
    }
  }

  private mutating func render(_ prose: Prose, _ context: TemplateValue) -> String {
    switch prose {
    case .plain(let text): return text
    case .template(let template):
      do { return try template.render(context) } catch {
        findings.append(problem("\(error)"))
        return template.text
      }
    }
  }

  /// A defect of the pack; `PackChecks` gives its exact place.
  private func problem(_ message: String) -> Finding {
    Finding(
      PackFinding.rules, "the rules of the pack `\(pack.name)` do not apply to \(owner.name): \(message)",
      in: SourceFile(name: "\(pack.name)/rules.yml", bytes: []), at: 0..<0)
  }
}

/// A parameter as it was written, and what it is in PromQL and in arithmetic.
struct ParameterValue {
  var kind: PackParameter.Kind
  var text: String

  var substitution: Substitution? {
    switch kind {
    case .duration: .duration(text)
    case .number: .number(text)
    case .ratio: Ratio.parse(text).map { .number($0.digits) }
    }
  }

  var number: Double? {
    switch kind {
    case .duration: PrometheusDuration(text)?.approximateSeconds
    case .number: Double(text)
    case .ratio: Ratio.parse(text)?.double
    }
  }
}

extension Rank {
  /// Which of the spec's severities, most urgent first, a rank stands for.
  package func index(in severities: [SeverityLevel]) -> Int {
    switch self {
    case .page: severities.firstIndex(where: \.pages) ?? 0
    case .ticket: severities.firstIndex { !$0.pages } ?? severities.count - 1
    case .info: severities.count - 1
    }
  }
}
