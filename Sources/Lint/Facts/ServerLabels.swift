import Formats

/// The labels that servers add to what they send elsewhere, alerts among it.
struct ServerLabels {
  let values: [String: PossibleLabels.Value]
  /// Who says so.
  let origin: String

  /// Labels that a server's external labels conventionally are: where no `prometheus.yml` says, an alert may have them.
  static let conventional: Set<String> = [
    "account", "cluster", "cluster_name", "datacenter", "dc", "env", "environment", "instance_name", "location",
    "monitor",
    "origin_prometheus", "platform", "project", "prometheus", "prometheus_replica", "provider", "region", "replica",
    "site",
    "stage", "tenant", "tenant_id", "zone",
  ]

  /// - Returns: nil without a `prometheus.yml` and a spec.
  init?(_ facts: ProjectFacts, _ knowledge: Knowledge) {
    if let known = facts.alerting.externalLabels {
      (values, origin) = (known, "`external_labels` of Prometheus")
    } else if let stack = knowledge.stack {
      let pairs = stack.prometheus.externalLabels.map { ($0.0, PossibleLabels.Value.exactly($0.1)) }
      (values, origin) = (Dictionary(uniqueKeysWithValues: pairs), "`external_labels` of the spec")
    } else {
      return nil
    }
  }
}
