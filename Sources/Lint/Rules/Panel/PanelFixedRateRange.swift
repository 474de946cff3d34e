import Documents
import Formats
import PromQL

extension Rule {
  static let fixedRateRange = Rule(
    "panel/fixed-rate-range", .info, offBecause: "some graphs mean to show one fixed window",
    "a rate over a range that does not follow the graph",
    why: """
      Over a day each point of a graph stands for minutes: a rate over less than those leaves out what is between two points. \
      `$__rate_interval` follows.
      """,
    bad: [.target("sum(rate(http_requests_total[⟦5m⟧]))")],
    good: [
      .target("sum(rate(http_requests_total[$__rate_interval]))"), .target("rate(x_total[5m])", #""instant": true"#),
    ],
    check: .target { target, reporter in
      guard let query = target.query, !target.isInstant else { return }
      for (call, duration) in query.result.expression?.slopes ?? [] where duration.seconds != nil {
        reporter.report(
          "the range of `\(call.function.name)` does not follow the time range of the graph", in: query,
          at: duration.range, help: "write `$__rate_interval`")
      }
    })
}
