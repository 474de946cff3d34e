import Documents
import Formats

extension Rule {
  static let scrapeConfigFiles = Rule(
    "prometheus/scrape-config-files", .error,
    "a file that `scrape_config_files` names cannot be taken in",
    why:
      "Prometheus refuses the whole configuration when a job of an included file has a name that is taken, or a timeout above its interval.",
    bad: [
      Example(files: [
        "prometheus.yml": """
        global: { scrape_interval: 15s }
        scrape_config_files: ["⟦jobs/*.yml⟧"]
        scrape_configs:
          - job_name: api
            static_configs: [{ targets: ["api:8000"] }]
        """,
        "jobs/api.yml": """
        scrape_configs:
          - job_name: api
            static_configs: [{ targets: ["api:8001"] }]
        """,
      ]),
      Example(files: [
        "prometheus.yml": """
        global: { scrape_interval: 15s }
        scrape_config_files: ["⟦jobs/*.yml⟧"]
        """,
        "jobs/api.yml": """
        scrape_configs:
          - job_name: api
            scrape_timeout: 20s
            static_configs: [{ targets: ["api:8001"] }]
        """,
      ]),
    ],
    good: [
      Example(files: [
        "prometheus.yml": """
        scrape_config_files: ["jobs/*.yml"]
        scrape_configs:
          - job_name: api
            static_configs: [{ targets: ["api:8000"] }]
        """,
        "jobs/db.yml": """
        scrape_configs:
          - job_name: db
            static_configs: [{ targets: ["db:9187"] }]
        """,
      ])
    ],
    check: .project { facts, reporter in
      for config in facts.configuration.prometheus {
        var taken = Dictionary(config.jobs.map { ($0.name, (config.source, $0.range)) }) { first, _ in first }
        for pattern in config.scrapeConfigFiles {
          for included in facts.configuration.included(by: pattern, of: config) {
            for job in included.jobs {
              let here = reporter.note("the job", at: job.range, in: included.source)
              if let (source, range) = taken.updateValue((included.source, job.range), forKey: job.name) {
                reporter.report(
                  "the job `\(job.name)` of `\(included.source.name)` has a name that is taken", at: pattern.range,
                  in: config.source, help: "rename one of the two jobs",
                  notes: [here, reporter.note("the other", at: range, in: source)])
              }
              let interval = job.setsInterval ? job.interval : config.scrapeInterval
              if let text = job.ownTimeout, let timeout = PrometheusDuration(text.text), timeout > interval {
                reporter.report(
                  "the job `\(job.name)` of `\(included.source.name)` has a timeout of \(timeout), above its interval of \(interval)",
                  at: pattern.range, in: config.source, notes: [here])
              }
            }
          }
        }
      }
    })
}
