import Documents

extension Rule {
  static let shortRateRange = Rule(
    "promql/short-rate-range", .warning, "a rate over less than three scrapes",
    why: """
      One missed scrape, and the rate has a gap, which resets an alert's `for`. Four intervals survive one, wherever they begin. How often \
      targets are scraped says a spec or a `prometheus.yml` in reach; without either a range below ten seconds is reported, as hardly anybody \
      scrapes so often.
      """,
    bad: [
      .inShop("rate(http_requests_total[⟦30s⟧]) > 5"),
      .scraped(every: "30s", "rate(http_requests_total[⟦1m⟧]) > 5"), .alert("rate(http_requests_total[⟦5s⟧]) > 5"),
    ],
    good: [
      .inShop("rate(http_requests_total[1m]) > 5"),
      .scraped(every: "30s", "rate(http_requests_total[2m]) > 5"),
      .alert("rate(http_requests_total[45s]) > 5"),
    ],
    check: .project { facts, reporter in
      guard let intervals = ScrapeIntervals(facts, reporter.knowledge) else {
        for rate in facts.timing.rates where rate.duration < .seconds(10) {
          reporter.report(
            "`\(rate.function)` needs two samples, and \(rate.duration) holds them only where targets are scraped that often",
            at: rate.place.range(rate.part), in: rate.place.source, help: "look back over four scrapes at least")
        }
        return
      }
      for rate in facts.timing.rates {
        // A person may look at another server's series, where the dashboard does not say whose they are.
        let saysWhose = rate.matchers.contains { $0.name == "job" }
        if rate.isDashboard, !saysWhose, reporter.knowledge.stack == nil { continue }
        guard let scrapes = intervals.scrapes(in: rate), scrapes.count == 2 else { continue }
        reporter.report(
          "\(rate.duration) holds fewer than three scrapes of `\(scrapes.job)`, every \(scrapes.interval): one that fails leaves a gap",
          at: rate.place.range(rate.part), in: rate.place.source,
          help: "look back over 4 × \(scrapes.interval) at least")
      }
    })
}
