import Documents
import Formats

extension Rule {
  static let unmountedRuleFiles = Rule(
    "topology/unmounted-rule-files", .warning,
    "`rule_files` points at a place that is not mounted into Prometheus' container",
    why: "Prometheus sees no file there, says nothing, and evaluates none of the rules.",
    bad: [
      Example(files: [
        "compose.yml": """
        services:
          prometheus:
            image: prom/prometheus:v3.5.0
            volumes: ["./prometheus.yml:/etc/prometheus/prometheus.yml:ro"]
        """,
        "prometheus.yml": """
        rule_files: ["⟦rules/*.yml⟧"]
        """,
      ])
    ],
    good: [
      Example(files: [
        "compose.yml": """
        services:
          prometheus:
            image: prom/prometheus:v3.5.0
            volumes:
              - ./prometheus.yml:/etc/prometheus/prometheus.yml:ro
              - ./rules:/etc/prometheus/rules:ro
        """,
        "prometheus.yml": """
        rule_files: ["rules/*.yml", /etc/prometheus/rules/more.yml]
        """,
      ])
    ],
    check: .project { facts, reporter in
      for deployment in facts.configuration.deployments {
        for pattern in deployment.config.ruleFiles where deployment.place(of: pattern.text) == .unmounted {
          let path = ProjectPath.resolved(pattern.text, beside: deployment.service.flags.configFile)
          reporter.report(
            "no volume of `\(deployment.service.name)` covers `\(path)`, so Prometheus sees no rules there",
            at: pattern.range, in: deployment.config.source,
            help: "mount the folder of the rules at `\(ProjectPath.folder(path))`",
            notes: [reporter.note("the service", at: deployment.service.range, in: deployment.compose.source)])
        }
      }
    })
}
