import Documents
import PromQL

extension Rule {
  static let rateOfAggregate = Rule(
    "promql/rate-of-aggregate", .warning, "`rate` of a sum of counters",
    why: """
      When one of the summed counters restarts, the sum falls, and `rate` takes that for a restart of the whole: it reports a spike as \
      high as everything counted so far. First the rate, then the sum.
      """,
    bad: [
      .alert("⟦rate⟧(sum(http_requests_total)[5m:1m]) > 5"),
      .alert("⟦increase⟧(sum by (job) (http_requests_total)[1h:]) > 5"),
    ],
    good: [
      .alert("sum(rate(http_requests_total[5m])) > 5"), .alert("rate(http_requests_total[5m:1m]) > 5"),
      .alert("max_over_time(sum(rate(http_requests_total[5m]))[1h:]) > 5"),
    ],
    check: .call { call, query, reporter in
      guard call.function.isRise,
        case .subquery(let subquery)? = call.arguments.first?.unwrapped,
        case .aggregation(let aggregation) = subquery.operand.unwrapped,
        aggregation.aggregator == .sum || aggregation.aggregator == .avg
      else { return }
      reporter.report(
        "`\(call.function.name)` of `\(aggregation.aggregator.rawValue)(…)`: a restart of one counter shows as a spike of all of them",
        in: query, at: call.nameRange,
        help: "turn them around: `\(aggregation.aggregator.rawValue)(\(call.function.name)(…))`")
    })
}
