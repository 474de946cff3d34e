import Documents
import Scaffold
import Support
import Testing

/// What the targets of one job are.
struct JobPartsTests {
  private func spec(_ job: String, _ targets: String, _ more: String = "") throws -> FirstSpec {
    let text = "scrape_configs:\n  - job_name: \(job)\n    static_configs: [{ targets: [\(targets)] }]\n    \(more)\n"
    return try Imports.spec { try PrometheusImport.add("p.yml", Imports.files(["p.yml": text]), to: &$0) }
  }

  @Test func oneJobForEverything() throws {
    let spec = try spec("prometheus", "'localhost:9090', 'app:8000', 'n1:9100', 'n2:9100', 'db:9187'")
    #expect(spec.spec?.services.keys == ["app"], Comment(rawValue: spec.text))
    #expect(spec.text.contains("node: { managed: false, targets: [n1:9100, n2:9100] }"))
    #expect(spec.text.contains("postgres: { managed: false, targets: [db:9187] }"))
    #expect(spec.leftovers.contains { $0.message.contains("`localhost:9090` of the job `prometheus`") })
  }

  /// Who is the stack itself, port and name say together.
  @Test(arguments: [
    ("prometheus", "prometheus:9090", true), ("prometheus", "localhost:9090", true), ("self", "prometheus:9090", true),
    ("alertmanager", "alertmanager:9093", true), ("grafana", "grafana:3000", true),
    ("prometheus", "app:8000", false), ("prometheus", "prometheus.example.com:9090", false),
    ("web", "localhost:3000", false),
    ("grafana", "other:3000", false),
  ])
  func theStackItself(job: String, target: String, isOwn: Bool) throws {
    let spec = try spec(job, "'\(target)'")
    #expect((spec.spec?.services.isEmpty ?? true) == isOwn, Comment(rawValue: spec.text))
  }

  /// What the target or its name says against a job, and what is not carried over for it.
  @Test(arguments: [
    ("duckdb-exporter", "host.docker.internal:9102", "services", "duckdb-exporter"),
    ("statsd-exporter", "host.docker.internal:9102", "components", "statsd"),
    ("redis", "redis:6379", "unmonitored", "no HTTP, so that the scrape fails"),
    ("web", "localhost:8000", "unmonitored", "in a container that is Prometheus itself"),
    ("web", "WEB_TARGET", "unmonitored", "stands for another one"),
  ])
  func whatNamesSay(job: String, target: String, section: String, found: String) throws {
    let spec = try spec(job, "'\(target)'")
    let text = Imports.section(section, of: spec.text) ?? spec.leftovers.map(\.message).joined(separator: "\n")
    #expect(text.contains(found), Comment(rawValue: spec.text))
  }

  @Test func aFederation() throws {
    let spec = try spec("f", "'o:9090'", "params: { 'match[]': [up] }")
    #expect(spec.spec?.services.isEmpty == true && spec.leftovers.contains { $0.message.contains("`match[]`") })
  }

  /// A port of the host is the service that publishes it.
  @Test func aPortOfTheHost() throws {
    let files = Imports.files([
      "compose.yml": "services: { api: { build: ., ports: ['3001:3000'] } }",
      "p.yml":
        "scrape_configs: [{ job_name: a, metrics_path: /m, static_configs: [{ targets: ['host.docker.internal:3001'] }] }]",
    ])
    let spec = try Imports.spec { draft in
      try ComposeImport.add(["compose.yml"], in: "shop", files, to: &draft)
      try PrometheusImport.add("p.yml", files, to: &draft)
    }
    #expect(
      spec.spec?.services.keys == ["api"] && spec.text.contains("targets: [api:3000]"), Comment(rawValue: spec.text))
    #expect(spec.text.contains("scrapes: { main: { path: /m } }"))
  }

  /// Rule files are named as the container has them.
  @Test(arguments: ["/etc/prometheus/rules/*.yml", "rules/*.yml", "/conf/rules/r.yml"])
  func rulesBesideTheConfiguration(pattern: String) throws {
    let files = Imports.files([
      "m/p.yml":
        "rule_files: ['\(pattern)']\nscrape_configs: [{ job_name: a, static_configs: [{ targets: ['a:1'] }] }]",
      "m/rules/r.yml": "groups: [{ name: g, rules: [{ alert: A, expr: up == 0 }] }]",
    ])
    let spec = try Imports.spec { try PrometheusImport.add("m/p.yml", files, to: &$0) }
    #expect(spec.spec?.alerts.keys == ["A"], Comment(rawValue: spec.text))
  }

  /// An exporter that the stack brings itself is not scraped as well, whichever file names it.
  @Test func anExporterThatIsReplaced() throws {
    let files = Imports.files([
      "compose.yml":
        "services: { n: { image: 'prom/node-exporter:v1' }, db: { image: 'postgres:17' }, e: { image: 'prometheuscommunity/postgres-exporter:v0.17' } }",
      "p.yml":
        "scrape_configs: [{ job_name: h, static_configs: [{ targets: ['n:9100'] }] }, { job_name: d, static_configs: [{ targets: ['e:9187'] }] }]",
    ])
    let spec = try Imports.spec { draft in
      try ComposeImport.add(["compose.yml"], in: "shop", files, to: &draft)
      try PrometheusImport.add("p.yml", files, to: &draft)
    }
    #expect(!spec.text.contains("managed: false"), Comment(rawValue: spec.text))
    #expect(spec.leftovers.filter { $0.message.contains("takes the place of this one") }.count == 2)
  }

  @Test func parametersInAPath() throws {
    let spec = try spec("vault", "'v:8200'", "metrics_path: '/v1/metrics?format=prometheus'")
    #expect(spec.text.contains("scrapes: { main: { path: /v1/metrics } }"))
    #expect(spec.leftovers.contains { $0.message.contains("sends as %3F") })
  }
}
