import Documents
import Project

/// The connector that makes metrics of spans, as the pack that is made of them catalogues these.
///
/// Each key that has another default in some version is said:
/// <https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.159.0/connector/spanmetricsconnector/README.md>.
struct SpanMetrics {
  let name: String
  private let buckets: [Decimal]
  private let isLimited: Bool

  /// None where no service has a pack of that kind.
  init?(_ stack: Stack) {
    let packs = stack.metricSenders.flatMap(\.packs).uniqued().compactMap { stack.packs[$0] }.filter {
      $0.source == .spans
    }
    guard let durations = packs.lazy.flatMap(\.metrics.values).first(where: { $0.type == .histogram }) else {
      return nil
    }
    name = stack.takes(.connectorByWords) ? "span_metrics" : "spanmetrics"
    buckets = durations.buckets
    isLimited = stack.takes(.spanLimit)
  }

  var tree: Tree {
    .compact([
      "namespace": "traces.span.metrics",
      "histogram": ["unit": "s", "explicit": ["buckets": .list(buckets.map { .string("\(($0 * 1000).digits)ms") })]],
      "exemplars": ["enabled": true],
      // There is one collector, and the service is the resource's.
      "exclude_dimensions": ["service.name", "collector.instance.id"],
      // What changes with a restart, such as the number of the process, must not begin series anew under the same labels.
      "resource_metrics_key_attributes": ["service.name", "service.namespace", "service.instance.id"],
      // More than so many kinds of spans are counted together.
      "aggregation_cardinality_limit": isLimited ? 1000 : nil,
      "metrics_flush_interval": "15s",
      // By default never: what does not come any more would be exposed for ever.
      "metrics_expiration": "5m",
    ])
  }
}
