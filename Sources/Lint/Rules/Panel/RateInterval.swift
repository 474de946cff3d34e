import Documents
import Formats
import PromQL

extension Rule {
  static let rateInterval = Rule(
    "panel/rate-interval", .warning, "a rate over `$__interval`",
    why: """
      `$__interval` is the distance between two points of the graph. Zoomed in it is shorter than two scrapes, and the rate has no \
      value; `$__rate_interval` is never shorter than four.
      """,
    bad: [.target("sum(rate(http_requests_total[⟦$__interval⟧]))"), .target("irate(x_total[⟦${__interval}⟧])")],
    good: [.target("sum(rate(http_requests_total[$__rate_interval]))"), .target("increase(x_total[$__interval])")],
    check: .target { target, reporter in
      guard let query = target.query else { return }
      query.result.expression?.visitRates { call, duration in
        guard duration.literal?.placeholder == "$__interval", call.function.name != "increase" else { return }
        let place = query.range(duration.range)
        reporter.report(
          "`\(call.function.name)` over `$__interval` has no value once people zoom in", at: place,
          help: "write `$__rate_interval`", fix: Fix("take the range for rates", [.init(place, "$__rate_interval")]))
      }
    })

  static let fixedRateRange = Rule(
    "panel/fixed-rate-range", .info, isOnByDefault: false, "a rate over a range that does not follow the graph",
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
      query.result.expression?.visitRates { call, duration in
        guard duration.seconds != nil else { return }
        reporter.report(
          "the range of `\(call.function.name)` does not follow the time range of the graph", in: query,
          at: duration.range, help: "write `$__rate_interval`")
      }
    })
}

extension Expr {
  /// Each change per second or over a range, with the range.
  fileprivate func visitRates(_ body: (Call, DurationExpr) -> Void) {
    visit { node in
      guard case .call(let call) = node, ["rate", "irate", "increase", "deriv"].contains(call.function.name),
        case .rangeSelector(let selector)? = call.arguments.first?.unwrapped
      else { return }
      body(call, selector.duration)
    }
  }
}
