import Documents
import PromQL

extension Rule {
  static let rateRange = Rule(
    "promql/rate-range", .error, "a rate over less than two scrapes",
    why: """
      A rate needs two samples. Over a shorter range there is never a result: the alert does not fire, the panel is blank. Needs a \
      spec in reach.
      """,
    bad: [
      Example(files: [
        "pharos.yml": Example.shop, "rules.yml": Example.alertText("rate(http_requests_total[⟦20s⟧]) > 5"),
      ])
    ],
    good: [
      Example(files: ["pharos.yml": Example.shop, "rules.yml": Example.alertText("rate(http_requests_total[1m]) > 5")]),
      .alert("rate(http_requests_total[20s]) > 5"),
    ],
    check: .call { call, query, reporter in
      guard let short = ShortRange(call, holdingFewerThan: 2, query, reporter.knowledge) else { return }
      reporter.report(
        "`\(call.function.name)` needs two samples, and `\(short.job)` is scraped every \(short.interval): \(short.duration) never holds two",
        in: query, at: short.range, help: "look back over 4 × \(short.interval) at least")
    })
}
