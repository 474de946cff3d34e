import Documents

extension Rule {
  static let cardinalityUnboundedLabel = Rule(
    "cardinality/unbounded-label", .warning, "a label whose values grow with use",
    why:
      """
      Each user, address, session or request makes series of its own, and every series costs memory for hours after its last \
      sample. Such a label works in a test and takes Prometheus down in production. Logs and traces are for single events.
      """,
    parameters: [
      .init(
        "names", "Labels whose values are identities, by name.", default: .strings(UnboundedLabels.standard.names)),
      .init(
        "suspects",
        "Labels that are identities more often than not: reported where no bound is declared, or 10 values are there.",
        default: .strings(UnboundedLabels.standard.suspects)),
    ],
    bad: [
      Example(
        """
        # HELP logins_total Logins.
        # TYPE logins_total counter
        logins_total{⟦user_id⟧="4711"} 1
        logins_total{user_id="4712"} 1

        """, name: "example.prom"),
      Example(
        """
        version: 1
        project: shop
        services:
          web:
            targets: [web:8000]
            metrics:
              logins_total: { type: counter, help: Logins., labels: { ⟦client_ip⟧: { max: 5000 } } }
        receivers:
          slack: { type: slack, channel: "#alerts", webhook_url_file: secrets/slack_webhook_url }

        """),
    ],
    good: [
      Example(
        """
        # HELP logins_total Logins.
        # TYPE logins_total counter
        logins_total{method="password",user="other"} 1
        # HELP probe_info What is probed.
        # TYPE probe_info gauge
        probe_info{url="https://example.org"} 1

        """, name: "example.prom"),
      Example(
        """
        version: 1
        project: shop
        services:
          web:
            targets: [web:8000]
            metrics:
              logins_total: { type: counter, help: Logins., labels: { user: { values: [guest, member] } } }
        receivers:
          slack: { type: slack, channel: "#alerts", webhook_url_file: secrets/slack_webhook_url }

        """),
    ],
    check: .metric { metric, reporter in
      guard !metric.isForeign, !metric.named.labels.isEmpty else { return }
      let labels = UnboundedLabels(
        names: reporter.settings.strings("names"), suspects: reporter.settings.strings("suspects"))
      for (index, label) in metric.named.labels.enumerated() {
        let problem =
          metric.family.map { labels.problem($0.labels[index], of: metric.name) }
          ?? labels.problem(label, declaredAs: metric.declaration?["labels"]?[label], of: metric.name)
        guard let problem else { continue }
        reporter.report(problem, at: metric.labelRanges[index], help: UnboundedLabels.help)
      }
    })
}
