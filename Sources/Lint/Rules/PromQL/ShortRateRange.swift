import Documents
import PromQL

extension Rule {
  static let shortRateRange = Rule(
    "promql/short-rate-range", .warning, "a rate over less than four scrapes",
    why: """
      One missed scrape, and the rate has a gap, which resets an alert's `for`. Four intervals survive one. Needs a spec in reach.
      """,
    bad: [
      Example(files: [
        "pharos.yml": Example.shop, "rules.yml": Example.alertText("rate(http_requests_total[⟦45s⟧]) > 5"),
      ])
    ],
    good: [
      Example(files: ["pharos.yml": Example.shop, "rules.yml": Example.alertText("rate(http_requests_total[1m]) > 5")]),
      .alert("rate(http_requests_total[45s]) > 5"),
    ],
    check: .call { call, query, reporter in
      guard let short = ShortRange(call, holdingFewerThan: 4, query, reporter.knowledge),
        short.duration.milliseconds >= 2 * short.interval.milliseconds
      else { return }
      reporter.report(
        "\(short.duration) holds fewer than four scrapes of `\(short.job)`, every \(short.interval): one that fails leaves a gap",
        in: query, at: short.range, help: "look back over 4 × \(short.interval) at least")
    })
}
