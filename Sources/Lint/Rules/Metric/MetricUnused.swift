import Documents
import PromQL

extension Rule {
  static let metricUnused = Rule(
    "metric/unused", .info,
    offBecause: "metrics are also there to be looked at by hand, and dashboards that read them may be somewhere else",
    "a metric is declared, and no rule or dashboard reads it",
    why:
      """
      What nobody reads costs memory on every scrape.
      """,
    bad: [
      Example(
        files: [
          "pharos.yml": """
          version: 1
          project: shop
          services:
            web:
              targets: [web:8000]
              metrics:
                carts: { type: gauge, help: Carts that are open. }
                ⟦wishes⟧: { type: gauge, help: Wishes on lists. }
          receivers:
            slack: { type: slack, channel: "#alerts", webhook_url_file: secrets/slack_webhook_url }

          """, "rules.yml": Example.alertText("carts > 5"),
        ])
    ],
    good: [.inShop("up == 0")],
    check: .project { facts, reporter in
      for metric in facts.metrics.declared {
        let names = [metric.name] + MetricPart.allCases.map { metric.name + $0.rawValue }
        guard !names.contains(where: facts.metrics.used.contains) else { continue }
        reporter.report(
          "no rule or dashboard reads `\(metric.name)`", at: metric.range, in: metric.source,
          help: "show it, alert on it, or stop exposing it")
      }
    })
}
