import Documents
import PromQL

extension Rule {
  static let droppedMetric = Rule(
    "metric/dropped", .error, "a rule reads a metric that is dropped when it is scraped",
    why: """
      `metric_relabel_configs` run before anything is stored. The query gives nothing and no error: the alert never fires. Looked for in \
      rules that a `prometheus.yml` among the files loads.
      """,
    bad: [dropping("go_.*", "⟦go_goroutines⟧ > 1000"), dropping("(api|go)_.*", #"⟦api_jobs⟧{job="api"} > 5"#)],
    good: [
      dropping("go_.*", "api_jobs > 5"), dropping("go_.*", #"go_goroutines{job="other"} > 5"#),
      dropping("up|go_.*", "up == 0"),
      Example(files: [
        "prometheus.yml": config(
          "go_.*", beside: "  - { job_name: web, static_configs: [{ targets: [\"web:80\"] }] }\n"),
        "rules.yml": Example.alertText("go_goroutines > 1000"),
      ]),
    ],
    check: .project { facts, reporter in
      for query in facts.loadedQueries {
        guard query.servers.allSatisfy(\.changesSeries) else { continue }
        for use in query.place.expression()?.metricNames ?? [] where query.isScraped(use.name) {
          guard let job = query.job(of: [use.selector], dropping: { $0.metricSteps.drop(metric: use.name) }) else {
            continue
          }
          reporter.report(
            "the job `\(job.name)` drops `\(use.name)`: the query gives nothing", at: query.place.range(use.range),
            in: query.place.source, help: "keep the metric in `metric_relabel_configs`, or leave the rule out")
        }
      }
    })

  private static func dropping(_ pattern: String, _ expression: String) -> Example {
    Example(files: ["prometheus.yml": config(pattern), "rules.yml": Example.alertText(expression)])
  }

  private static func config(_ pattern: String, beside job: String = "") -> String {
    """
    rule_files: [rules.yml]
    scrape_configs:
    \(job)  - job_name: api
        static_configs: [{ targets: ["api:8000"] }]
        metric_relabel_configs: [{ source_labels: [__name__], regex: "\(pattern)", action: drop }]

    """
  }
}
