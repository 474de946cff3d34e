import Documents
import Formats

extension Rule {
  static let prometheusFormat = Rule(
    "prometheus/format", .error,
    "`prometheus.yml` holds something that Prometheus refuses",
    why:
      "Prometheus does not start with such a configuration, and a running one keeps the old configuration when it is reloaded.",
    bad: [
      Example(
        """
        scrape_configs:
          - job_name: api
            ⟦scrape_intervall⟧: 15s
            static_configs:
              - targets: [⟦"http://api:8000"⟧]
        """),
      Example(
        """
        global:
          scrape_interval: 15s
        scrape_configs:
          - job_name: api
            scrape_timeout: ⟦20s⟧
            relabel_configs:
              - source_labels: [__address__]
                ⟦target_label⟧: ""
            basic_auth: { username: api, password_file: /run/secrets/api }
            ⟦authorization⟧: { credentials_file: /run/secrets/token }
          - job_name: ⟦api⟧
            ⟦scrape_classic_histograms⟧: true
        """),
      Example(
        """
        - targets: ["api:8000"]
          labels: { team: ⟦[core]⟧ }
        """),
    ],
    good: [
      // What a prober probes.
      Example(
        """
        - targets: ["http://api:8000/metrics"]
          labels: { team: core }
        """),
      Example(
        """
        global:
          scrape_interval: 15s
          external_labels: { region: eu }
        scrape_configs:
          - job_name: api
            honor_labels: yes
            static_configs:
              - targets: ["api:8000"]
            relabel_configs:
              - source_labels: [__address__]
                target_label: instance
                regex: "([^:]+):.*"
        """),
    ],
    check: .document { document, reporter in
      switch document.kind {
      case .prometheus:
        guard let root = document.roots.first else { return }
        let knowledge = reporter.knowledge
        for problem in PrometheusShape.problems(in: root, of: document.dialect)
        where problem.since ?? 0 <= knowledge.prometheus.major {
          // An older one may be what runs, where nobody says which.
          let isCertain = problem.since == nil || knowledge.namesPrometheus
          reporter.report(
            problem.message, at: problem.range, help: problem.help, as: isCertain ? nil : .warning)
        }
      case .targets:
        guard let root = document.roots.first else { return }
        reporter.report(TargetFileShape.problems(in: root))
      default: break
      }
    })
}

extension Reporter {
  /// Reports what the owner of a format refuses.
  mutating func report(_ problems: [FormatProblem]) {
    for problem in problems { report(problem.message, at: problem.range, help: problem.help) }
  }
}
