import Documents
import Formats

extension Rule {
  static let agentMode = Rule(
    "prometheus/agent-mode", .error,
    "an agent's configuration has keys that agents refuse",
    why:
      "In agent mode Prometheus only scrapes and forwards. It does not start with alerting, rules or remote reading.",
    bad: [
      Example(files: [
        "compose.yml": """
        services:
          prometheus:
            image: prom/prometheus:v3.5.0
            command: [--agent, --config.file=/etc/prometheus/prometheus.yml]
            volumes: ["./prometheus.yml:/etc/prometheus/prometheus.yml"]
        """,
        "prometheus.yml": """
        remote_write: [{ url: "https://metrics.example.com/write" }]
        ⟦rule_files⟧: [rules/*.yml]
        """,
      ]),
      Example(
        """
        remote_write: [{ url: "https://metrics.example.com/write" }]
        ⟦alerting⟧: { alertmanagers: [{ static_configs: [{ targets: ["alertmanager:9093"] }] }] }
        """, name: "prometheus-agent.yml"),
    ],
    good: [
      Example(
        """
        remote_write: [{ url: "https://metrics.example.com/write" }]
        scrape_configs: [{ job_name: api, static_configs: [{ targets: ["api:8000"] }] }]
        """, name: "prometheus-agent.yml")
    ],
    check: .project { facts, reporter in
      let run = Set(facts.configuration.deployments.filter(\.service.flags.isAgent).map(\.config.source.name))
      for config in facts.configuration.prometheus {
        // Prometheus ships its own example under such a name.
        let name = config.source.name.split(separator: "/").last ?? ""
        let isNamed = name.split { !$0.isLetter && !$0.isNumber }.contains("agent")
        guard run.contains(config.source.name) || isNamed else { continue }
        for key in config.serverOnly {
          reporter.report(
            "in agent mode Prometheus refuses `\(key.text)`", at: key.range, in: config.source,
            help: isNamed && !run.contains(config.source.name)
              ? "remove it, or do not name a server's configuration an agent's" : "remove it")
        }
      }
    })
}
