import Documents
import Formats

extension Rule {
  static let dataSource = Rule(
    "topology/data-source", .error,
    "Grafana asks a data source at an address that no container of its Compose file answers to",
    why: "Every panel on it shows an error instead of data.",
    bad: [
      Example(files: [
        "compose.yml": """
        services:
          grafana:
            image: grafana/grafana:12.0.0
            volumes: ["./grafana/provisioning:/etc/grafana/provisioning:ro"]
          prometheus:
            image: prom/prometheus:v3.5.0
        """,
        "grafana/provisioning/datasources/prometheus.yml": """
        apiVersion: 1
        datasources:
          - name: Prometheus
            type: prometheus
            url: ⟦http://localhost:9090⟧
        """,
      ])
    ],
    good: [
      Example(files: [
        "compose.yml": """
        services:
          grafana:
            image: grafana/grafana:12.0.0
            volumes: ["./grafana/provisioning:/etc/grafana/provisioning:ro"]
          prometheus:
            image: prom/prometheus:v3.5.0
        """,
        "grafana/provisioning/datasources/prometheus.yml": """
        apiVersion: 1
        datasources:
          - name: Prometheus
            type: prometheus
            url: http://prometheus:9090
          - name: Cloud
            type: loki
            url: https://logs.example.com
        """,
      ])
    ],
    check: .project { facts, reporter in
      for file in facts.configuration.mergedCompose {
        for service in file.services where service.image.hasPrefix("grafana/grafana") {
          let folder = service.place(of: "/etc/grafana/provisioning/datasources/x", in: file)
          guard case .host(let path) = folder else { continue }
          var network = ContainerNetwork(service, in: file, among: facts.configuration.compose)
          for source in facts.configuration.dataSources {
            guard ProjectPath.folder(ProjectPath.normalized(source.source.name)) == ProjectPath.folder(path),
              let url = try? GoURL(source.url.text), !url.host.isEmpty
            else { continue }
            let port = url.scheme == "https" ? ":443" : ":80"
            reporter.report(
              network.problem(reaching: url.host.contains(":") ? url.host : url.host + port), at: source.url,
              in: source.source)
          }
        }
      }
    })
}
