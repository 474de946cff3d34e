import Arithmetic
import Documents
import LogQL
import PromQL
import TextTemplate

/// Applies the rules of one pack to one owner.
struct PackRuleResolver {
  let pack: Pack
  let owner: Owner
  let tuning: OrderedMap<AlertTuning>
  /// Matchers that `$target` stands for.
  let target: [(name: String, value: String)]
  /// The matcher that `$logs` stands for; nil where there are no lines.
  let lines: LabelMatcher?
  let severities: [SeverityLevel]
  let pages: Pages
  let project: String
  let environment: String
  let kinds: TestKinds
  /// Whom the tests are about.
  let subject: TestSubject
  var findings: [Finding] = []
  /// Tests whose numbers are none.
  private(set) var failures: [(key: TestKinds.Key, error: ArithmeticError)] = []

  mutating func records() -> [RecordingRule] {
    pack.records.map { record in
      let expression = instantiate(record.expression, [:])
      return RecordingRule(
        name: record.name, owner: owner.name, help: record.help, expression: expression, labels: record.labels,
        tests: tests(of: record, expression))
    }
  }

  private mutating func tests(of record: PackRecord, _ expression: WrittenExpr?) -> RuleTests {
    guard let expression, !record.tests.isEmpty else { return .none }
    let names = owner.names
    return tests(TestKinds.Numbers(rule: record.name, names: names?.series)) { () throws(ArithmeticError) in
      let tests = record.tests.map { $0.named(by: names) }
      return try TestKind(reach: 0) { _ throws(ArithmeticError) in
        var made: [CaseOutline] = []
        for test in tests {
          made.append(try RecordCase(record: record, test: test, expression: expression).resolve())
        }
        return made
      }
    }
  }

  /// - Parameter kind: asked for where nobody else has tests of these numbers.
  private mutating func tests(
    _ numbers: TestKinds.Numbers, _ kind: () throws(ArithmeticError) -> TestKind
  ) -> RuleTests {
    let key = TestKinds.Key.rule(pack: pack.name, numbers)
    do throws(ArithmeticError) {
      return RuleTests(try kinds.kind(key, kind), about: subject)
    } catch {
      failures.append((key, error))
      return .none
    }
  }

  /// What is wrong with the numbers of a test.
  func problem(_ key: TestKinds.Key, _ error: ArithmeticError) -> Finding? {
    guard case .rule(_, let numbers) = key else { return nil }
    return problem("\(numbers.rule): \(error)")
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
    let isOverLines = definition.language == .logQL
    let value = isOverLines ? nil : instantiate(definition.expression, parameters)
    let logValue = isOverLines ? fill(definition.expression, parameters) : nil
    let isAbove = definition.below.isEmpty
    let guardExpression = isOverLines ? nil : definition.guardExpression.flatMap { instantiate($0, parameters) }
    let logGuard = isOverLines ? definition.guardExpression.flatMap { fill($0, parameters) } : nil
    let summary = prose(definition.summary)
    let description = prose(definition.description)
    let levels = thresholds.map { threshold in
      let context = textContext(threshold, duration, parameters)
      return Alert.Level(
        severity: threshold.severity, threshold: threshold.value, thresholdText: threshold.text,
        condition: value.map {
          Alert.Condition($0, isAbove ? .greater : .less, threshold.value, guardedBy: guardExpression)
        },
        logQuery: logValue.map { Self.condition($0, isAbove ? ">" : "<", threshold.value, guardedBy: logGuard) },
        summary: render(summary, context), description: render(description, context))
    }
    guard !levels.isEmpty else { return nil }
    let runbook = tuning.runbook ?? definition.runbook
    let dashboard = definition.dashboard.flatMap { DashboardName(rawValue: $0) }
    return Alert(
      name: name, owner: owner, team: owner.team, category: definition.category, pack: pack.name, help: definition.help,
      isSymptom: definition.isSymptom, mutesSymptoms: definition.mutesSymptoms, mutes: definition.mutes,
      unit: definition.unit, value: value, logValue: logValue?.text, isAbove: isAbove, levels: levels,
      duration: duration,
      keepFiring: definition.keepFiring, runbook: runbook,
      runbookURL: pages.runbook(runbook), dashboard: dashboard,
      dashboardURL: dashboard.flatMap { pages.dashboard($0, of: owner, project: project) },
      labels: tuning.labels, carries: definition.carries + (definition.test?.resultLabels ?? []),
      tests: value.map {
        tests(
          of: name, definition, thresholds, duration, comparing: $0, guardedBy: guardExpression,
          parameters.compactMapValues(\.number))
      } ?? .none)
  }

  private mutating func tests(
    of alert: String, _ definition: PackAlert, _ thresholds: [AlertThreshold], _ duration: PrometheusDuration,
    comparing value: WrittenExpr, guardedBy guardExpression: WrittenExpr?, _ parameters: [String: Double]
  ) -> RuleTests {
    let replicas = owner.replicas, names = owner.names
    let numbers = TestKinds.Numbers(
      rule: alert, thresholds: thresholds.map(\.value), duration: duration, parameters: parameters, replicas: replicas,
      names: names?.series)
    return tests(numbers) { () throws(ArithmeticError) in
      let reaction = value.tree.reaction
      let reach = reaction.window + reaction.offset
      guard let test = definition.test?.named(by: names) else { return try TestKind(reach: reach) { _ in [] } }
      let subject = AlertTimeline.Subject(
        name: alert, condition: guardExpression.map { reaction.together(with: $0.tree.reaction) } ?? reaction,
        value: reaction, thresholds: thresholds.map { $0.value?.double }, isBelow: !definition.below.isEmpty,
        isGuarded: guardExpression != nil, unit: definition.unit, duration: duration,
        keepFiring: definition.keepFiring, carries: definition.carries)
      return try TestKind(reach: reach) { extent throws(ArithmeticError) in
        var timeline = try AlertTimeline(subject, test, parameters: parameters, replicas: replicas)
        return try timeline.resolve(extent)
      }
    }
  }

  /// `value > threshold and (guard)` over log lines.
  private static func condition(
    _ value: LogQuery, _ comparison: String, _ threshold: Decimal?, guardedBy guardExpression: LogQuery?
  ) -> String {
    let separator = value.text.contains("\n") ? "\n" : " "
    let condition =
      threshold.map { "\(value.operand(of: comparison))\(separator)\(comparison) \($0.digits)" }
      ?? (guardExpression == nil ? value.text : value.operand(of: "and"))
    return guardExpression.map { "\(condition)\nand (\n\($0.text.indented())\n)" } ?? condition
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
        guard let selection = Selection(rawValue: name) else { return parameters[name]?.substitution }
        return .matchers(target.map { LabelMatcher($0.name, .equal, $0.value) } + selection.narrowing(owner))
      }
      return try WrittenExpr(parsing: text).named(by: owner.names)
    } catch {
      findings.append(problem("\(error)"))
      return nil
    }
  }

  /// An expression over log lines. Nil for what is none, which is a finding.
  private mutating func fill(_ text: String, _ parameters: [String: ParameterValue]) -> LogQuery? {
    var values = parameters.compactMapValues(\.logText)
    if let lines { values["logs"] = "\(lines.name)=\(JSONWriter.quoted(lines.value))" }
    do {
      return try LogQuery(LogQuery(text.trimmed()).filled(values))
    } catch {
      findings.append(problem(error.message))
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

  /// As LogQL has it.
  var logText: String? { kind == .ratio ? Ratio.parse(text)?.digits : text }

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
