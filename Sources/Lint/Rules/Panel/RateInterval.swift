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
    good: [
      .target("sum(rate(http_requests_total[$__rate_interval]))"), .target("increase(x_total[$__interval])"),
      // Points are never closer than that.
      .panel(
        #"""
        "type": "timeseries", "title": "A", "interval": "2m", "datasource": {"type": "prometheus", "uid": "p"},
            "targets": [{"refId": "A", "expr": "rate(x_total[$__interval])"}]
        """#),
    ],
    check: .target { target, reporter in
      guard let query = target.query, !target.hasInterval else { return }
      query.result.expression?.visitRates { call, duration in
        guard duration.literal?.placeholder == "$__interval", call.function.name != "increase" else { return }
        let place = query.range(duration.range)
        reporter.report(
          "`\(call.function.name)` over `$__interval` has no value once people zoom in", at: place,
          help: "write `$__rate_interval`", fix: Fix("take the range for rates", [.init(place, "$__rate_interval")]))
      }
    })
}

extension PanelTarget {
  /// Whether it or its panel says how close two points are at the closest.
  fileprivate var hasInterval: Bool {
    [node, panel.node].contains { $0["interval"]?.text?.isEmpty == false }
      || panel.node.descend(["queryOptions", "interval"])?.text?.isEmpty == false
  }
}

extension Expr {
  /// Each change per second or over a range, with the range.
  func visitRates(_ body: (Call, DurationExpr) -> Void) {
    visit { node in
      guard case .call(let call) = node, ["rate", "irate", "increase", "deriv"].contains(call.function.name),
        case .rangeSelector(let selector)? = call.arguments.first?.unwrapped
      else { return }
      body(call, selector.duration)
    }
  }
}
