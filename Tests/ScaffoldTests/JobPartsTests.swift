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

  @Test func parametersInAPath() throws {
    let spec = try spec("vault", "'v:8200'", "metrics_path: '/v1/metrics?format=prometheus'")
    #expect(spec.text.contains("scrapes: { main: { path: /v1/metrics } }"))
    #expect(spec.leftovers.contains { $0.message.contains("sends as %3F") })
  }
}
