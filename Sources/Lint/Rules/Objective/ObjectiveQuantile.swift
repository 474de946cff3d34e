import PromQL

extension Rule {
  static let objectiveQuantile = Rule(
    "objective/quantile", .error, "a quantile is not between 0 and 1",
    why:
      """
      Prometheus answers a quantile below 0 with −Inf and one above 1 with +Inf, whatever is stored. The 95th percentile is 0.95.
      """,
    bad: [
      .alert("histogram_quantile(⟦95⟧, sum by (le) (rate(duration_seconds_bucket[5m]))) > 1"),
      .alert("quantile by (job) (⟦1.5⟧, load) > 1"),
      .alert("quantile_over_time(⟦99⟧, load[1h]) > 1"),
    ],
    good: [
      .alert("histogram_quantile(0.95, sum by (le) (rate(duration_seconds_bucket[5m]))) > 1"),
      .alert("quantile(1, load) > 1"),
    ],
    check: .query { query, reporter in
      query.expression?.visit { node in
        let quantiles: [Expr]
        switch node {
        case .aggregation(let node) where node.aggregator == .quantile: quantiles = node.parameter.map { [$0] } ?? []
        case .call(let call):
          switch call.function.name {
          case "histogram_quantile", "quantile_over_time": quantiles = call.arguments.first.map { [$0] } ?? []
          case "histogram_quantiles": quantiles = Array(call.arguments.dropFirst(2))
          default: return
          }
        default: return
        }
        for quantile in quantiles {
          guard let value = quantile.constant, !(0...1).contains(value), !value.isNaN else { continue }
          let isPercent = value > 1 && value < 100
          reporter.report(
            "a quantile lies between 0 and 1: the result is \(value > 1 ? "+Inf" : "−Inf") whatever is stored",
            in: query,
            at: quantile.range, help: isPercent ? "write \(value / 100)" : "write one between 0 and 1")
        }
      }
    })
}
