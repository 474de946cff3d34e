import Documents

extension Rule {
  static let beyondRetention = Rule(
    "promql/beyond-retention", .warning, "a range or an offset that looks back further than metrics are kept",
    why: """
      What is older than the retention is gone. An offset beyond it finds nothing, ever; a range beyond it says thirty days and means \
      fifteen. The retention is the spec's, or that of a `prometheus.yml` and of the Compose file that runs it.
      """,
    bad: [
      .inShop("up == 0 and up offset ⟦30d⟧ == 1"),
      Example(files: [
        "compose.yml": keeping("--storage.tsdb.retention.time=7d"), "prometheus.yml": Example.scraping(every: "15s"),
        "rules.yml": Example.alertText(
          "max_over_time(avg_over_time(up[1d])[⟦1w⟧:1h]) < 1 or avg_over_time(up[⟦8d⟧]) < 1"),
      ]),
      Example(files: [
        "prometheus.yml": Example.scraping(every: "15s") + "storage: { tsdb: { retention: { time: 2d } } }\n",
        "rules.yml": Example.alertText("avg_over_time(up[⟦3d⟧]) < 1"),
      ]),
      // Zero is nothing said, and the default of fifteen days.
      Example(files: [
        "compose.yml": keeping("--storage.tsdb.retention.time=0s"), "prometheus.yml": Example.scraping(every: "15s"),
        "rules.yml": Example.alertText("avg_over_time(up[10d]) < 1 or avg_over_time(up[⟦20d⟧]) < 1"),
      ]),
      // What the file says counts more than flags.
      Example(files: [
        "compose.yml": keeping("--storage.tsdb.retention.time=90d"),
        "prometheus.yml": Example.scraping(every: "15s") + "storage: { tsdb: { retention: { time: 2d } } }\n",
        "rules.yml": Example.alertText("avg_over_time(up[⟦3d⟧]) < 1"),
      ]),
    ],
    good: [
      .inShop("avg_over_time(up[14d] offset 1d) < 1"), .inShop("max_over_time(up[100y]) < 1"),
      Example(files: [
        "compose.yml": keeping("--storage.tsdb.retention.size=10GB"), "prometheus.yml": Example.scraping(every: "15s"),
        "rules.yml": Example.alertText("avg_over_time(up[30d]) < 1"),
      ]),
      Example(files: [
        "compose.yml": keeping("--storage.tsdb.retention.time=0s, --storage.tsdb.retention.size=10GB"),
        "prometheus.yml": Example.scraping(every: "15s"),
        "rules.yml": Example.alertText("avg_over_time(up[30d]) < 1"),
      ]),
      Example(files: [
        "compose.yml": keeping("--storage.tsdb.retention.time=2d"),
        "prometheus.yml": Example.scraping(every: "15s") + "storage: { tsdb: { retention: { time: 0s } } }\n",
        "rules.yml": Example.alertText("avg_over_time(up[30d]) < 1"),
      ]),
      Example(files: [
        "compose.yml": keeping("'--storage.tsdb.retention.time=${RETENTION}'"),
        "prometheus.yml": Example.scraping(every: "15s"),
        "rules.yml": Example.alertText("avg_over_time(up[30d]) < 1"),
      ]),
      .scraped(every: "15s", "avg_over_time(up[30d]) < 1"),
      Example(files: [
        "compose.yml": keeping("--web.enable-lifecycle"), "prometheus.yml": Example.scraping(every: "15s"),
        "rules.yml": """
        apiVersion: monitoring.coreos.com/v1
        kind: PrometheusRule
        metadata: { name: api }
        spec: { groups: [{ name: api, rules: [{ alert: Down, expr: "avg_over_time(up[30d]) < 1" }] }] }
        """,
      ]),
      .inShop("up @ 1700000000 offset 30d < 1"),
    ],
    check: .project { facts, reporter in
      guard !facts.timing.lookBacks.isEmpty,
        let retention = MetricRetention(facts.configuration, reporter.knowledge)
      else { return }
      // What a resource of Kubernetes says is evaluated by a server that an operator runs, not by the one whose configuration is here.
      let resources = Set(
        reporter.knowledge.stack != nil
          ? [] : facts.configuration.files.filter { $0.kind == .kubernetes }.map { ObjectIdentifier($0.source) })
      for look in facts.timing.lookBacks
      where look.duration > retention.duration && look.duration < allTime
        && !resources.contains(ObjectIdentifier(look.place.source))
        && !(look.isDashboard && retention.isForwarded)
      {
        reporter.report(
          "this looks back \(look.duration), and \(retention.origin) keeps metrics for \(retention.duration)",
          at: look.place.range(look.part), in: look.place.source, help: "keep metrics for longer, or look back less")
      }
    })

  /// Who looks back longer than Prometheus has existed asks for all that there is.
  private static let allTime = PrometheusDuration.hours(10 * 365 * 24)

  /// A Compose file that runs Prometheus with a flag.
  private static func keeping(_ flag: String) -> String {
    """
    services:
      prometheus:
        image: prom/prometheus:v3.5.0
        command: [--config.file=/etc/prometheus/prometheus.yml, \(flag)]
        volumes: ["./prometheus.yml:/etc/prometheus/prometheus.yml"]

    """
  }
}
