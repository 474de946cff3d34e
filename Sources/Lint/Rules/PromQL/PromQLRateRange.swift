import Documents

extension Rule {
  static let rateRange = Rule(
    "promql/rate-range", .error, "a rate over less than two scrapes",
    why: """
      A rate needs two samples. Over a shorter range there is never a result: the alert does not fire, the panel is blank. Needs a \
      spec or a `prometheus.yml` in reach.
      """,
    bad: [
      .inShop("rate(http_requests_total[⟦20s⟧]) > 5"),
      .scraped(every: "1m", "rate(http_requests_total{job=\"api\"}[⟦1m⟧]) > 5"),
    ],
    good: [
      .inShop("rate(http_requests_total[1m]) > 5"),
      .scraped(every: "1m", "rate(http_requests_total{job=\"other\"}[1m]) > 5"),
      .alert("rate(http_requests_total[20s]) > 5"),
    ],
    check: .project { facts, reporter in
      guard let intervals = ScrapeIntervals(facts, reporter.knowledge) else { return }
      for rate in facts.timing.rates {
        guard let scrapes = intervals.scrapes(in: rate), scrapes.count < 2 else { continue }
        reporter.report(
          "`\(rate.function)` needs two samples, and `\(scrapes.job)` is scraped every \(scrapes.interval): \(rate.duration) never holds two",
          at: rate.place.range(rate.part), in: rate.place.source,
          help: "look back over 4 × \(scrapes.interval) at least",
          // A dashboard may ask another server than the one whose configuration lies here.
          as: rate.isDashboard && reporter.knowledge.stack == nil ? .info : nil)
      }
    })
}
