import Documents
import PromQL

/// One file of rules, for Prometheus or for Loki.
package struct RuleFile: Sendable {
  /// Without the folder and `.yml`: the owner's name or `slo`, `cost`, `custom`.
  package var name: String
  package var language = PackAlert.Language.promQL
  package var title: String
  package var groups: [RuleGroup]

  /// Kinds of tests that enough files before it have whole.
  var repeated: Set<ObjectIdentifier> = []

  private var tests: [RuleTests] { groups.flatMap { $0.records.map(\.tests) + $0.alerts.map(\.tests) } }

  /// Steps by which its tests evaluate rules, the shortest first: cases of one step are one file.
  package var testSteps: [PrometheusDuration] { Set(tests.flatMap { $0.steps(extent(of: $0)) }).sorted() }

  /// The cases of one of its rules that evaluate rules by a step.
  package func cases(of tests: RuleTests, every step: PrometheusDuration) -> [TestCase] {
    tests.cases(extent(of: tests), every: step)
  }

  private func extent(of tests: RuleTests) -> TestExtent {
    tests.kind.map { repeated.contains(ObjectIdentifier($0)) } == true ? .owner : .all
  }

  /// Of rules that differ in whom they are about and in nothing else, the first twenty have every case.
  static func shareCases(_ files: inout [RuleFile]) {
    var seen: [ObjectIdentifier: Int] = [:]
    for index in files.indices {
      let kinds = Set(files[index].tests.compactMap { $0.kind.map(ObjectIdentifier.init) })
      files[index].repeated = kinds.filter { seen[$0, default: 0] >= 20 }
      for kind in kinds { seen[kind, default: 0] += 1 }
    }
  }

  /// The name of the file with the project's own alerts.
  static let ownAlerts = "alerts"

  /// Whether these are the project's own alerts.
  package var isOwn: Bool { name == Self.ownAlerts }

  /// Below the output folder. Loki has a folder for each tenant, and `fake` is the one of a server without authentication:
  /// <https://github.com/grafana/loki/blob/v3.7.6/docs/sources/alert/_index.md>.
  package var path: String {
    switch language {
    case .promQL: "prometheus/rules/\(name).yml"
    case .logQL: "loki/rules/fake/\(name).yml"
    }
  }
}

package struct RuleGroup: Sendable {
  package var name: String
  package var interval: PrometheusDuration?
  package var records: [RecordingRule] = []
  package var alerts: [Alert] = []
}

package struct RecordingRule: Sendable {
  package var name: String
  /// The service or component whose series it is made of; nil for what belongs to none.
  package var owner: String?
  package var help: String
  /// Nil where what the spec or a pack says is none, which is reported: there is no such rule.
  package var expression: WrittenExpr?
  package var labels: OrderedMap<String> = [:]
  package var tests = RuleTests.none
}

/// Which cases of a rule's tests there are.
package enum TestExtent: Hashable, Sendable {
  case all
  /// Those that hold whom the rule is about, for one of many that differ in nothing else: what it does beside the series of somebody else.
  case owner
}

/// The unit tests of a rule, made when somebody asks: most of a large stack would be the texts of their series.
package struct RuleTests: Sendable {
  /// Nil for a rule that is like no other.
  let kind: TestKind?
  private let source: Source

  private enum Source {
    /// What the kind says, about somebody.
    case outlines(TestSubject)
    case written(@Sendable (TestExtent) -> [TestCase])
    case own([PrometheusDuration], @Sendable () -> [TestCase])
  }

  init(_ kind: TestKind, about subject: TestSubject) {
    self.kind = kind
    source = .outlines(subject)
  }

  init(_ kind: TestKind, writing cases: @escaping @Sendable (TestExtent) -> [TestCase]) {
    self.kind = kind
    source = .written(cases)
  }

  /// Those of a rule that is like no other.
  init(_ make: @escaping @Sendable () -> [TestCase]) {
    kind = nil
    source = .own(Self.steps(of: make()), make)
  }

  static let none = RuleTests { [] }

  /// How far back the rule looks, in seconds, as far as its kind says so.
  var reach: Double { kind?.reach ?? 0 }

  static func steps(of cases: [TestCase]) -> [PrometheusDuration] { cases.map(\.evaluationInterval).uniqued() }

  /// Between two evaluations of the rules in a case, each once.
  func steps(_ extent: TestExtent) -> [PrometheusDuration] {
    if case .own(let steps, _) = source { return steps }
    return kind?.steps(extent) ?? []
  }

  /// The cases, made anew each time.
  package func cases(_ extent: TestExtent = .all) -> [TestCase] {
    switch source {
    case .outlines(let subject): kind?.outlines(extent).map { $0.about(subject) } ?? []
    case .written(let cases): cases(extent)
    case .own(_, let cases): cases()
    }
  }

  /// Those that evaluate rules by a step.
  func cases(_ extent: TestExtent, every step: PrometheusDuration) -> [TestCase] {
    guard steps(extent).contains(step) else { return [] }
    if case .outlines(let subject) = source, let kind {
      return kind.outlines(extent).filter { $0.evaluationInterval == step }.map { $0.about(subject) }
    }
    return cases(extent).filter { $0.evaluationInterval == step }
  }
}

/// An alert with all its levels: one alerting rule for each, under one name.
package final class Alert: Sendable {
  package let name: String
  package let owner: Owner?
  package let team: String
  package let category: String
  /// Pack that it comes from, nil for the project's own.
  package let pack: String?
  /// Whether it stands under the spec's `alerts`.
  package var isOwn: Bool { pack == nil }
  package let help: String
  package let isSymptom: Bool
  /// Whether its owner is down while it fires, so that symptoms say nothing new.
  package let mutesSymptoms: Bool
  /// Alerts of the same owner that are the same incident while this one pages.
  package let mutes: [String]
  package let unit: ValueUnit
  /// The value that is compared, for runbooks and dashboards; the whole condition without a threshold. Nil where
  /// what the spec or a pack says is none, which is reported.
  package let value: WrittenExpr?
  /// The same of an alert on log lines, in the language of Loki.
  package let logValue: String?
  package let isAbove: Bool
  package let levels: [Level]
  package let duration: PrometheusDuration
  package let keepFiring: PrometheusDuration?
  /// Name of its runbook, or an address.
  package let runbook: String
  package let runbookURL: String
  package let dashboard: DashboardName?
  package let dashboardURL: String?
  /// Labels besides severity, category, team and the owner's.
  package let labels: OrderedMap<String>
  /// Labels of the result that its expression keeps, besides the static ones.
  package let carries: [String]
  package let tests: RuleTests

  package struct Level: Sendable {
    package var severity: SeverityLevel
    package var threshold: Decimal?
    /// As people read it, `5%`.
    package var thresholdText: String?
    var condition: Condition?
    /// The whole condition. Nil where the alert has no value, and so no rule.
    package var expression: WrittenExpr? { condition?.expression }
    /// The whole condition of an alert on log lines, in the language of Loki.
    package var logQuery: String?
    /// Annotation templates in Go's language.
    package var summary: String
    package var description: String
  }

  /// When a level fires.
  enum Condition: Sendable {
    case written(WrittenExpr)
    /// Of several levels that compare one value, none holds a text of its own.
    indirect case compared(WrittenExpr, BinaryOperator, Decimal?, guardedBy: WrittenExpr?)

    /// `value > threshold and (guard)`
    init(_ value: WrittenExpr, _ op: BinaryOperator, _ threshold: Decimal?, guardedBy guardExpression: WrittenExpr?) {
      self =
        threshold == nil && guardExpression == nil
        ? .written(value) : .compared(value, op, threshold, guardedBy: guardExpression)
    }

    var expression: WrittenExpr {
      switch self {
      case .written(let expression): return expression
      case .compared(let value, let op, let threshold, let guardExpression):
        let compared = threshold.map { value.compared(op, to: $0) } ?? value
        return guardExpression.map { compared.joined(.and, $0, .ownLine) } ?? compared
      }
    }
  }

  init(
    name: String, owner: Owner?, team: String, category: String, pack: String?, help: String, isSymptom: Bool = false,
    mutesSymptoms: Bool = false, mutes: [String] = [], unit: ValueUnit = .number, value: WrittenExpr?,
    logValue: String? = nil, isAbove: Bool = true, levels: [Level],
    duration: PrometheusDuration, keepFiring: PrometheusDuration? = nil, runbook: String, runbookURL: String,
    dashboard: DashboardName?, dashboardURL: String?, labels: OrderedMap<String>, carries: [String] = [],
    tests: RuleTests
  ) {
    self.name = name
    self.owner = owner
    self.team = team
    self.category = category
    self.pack = pack
    self.help = help
    self.isSymptom = isSymptom
    self.mutesSymptoms = mutesSymptoms
    self.mutes = mutes
    self.unit = unit
    self.value = value
    self.logValue = logValue
    self.isAbove = isAbove
    self.levels = levels
    self.duration = duration
    self.keepFiring = keepFiring
    self.runbook = runbook
    self.runbookURL = runbookURL
    self.dashboard = dashboard
    self.dashboardURL = dashboardURL
    self.labels = labels
    self.carries = carries
    self.tests = tests
  }

  /// Labels of one level's rule, in the order in which they are written.
  package func staticLabels(_ level: Level) -> [(name: String, value: String)] {
    var result = [
      (name: "severity", value: level.severity.name), (name: "category", value: category), (name: "team", value: team),
    ]
    if let owner { result.append(owner.label) }
    // A team or category of the spec's own takes the place of the usual one.
    for (name, value) in labels {
      if let index = result.firstIndex(where: { $0.name == name }) {
        result[index].value = value
      } else {
        result.append((name, value))
      }
    }
    return result
  }

  package func annotations(_ level: Level) -> [(name: String, value: String)] {
    var result = [
      (name: "summary", value: level.summary), (name: "description", value: level.description),
      (name: "runbook_url", value: runbookURL),
    ]
    if let dashboardURL { result.append((name: "dashboard_url", value: dashboardURL)) }
    if level.threshold != nil { result.append((name: "value", value: unit.valueTemplate)) }
    return result
  }
}

/// An objective with everything that its rules and dashboards need.
package struct ResolvedObjective: Sendable {
  package var name: String
  package var owner: Owner
  package var objective: Objective
  /// Nil where what the spec says is no expression, which is reported: there is nothing to record.
  package var rates: Rates?

  /// Rates over five minutes.
  package struct Rates: Sendable {
    package var bad: WrittenExpr
    package var total: WrittenExpr
    /// Gives 0 while no series of bad events means that none was bad; nil where it means that nothing is measured.
    package var noneBad: WrittenExpr?
  }
}

/// A runbook that is generated.
package struct Runbook: Sendable {
  package var name: String
  /// The text template; nil where the project writes it itself and a skeleton is generated.
  package var source: SourceFile?
  package var alerts: [Alert]

  /// What `@{…}` in a runbook may name.
  package static let names = ["alerts", "project", "environment", "team"]
}
