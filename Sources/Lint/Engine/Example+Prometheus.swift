extension Example {
  /// An alert beside the `prometheus.yml` that scrapes what it asks for.
  static func scraped(every interval: String, _ expression: String) -> Example {
    Example(files: ["prometheus.yml": scraping(every: interval), "rules.yml": alertText(expression)])
  }

  /// A `prometheus.yml` with a job `api`.
  static func scraping(every interval: String) -> String {
    """
    global: { scrape_interval: \(interval) }
    scrape_configs:
      - job_name: api
        static_configs: [{ targets: ["api:8000"] }]

    """
  }
}
