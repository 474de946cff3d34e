import Documents
import Formats
import PromQL

extension Rule {
  static let subqueryStep = Rule(
    "promql/subquery-step", .error, "a rate over a subquery of one step",
    why: """
      A rate needs two samples. Since Prometheus 3.0 a range leaves out its left end, so that a subquery which is no longer than its step \
      holds one sample at most, and the result is always empty.
      """,
    bad: [
      .alert("rate(http_requests_total[⟦5m:5m⟧]) > 1"), .alert("max_over_time(deriv(queue_depth[⟦1m:5m⟧])[1h:]) > 1"),
    ],
    good: [
      .alert("rate(http_requests_total[5m:1m]) > 1"), .alert("max_over_time(up[5m:5m]) > 1"),
      .alert("rate(http_requests_total[5m:]) > 1"),
    ],
    check: .call { call, query, reporter in
      guard reporter.knowledge.prometheus >= PrometheusVersion(3, 0), functions.contains(call.function.name),
        let argument = call.arguments.first(where: { $0.type == .matrix }),
        case .subquery(let node) = argument.unwrapped,
        let step = node.step, let length = node.duration.seconds, let seconds = step.seconds, length <= seconds,
        !query.hasVariable(in: node.duration.range), !query.hasVariable(in: step.range)
      else { return }
      reporter.report(
        "`\(call.function.name)` needs two samples, and a subquery of one step holds one", in: query,
        at: node.duration.range.lowerBound..<step.range.upperBound, help: "make the step shorter, or leave it out")
    })

  /// Those that return nothing for a single sample.
  /// <https://github.com/prometheus/prometheus/blob/d15adb9ad7e5/promql/functions.go>
  private static let functions: Set<String> = [
    "rate", "irate", "increase", "delta", "idelta", "deriv", "predict_linear", "double_exponential_smoothing",
    "holt_winters",
  ]
}
