import Documents
import Formats

extension Rule {
  static let sampleLimit = Rule(
    "prometheus/sample-limit", .info,
    offBecause: "a limit that is too low loses the whole scrape, so it is for those who measured",
    "a job has no limit on samples",
    why:
      "A target whose labels explode takes the whole server with it. With `sample_limit` only its own scrape fails, and `up` says so.",
    bad: [
      Example(
        """
        scrape_configs:
          - job_name: ⟦api⟧
            static_configs: [{ targets: ["api:8000"] }]
        """)
    ],
    good: [
      Example(
        """
        global: { sample_limit: 50000 }
        scrape_configs:
          - job_name: api
            static_configs: [{ targets: ["api:8000"] }]
        """),
      Example(
        """
        scrape_configs:
          - job_name: api
            sample_limit: 5000
            static_configs: [{ targets: ["api:8000"] }]
        """),
    ],
    check: .prometheus { config, reporter in
      guard (config.node["global"]?.number("sample_limit") ?? 0) == 0 else { return }
      for job in config.jobs where (job.node.number("sample_limit") ?? 0) == 0 {
        guard let name = job.name else { continue }
        reporter.report(
          "nothing limits how many samples a scrape of this job brings", at: name,
          help: "add `sample_limit:` well above what a target exposes")
      }
    })
}
