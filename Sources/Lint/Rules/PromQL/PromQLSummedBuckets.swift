import Documents
import Formats
import PromQL

extension Rule {
  static let summedBuckets = Rule(
    "promql/summed-buckets", .warning, "all buckets of a histogram added up",
    why:
      "Buckets are cumulative: each holds those below it, and a sum over `le` counts an observation once for every bucket above it.",
    bad: [.alert("sum ⟦by (job)⟧ (rate(latency_seconds_bucket[5m])) > 1")],
    good: [
      .alert("sum by (job, le) (rate(latency_seconds_bucket[5m])) > 1"),
      .alert(#"sum(rate(latency_seconds_bucket{le="0.5"}[5m])) / sum(rate(latency_seconds_count[5m])) < 0.9"#),
      .alert("histogram_quantile(0.9, sum by (le) (rate(latency_seconds_bucket[5m]))) > 1"),
      .alert("up == 0 and on (job) sum by (job) (rate(latency_seconds_bucket[5m])) > 0"),
    ],
    check: .query { query, reporter in
      guard query.text.value.includes("_bucket") else { return }
      query.expression.map { visit($0, query, &reporter) }
    })

  private static func visit(_ expression: Expr, _ query: Query, _ reporter: inout Reporter) {
    switch expression {
    // Of its buckets another rule says what is wrong.
    case .call(let call) where call.function.name == "histogram_quantile": return
    // Whether there is anything at all shows in a sum of buckets as well.
    case .binary(let comparison) where comparison.comparesWithZero: return
    case .aggregation(let node) where node.aggregator == .sum || node.aggregator == .avg:
      guard let name = buckets(node.operand), let metric = MetricPart.bucket.metric(of: name),
        let reason = expression.labels().absence(of: "le")
      else { break }
      reporter.report(
        "`\(name)` is summed over `le`, and each observation is counted in every bucket above it", in: query,
        at: reason.range, help: "use `\(metric)_count`, or one bucket: `{le=\"…\"}`")
      return
    default: break
    }
    expression.forEachChild { visit($0, query, &reporter) }
  }

  /// The metric, where an operand is nothing but the buckets of a histogram or their rate.
  private static func buckets(_ operand: Expr) -> String? {
    switch operand.unwrapped {
    case .call(let call) where call.function.isRise:
      guard case .rangeSelector(let range)? = call.arguments.first?.unwrapped else { return nil }
      return buckets(.selector(range.selector))
    case .selector(let node):
      return node.matchers.contains { $0.name == "le" } ? nil : node.nameOfBuckets
    default: return nil
    }
  }
}
