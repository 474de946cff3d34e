import Documents
import Formats
import Project
import PromQL

/// What is known beyond the linted files: the stack of a spec in reach, metrics that somebody listed.
package final class Knowledge: Sendable {
  /// The resolved spec.
  package let stack: Stack?
  /// The spec is among the linted files: what is wrong with its alerts' expressions is reported there, and not of the rules that are
  /// generated from them too.
  package let lintsSpec: Bool
  /// Metrics of the stack and listed ones.
  package let catalogue: Catalogue
  /// The packs that specs are resolved with; without them only the spec itself is read.
  package let packs: PackFiles?
  /// Whether there is a file, by its path as linted files are named; nil where nobody can look.
  package let exists: (@Sendable (String) -> Bool)?
  /// Whether Git leaves a file out, by the same path: what is not there may come with the deployment.
  package let isIgnored: @Sendable (String) -> Bool
  /// Today, `YYYY-MM-DD`, which decides whether a silencing comment still holds.
  package let today: String
  /// What Prometheus is meant; features that it lacks are findings.
  package let prometheus: PrometheusVersion
  /// Whether somebody says so, and it is not only taken for the newest.
  let namesPrometheus: Bool
  private let counted: Set<String>
  /// What the spec's own alerts ask, by their names.
  private let conditions: [String: String]
  /// `--enable-feature` flags that it runs with.
  package let features: Set<FeatureFlag>

  package init(
    stack: Stack? = nil, lintsSpec: Bool = false, knownMetrics: KnownMetrics = KnownMetrics(), packs: PackFiles? = nil,
    exists: (@Sendable (String) -> Bool)? = nil, isIgnored: @escaping @Sendable (String) -> Bool = { _ in false },
    today: String, prometheus: PrometheusVersion? = nil,
    features: Set<FeatureFlag> = []
  ) {
    self.stack = stack
    counted = lintsSpec ? Self.counted(stack) : []
    conditions = lintsSpec ? Self.conditions(stack) : [:]
    self.lintsSpec = lintsSpec
    catalogue = Catalogue(stack: stack, known: knownMetrics)
    self.packs = packs
    self.exists = exists
    self.isIgnored = isIgnored
    self.today = today
    self.prometheus = prometheus ?? .newest
    namesPrometheus = prometheus != nil || stack != nil
    self.features = features
  }

  /// Whether a rule is one of the spec's own alerts, or records what the spec counts for an objective, as `generate` writes it.
  func isTold(of rule: PrometheusRule) -> Bool {
    guard lintsSpec else { return false }
    let expression = rule.query.text.value.trimmed()
    if rule.kind == .alert { return conditions[rule.name.value] == expression }
    return counted.contains(expression)
  }

  private static func conditions(_ stack: Stack?) -> [String: String] {
    let own = (stack?.alerts ?? []).lazy.filter(\.isOwn).compactMap { alert in
      alert.value.map { (alert.name, $0.text.trimmed()) }
    }
    return Dictionary(own) { first, _ in first }
  }

  /// Expressions of the records that are made of an objective's own.
  private static func counted(_ stack: Stack?) -> Set<String> {
    let records = stack?.objectives.flatMap { resolved -> [RecordingRule] in
      guard case .ratio = resolved.objective.indicator else { return [] }
      return ObjectiveRules.counted(by: resolved, stack!)
    }
    return Set((records ?? []).compactMap { $0.expression?.text.trimmed() })
  }
}
