import Documents
import Formats

extension Rule {
  static let publishedPort = Rule(
    "compose/published-port", .info,
    "a port that is for the inside is published on every interface",
    why:
      "Docker opens it past the host's firewall. Databases, exporters and Prometheus have no login of their own: everybody can read everything. Files for development, tests and examples are left alone.",
    sparesTrials: true,
    bad: [
      Example(
        """
        services:
          db:
            image: postgres:17
            ports: ["⟦5432:5432⟧"]
          prometheus:
            image: prom/prometheus:v3.5.0
            ports:
              - ⟦target: 9090
                published: 9090⟧
        """)
    ],
    good: [
      Example(
        """
        services:
          db:
            image: postgres:17
            ports: ["127.0.0.1:5432:5432"]
            expose: ["5432"]
          web:
            image: nginx:1.29
            ports: ["443:443"]
          collector:
            image: otel/opentelemetry-collector-contrib:0.130.0
            ports: ["4317:4317", "4318:4318"]
        """),
      Example(files: [
        "dev/compose.yml": "services: { db: { image: \"postgres:17\", ports: [\"5432:5432\"] } }",
        "docker-compose.test.yml": "services: { db: { image: \"postgres:17\", ports: [\"5432:5432\"] } }",
      ]),
    ],
    check: .composeService { service, reporter in
      if reporter.source.isForTrial { return }
      let name = service.imageShortName
      guard inner.contains(name) || name.hasSuffix("-exporter") || name.hasSuffix("_exporter") else { return }
      // A spec that says where ports are bound has decided.
      if let bind = reporter.knowledge.stack?.deploy.compose.bind, !bind.hasPrefix("127."), bind != "::1" {
        return
      }
      for port in service.ports where port.isOnEveryInterface && !receiving.contains(port.target) {
        let range = Text(port.node)?.contentRange(in: reporter.source) ?? port.node.range
        reporter.report(
          "\(port.target) of `\(service.name.value)` is open to everybody who reaches this machine", at: range,
          help: "bind it to this machine, `127.0.0.1:\(port.published ?? port.target):\(port.target)`, or use `expose:`"
        )
      }
    })

  /// Ports for others to send to: OTLP, Jaeger, Zipkin, StatsD, Graphite, syslog.
  private static let receiving: Set<String> = [
    "4317", "4318", "6831", "6832", "14250", "14268", "9411", "55680", "55681", "8125", "9125", "2003", "514", "1514",
  ]

  /// Images, without registry and owner, that only other containers should reach.
  private static let inner: Set<String> = [
    "prometheus", "alertmanager", "pushgateway", "loki", "tempo", "mimir", "cadvisor", "otel-collector",
    "opentelemetry-collector",
    "opentelemetry-collector-contrib", "alloy", "promtail", "victoria-metrics", "postgres", "mysql", "mariadb", "mongo",
    "redis", "valkey", "memcached", "elasticsearch", "opensearch", "clickhouse-server", "influxdb", "cassandra",
    "rabbitmq", "etcd", "consul", "zookeeper", "kafka", "minio", "node-exporter", "jaeger", "all-in-one",
  ]
}
