import Project
import PromQL

/// What is known beyond the linted files: the stack of a spec in reach, metrics that somebody listed.
package struct Knowledge: Sendable {
  /// The resolved spec.
  package var stack: Stack?
  /// Today, `YYYY-MM-DD`, which decides whether a silencing comment still holds.
  package var today: String
  /// What Prometheus is meant; features that it lacks are findings.
  package var prometheus: PrometheusVersion
  /// `--enable-feature` flags that it runs with.
  package var features: Set<FeatureFlag>

  package init(
    stack: Stack? = nil, today: String, prometheus: PrometheusVersion = .newest, features: Set<FeatureFlag> = []
  ) {
    self.stack = stack
    self.today = today
    self.prometheus = prometheus
    self.features = features
  }
}
