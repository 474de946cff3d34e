import Documents
import Formats

extension Rule {
  static let alertmanagerTarget = Rule(
    "topology/alertmanager", .error,
    "Prometheus sends alerts to an address that no container of its Compose file answers to",
    why: "Alerts fire and nobody is notified: Prometheus logs that it cannot send, and goes on.",
    bad: [
      Example(files: [
        "compose.yml": """
        services:
          prometheus:
            image: prom/prometheus:v3.5.0
            volumes: ["./prometheus.yml:/etc/prometheus/prometheus.yml:ro"]
          alertmanager:
            image: prom/alertmanager:v0.28.0
        """,
        "prometheus.yml": """
        alerting:
          alertmanagers:
            - static_configs: [{ targets: ["⟦alert-manager:9093⟧"] }]
        """,
      ])
    ],
    good: [
      Example(files: [
        "compose.yml": """
        services:
          prometheus:
            image: prom/prometheus:v3.5.0
            volumes: ["./prometheus.yml:/etc/prometheus/prometheus.yml:ro"]
          alertmanager:
            image: prom/alertmanager:v0.28.0
        """,
        "prometheus.yml": """
        alerting:
          alertmanagers:
            - static_configs: [{ targets: ["alertmanager:9093"] }]
        """,
      ])
    ],
    check: .project { facts, reporter in
      for deployment in facts.configuration.deployments {
        var network = ContainerNetwork(deployment.service, in: deployment.compose, among: facts.configuration.compose)
        for target in deployment.config.alertmanagers {
          reporter.report(network.problem(reaching: target.text), at: target, in: deployment.config.source)
        }
      }
    })
}
