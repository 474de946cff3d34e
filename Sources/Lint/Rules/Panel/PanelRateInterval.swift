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
      guard let query = target.query, query.language == .promQL, !target.hasInterval else { return }
      for (call, duration) in query.result.expression?.slopes ?? []
      where duration.literal?.placeholder == "$__interval" && call.function.name != "increase" {
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
