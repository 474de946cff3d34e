import Documents
import PromQL

extension Rule {
  static let quantileOfTotals = Rule(
    "promql/quantile-of-totals", .warning, "`histogram_quantile` of buckets that are not rates",
    why:
      "Buckets are counters: without `rate` the quantile is over everything since the process started and hardly moves any more.",
    bad: [.alert("histogram_quantile(0.9, sum by (le) (⟦latency_seconds_bucket⟧)) > 1")],
    good: [.alert("histogram_quantile(0.9, sum by (le) (rate(latency_seconds_bucket[5m]))) > 1")],
    check: .call { call, query, reporter in
      guard call.function.name == "histogram_quantile", let buckets = call.arguments.last else { return }
      for name in bareBuckets(buckets) {
        reporter.report(
          "the buckets are counted since the start of the process, so that the quantile hardly moves", in: query,
          at: name.range, help: "take their rate first: `rate(\(name.name)[5m])`")
      }
    })

  /// Selectors of buckets that no function stands between.
  private static func bareBuckets(_ expression: Expr) -> [(name: String, range: Range<Int>)] {
    switch expression.unwrapped {
    case .selector(let node):
      guard let name = node.nameOfBuckets, let range = node.metricNameRange else { return [] }
      return [(name, range)]
    case .aggregation(let node): return bareBuckets(node.operand)
    case .binary(let node) where node.op == .or: return bareBuckets(node.lhs) + bareBuckets(node.rhs)
    default: return []
    }
  }
}
