import Documents
import Formats

extension Rule {
  static let scrapeIntervalStaleness = Rule(
    "prometheus/scrape-interval", .warning,
    "a job is scraped so seldom that its series go stale in between",
    why:
      "A query looks back five minutes for the last sample. With scrapes as far apart or farther, graphs have gaps and alerts resolve between two scrapes.",
    parameters: [Parameter("lookback", "how far back a query looks, `--query.lookback-delta`", default: .string("5m"))],
    bad: [
      Example(
        """
        scrape_configs:
          - job_name: backup
            scrape_interval: ⟦5m⟧
            static_configs: [{ targets: ["backup:9100"] }]
        """),
      Example(
        """
        global:
          scrape_interval: ⟦1h⟧
        scrape_configs:
          - job_name: backup
            static_configs: [{ targets: ["backup:9100"] }]
        """),
    ],
    good: [
      Example(
        """
        scrape_configs:
          - job_name: backup
            scrape_interval: 2m
            static_configs: [{ targets: ["backup:9100"] }]
        """)
    ],
    check: .prometheus { config, reporter in
      guard let lookback = reporter.settings.string("lookback").flatMap(PrometheusDuration.init) else { return }
      for node in [config.node["global"]].compactMap({ $0 }) + config.jobs.map(\.node) {
        guard let value = Text(node["scrape_interval"]), let interval = PrometheusDuration(value.value),
          interval >= lookback
        else { continue }
        reporter.report(
          "a scrape every \(interval) leaves series stale in between: queries look back \(lookback)", at: value,
          help: "scrape at least every 2m, so that one failed scrape makes no gap")
      }
    })
}
