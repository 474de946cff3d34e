import Documents
import PromQL

extension Rule {
  static let quantileWithoutLe = Rule(
    "promql/quantile-without-le", .error, "`histogram_quantile` of buckets without their label `le`",
    why: "A quantile is found by the buckets' bounds. Once `le` is summed away the function returns nothing, ever.",
    bad: [
      .alert("histogram_quantile(0.9, sum ⟦by (job)⟧ (rate(latency_seconds_bucket[5m]))) > 1"),
      .alert("histogram_quantile(0.9, ⟦sum⟧(rate(latency_seconds_bucket[5m]))) > 1"),
    ],
    good: [
      .alert("histogram_quantile(0.9, sum by (job, le) (rate(latency_seconds_bucket[5m]))) > 1"),
      .alert("histogram_quantile(0.9, sum(rate(latency_seconds[5m]))) > 1"),
      .alert("histogram_quantile(0.9, rate(latency_seconds_bucket[5m])) > 1"),
      .alert("histogram_quantile(0.9, sum by (vmrange) (rate(latency_seconds_bucket[5m]))) > 1"),
    ],
    check: .call { call, query, reporter in
      guard call.function.name == "histogram_quantile", call.arguments.count == 2 else { return }
      let buckets = call.arguments[1]
      // Native histograms have no `le`, and their names no `_bucket`; the buckets of VictoriaMetrics have `vmrange`.
      guard buckets.metricNames.contains(where: { MetricPart.bucket.metric(of: $0.name) != nil }),
        let reason = buckets.labels().absence(of: "le"), !buckets.labelsUsed.contains(where: { $0.name == "vmrange" })
      else { return }
      reporter.report(
        "`le` \(reason.text), and without it `histogram_quantile` returns nothing", in: query, at: reason.range,
        help: "keep it: `sum by (le, …) (…)`")
    })
}
