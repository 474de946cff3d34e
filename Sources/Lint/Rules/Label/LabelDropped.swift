import Documents
import PromQL

extension Rule {
  static let droppedLabel = Rule(
    "label/dropped", .warning, "a rule asks for a label that is dropped when its metrics are scraped",
    why: """
      `metric_relabel_configs` take the label away before anything is stored. A matcher on it selects nothing, and an aggregation by it \
      makes one group of everything. Looked for in rules that a `prometheus.yml` among the files loads.
      """,
    bad: [dropping("pod", "sum by (⟦pod⟧) (rate(api_requests_total{job=\"api\"}[5m])) > 5")],
    good: [
      dropping("pod", "sum by (job) (rate(api_requests_total[5m])) > 5"),
      dropping("pod", "sum by (pod) (label_replace(api_jobs, \"pod\", \"$1\", \"instance\", \"(.*)\")) > 5"),
      dropping("pod", "sum by (pod) (api_jobs * on (instance) group_left (pod) team:pods) > 5"),
    ],
    check: .project { facts, reporter in
      for query in facts.loadedQueries {
        guard
          query.servers.allSatisfy(\.changesLabels),
          let expression = query.place.expression()
        else { continue }
        let selectors = expression.selectors
        // What comes from elsewhere may carry it.
        guard selectors.allSatisfy({ $0.metricName.map(query.isScraped) ?? false }) else { continue }
        let uses = expression.labelsUsed
        let made = Set(uses.filter { $0.role == .destination }.map(\.name))
        for use in uses where use.role.isLookup && !made.contains(use.name) {
          guard let job = query.job(of: selectors, dropping: { $0.metricSteps.drop(label: use.name) }) else { continue }
          reporter.report(
            "the job `\(job.name)` drops the label `\(use.name)`: no series has it", at: query.place.range(use.range),
            in: query.place.source, help: "keep the label in `metric_relabel_configs`, or do not ask for it")
        }
      }
    })

  private static func dropping(_ label: String, _ expression: String) -> Example {
    Example(files: [
      "prometheus.yml": """
      rule_files: [rules.yml]
      scrape_configs:
        - job_name: api
          static_configs: [{ targets: ["api:8000"] }]
          metric_relabel_configs: [{ regex: "\(label)", action: labeldrop }]

      """,
      "rules.yml": Example.alertText(expression),
    ])
  }
}
