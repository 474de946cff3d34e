import Documents
import Formats

extension Rule {
  static let scrapeTarget = Rule(
    "topology/scrape-target", .warning,
    "Prometheus scrapes an address that no container of its Compose file answers to",
    why:
      "The scrape fails for ever: `up` is 0 and every metric of the target is missing. An info where a comment beside the target says when it is there.",
    bad: [
      Example(files: [
        "compose.yml": """
        services:
          prometheus:
            image: prom/prometheus:v3.5.0
            volumes: ["./prometheus:/etc/prometheus:ro"]
            networks: [monitoring]
          node-exporter:
            image: prom/node-exporter:v1.9.0
            ports: ["127.0.0.1:9101:9100"]
            networks: [monitoring]
          db:
            image: postgres:17
            networks: [backend]
        networks: { monitoring: {}, backend: {} }
        """,
        "prometheus/prometheus.yml": """
        scrape_configs:
          - job_name: node
            static_configs:
              - targets: ["⟦node_exporter:9100⟧", "⟦node-exporter:9101⟧", "⟦localhost:9100⟧", "⟦db:9187⟧"]
        """,
      ]),
      Example(files: [
        "compose.yml": """
        services:
          prometheus: { image: "prom/prometheus:v3.5.0" }
        """,
        "compose.prod.yml": """
        services:
          prometheus: { volumes: ["./prometheus.yml:/etc/prometheus/prometheus.yml:ro"] }
        """,
        "prometheus.yml": """
        scrape_configs:
          - job_name: api
            static_configs: [{ targets: ["⟦api:8000⟧"] }]
        """,
      ]),
    ],
    good: [
      Example(files: [
        "compose.yml": """
        services:
          prometheus:
            image: prom/prometheus:v3.5.0
            volumes: ["./prometheus:/etc/prometheus:ro"]
            extra_hosts: ["host.docker.internal:host-gateway", "legacy:10.0.0.5"]
            networks: [monitoring]
          node-exporter:
            image: prom/node-exporter:v1.9.0
            networks: { monitoring: { aliases: [node] } }
        networks: { monitoring: {} }
        """,
        "prometheus/prometheus.yml": """
        scrape_configs:
          - job_name: node
            static_configs:
              - targets: ["node-exporter:9100", "node:9100", "localhost:9090", "legacy:80", "api.example.com:443", "10.0.0.7:9100", "NODE_ADDRESS:26660", "localhost:9100"]
        """,
      ]),
      Example(files: [
        "compose.yml": """
        services:
          prometheus: { image: "prom/prometheus:v3.5.0", networks: [monitoring] }
          db: { image: "postgres:17", networks: [backend] }
        networks: { monitoring: {}, backend: {} }
        """,
        "compose.override.yml": """
        services:
          prometheus:
            volumes: ["./prometheus.yml:/etc/prometheus/prometheus.yml:ro"]
            networks: [backend]
          api: { image: "example/api:1.2", networks: [monitoring] }
        """,
        "prometheus.yml": """
        scrape_configs:
          - job_name: all
            static_configs: [{ targets: ["db:9187", "api:8000"] }]
        """,
      ]),
    ],
    check: .project { facts, reporter in
      for deployment in facts.configuration.deployments {
        var network = ContainerNetwork(deployment.service, in: deployment.compose, among: facts.configuration.compose)
        for job in deployment.config.jobs {
          let targets = (job.rewritesAddress ? [] : job.targets) + job.proxies
          let hasLocal = targets.contains { ContainerNetwork.localPort($0.text) != nil }
          let answering = hasLocal ? network.ports(answeringAt: targets) : []
          for target in targets {
            // `[api:8000, localhost:8000]`: one of the two answers, wherever it runs.
            if let port = ContainerNetwork.localPort(target.text), answering.contains(port) { continue }
            guard let problem = network.problem(reaching: target.text) else { continue }
            // "If running own node"
            let words = deployment.config.source.comment(besideLineOf: target.range.lowerBound)
            reporter.report(
              problem, at: target, in: deployment.config.source,
              as: words.contains(where: conditions.contains) ? .info : nil)
          }
        }
      }
    })

  /// Words of comments over what is there for some, or to be replaced.
  private static let conditions: Set<String> = [
    "if", "optional", "optionally", "when", "example", "replace", "adjust", "change", "uncomment", "your", "todo",
  ]
}
