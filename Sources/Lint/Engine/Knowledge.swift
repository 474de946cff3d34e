import Documents
import Formats
import Project
import PromQL

/// What is known beyond the linted files: the stack of a spec in reach, metrics that somebody listed.
package final class Knowledge: Sendable {
  /// The resolved spec.
  package let stack: Stack?
  /// The spec is among the linted files: what is wrong with its alerts' expressions is told there, and not of the rules that are
  /// generated from them too.
  package let lintsSpec: Bool
  /// Metrics of the stack and listed ones.
  package let catalogue: Catalogue
  /// The packs that specs are resolved with; without them only the spec itself is read.
  package let packs: PackFiles?
  /// Whether there is a file, by its path as linted files are named; nil where nobody can look.
  package let exists: (@Sendable (String) -> Bool)?
  /// Today, `YYYY-MM-DD`, which decides whether a silencing comment still holds.
  package let today: String
  /// What Prometheus is meant; features that it lacks are findings.
  package let prometheus: PrometheusVersion
  /// `--enable-feature` flags that it runs with.
  package let features: Set<FeatureFlag>

  package init(
    stack: Stack? = nil, lintsSpec: Bool = false, knownMetrics: KnownMetrics = KnownMetrics(), packs: PackFiles? = nil,
    exists: (@Sendable (String) -> Bool)? = nil, today: String, prometheus: PrometheusVersion = .newest,
    features: Set<FeatureFlag> = []
  ) {
    self.stack = stack
    self.lintsSpec = lintsSpec
    catalogue = Catalogue(stack: stack, known: knownMetrics)
    self.packs = packs
    self.exists = exists
    self.today = today
    self.prometheus = prometheus
    self.features = features
  }

  /// Whether a rule is one of the spec's own alerts, as `generate` writes it.
  func isTold(of rule: PrometheusRule) -> Bool {
    guard lintsSpec, rule.kind == .alert, let alert = stack?.spec.alerts[rule.name.value] else { return false }
    return alert.expression.trimmed() == rule.query.text.value.trimmed()
  }
}
