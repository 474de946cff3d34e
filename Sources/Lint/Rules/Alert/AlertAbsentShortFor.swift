import Documents
import Formats
import PromQL

extension Rule {
  static let absentShortFor = Rule(
    "alert/absent-short-for", .warning, "an alert on `absent` that waits for less than two scrapes",
    why: """
      One scrape that fails makes a metric absent until the next one has come in, which may be a little late. The interval is that of the \
      job in a `prometheus.yml` or a spec in reach, and without one a minute, as Prometheus scrapes where nothing else is set, or half a minute for a PrometheusRule, as its operator does.
      """,
    bad: [
      waiting("1m", "⟦absent⟧(api_build_info)"),
      Example(files: [
        "prometheus.yml": Example.scraping(every: "30s"),
        "rules.yml": waiting("45s", "⟦absent⟧(api_build_info{job=\"api\"})").files[0].text,
      ]),
    ],
    good: [
      waiting("5m", "absent(api_build_info)"), waiting("1m", "absent(up{job=\"api\"})"),
      waiting("1m", "absent(job:errors:rate5m)"),
      Example(files: [
        "prometheus.yml": Example.scraping(every: "15s"),
        "rules.yml": waiting("1m", "absent(api_build_info)").files[0].text,
      ]),
    ],
    check: .project { facts, reporter in
      let known = ScrapeIntervals(facts, reporter.knowledge)
      // Where somebody says how often, and not for all of them, nothing is known.
      if known == nil, !facts.configuration.prometheus.isEmpty { return }
      for alert in facts.alerts {
        guard let absence = alert.hastyAbsence, !alert.source.isForTrial,
          let interval = known == nil ? standard(alert) : known!.interval(for: absence.matchers),
          alert.pending.milliseconds < 2 * interval.milliseconds
        else { continue }
        reporter.report(
          "the alert waits \(alert.pending), and scrapes are \(interval) apart\(known == nil ? " where nothing else is set" : ""): one that fails and one that is late make it fire",
          at: absence.place.range(absence.part), in: alert.source,
          help: "wait \(PrometheusDuration(milliseconds: 2 * interval.milliseconds)) or longer")
      }
    })

  /// <https://prometheus.io/docs/prometheus/latest/configuration/configuration/>,
  /// <https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PrometheusSpec>.
  private static func standard(_ alert: AlertFact) -> PrometheusDuration {
    PrometheusDuration(milliseconds: alert.isResource ? 30_000 : 60_000)
  }

  private static func waiting(_ pending: String, _ expression: String) -> Example {
    Example(
      """
      groups:
        - name: example
          rules:
            - alert: Example
              expr: \(expression)
              for: \(pending)

      """)
  }
}
