import Documents
import PromQL

extension Rule {
  static let averageOfQuantiles = Rule(
    "promql/average-of-quantiles", .warning, "quantiles averaged or summed",
    why:
      "The mean of two 99th percentiles is no percentile of anything: an instance with ten requests weighs as much as one with a million.",
    bad: [
      .alert("⟦avg⟧(histogram_quantile(0.99, sum by (le, instance) (rate(latency_seconds_bucket[5m])))) > 1"),
      .alert(#"⟦sum⟧ by (job) (rpc_duration_seconds{quantile="0.99"}) > 1"#),
    ],
    good: [
      .alert("histogram_quantile(0.99, sum by (le) (rate(latency_seconds_bucket[5m]))) > 1"),
      .alert(#"avg by (instance) (rpc_duration_seconds{quantile="0.99"}) > 1"#),
      .alert(#"max by (job) (rpc_duration_seconds{quantile="0.99"}) > 1"#),
      .alert(#"sum(latency_seconds{quantile=~".+"}) by (quantile) > 1"#),
      // One quantile is its own mean.
      .alert("avg(histogram_quantile(0.99, sum by (le) (rate(latency_seconds_bucket[5m])))) > 1"),
    ],
    check: .aggregation { aggregation, query, reporter in
      guard aggregation.aggregator == .avg || aggregation.aggregator == .sum, isQuantile(aggregation.operand),
        aggregation.joinsInstances, !aggregation.leavesSeriesApart, !isExtreme(aggregation.operand)
      else {
        return
      }
      reporter.report(
        "`\(aggregation.aggregator.rawValue)` of quantiles is no quantile of anything", in: query,
        at: aggregation.nameRange,
        help: "aggregate the buckets and take the quantile of those, or use `max`")
    })

  /// A summary's least or greatest observation, of which an average is one.
  private static func isExtreme(_ expression: Expr) -> Bool {
    guard case .selector(let node) = expression.unwrapped else { return false }
    return node.matchers.contains { $0.name == "quantile" && ["0", "1", "0.0", "1.0"].contains($0.value) }
  }

  private static func isQuantile(_ expression: Expr) -> Bool {
    switch expression.unwrapped {
    case .call(let call): return call.function.name == "histogram_quantile"
    case .selector(let node):
      return node.matchers.contains { $0.name == "quantile" && $0.operation == .equal && $0.value != "" }
    default: return false
    }
  }
}
