import Foundation
import Support
import Testing

/// The reference project with something laid over every family of files, held against the tools that read them.
struct OverlaidStackTests {
  /// By path below the folder of overlays.
  private static let overlays: [String: String] = [
    "prometheus/prometheus.yml": """
    global: { scrape_timeout: 5s }
    scrape_configs:
      - job_name: api
        static_configs: [{ labels: { tier: front } }]
      - { job_name: edge, $delete: true }
      - { job_name: legacy, static_configs: [{ targets: ["old:9100"] }] }
    remote_write: [{ url: "https://example.org/api/v1/write" }]
    """,
    "prometheus/rules/service-api-http.yml": """
    groups:
      - name: api-http
        rules:
          - { alert: HighErrorRate, labels: { severity: warning, tier: front }, annotations: { owner: ada } }
          - { alert: OursIsDown, expr: 'up{job="legacy"} == 0', for: 5m, labels: { severity: info } }
    """,
    "prometheus/tests/service-api-http.yml": """
    tests: { $replace: [] }
    """,
    "alertmanager/alertmanager.yml": """
    route: { routes: { $prepend: [{ matchers: ['tier="front"'], receiver: front, continue: true }] } }
    receivers:
      - { name: slack, slack_configs: [{ channel: "#elsewhere" }] }
      - { name: front, webhook_configs: [{ url: "http://front:8080/" }] }
    """,
    "docker-compose.yml": """
    services:
      prometheus: { mem_limit: 3g, command: { $append: [--web.enable-lifecycle] }, environment: { TZ: UTC } }
      legacy: { image: "example.org/legacy:1", networks: [monitoring] }
    """,
    "grafana/dashboards/overview.json": #"{ "refresh": "5m", "panels": [{ "id": 1, "title": "What fires" }] }"#,
    "grafana/provisioning/datasources/datasources.yml": """
    datasources: [{ uid: prometheus, jsonData: { timeInterval: 30s } }]
    """,
    "grafana/provisioning/dashboards/dashboards.yml": "providers: [{ name: pharos, updateIntervalSeconds: 60 }]",
    "blackbox/blackbox.yml": "modules: { http_health: { timeout: 3s }, tcp: { prober: tcp, timeout: 2s } }",
    "loki/loki.yml": "limits_config: { max_query_parallelism: 4 }",
    "otel-collector/config.yml": "extensions: { pprof: { endpoint: 127.0.0.1:1777 } }",
    "jaeger/config.yml": "service: { telemetry: { logs: { level: warn } } }",
  ]

  @Test func toolsAcceptWhatComesOfIt() throws {
    let folder = try TemporaryFolder()
    try folder.write(try Repository.text("examples/agentic-startup-studio/pharos.yml"), to: "pharos.yml")
    for (path, text) in Self.overlays { try folder.write(text + "\n", to: "overrides/\(path)") }
    let generated = try Tool.run(Tool.pharos, ["generate"], in: folder.url)
    #expect(generated.status == 0, Comment(rawValue: generated.all))
    let stack = folder.file("monitoring")
    for path in Self.overlays.keys {
      let text = try String(contentsOf: stack.appendingPathComponent(path), encoding: .utf8)
      #expect(text.contains("With overrides/\(path) laid over it."), "\(path) does not name its overlay")
    }
    let rules = try folder.contents(of: "monitoring/prometheus/rules").keys.sorted().map { "prometheus/rules/\($0)" }
    let tests = ["prometheus/tests/service-api-http.yml", "prometheus/tests/component-db-postgres.yml"]
    try expect("promtool", ["check", "config", "--syntax-only", "prometheus/prometheus.yml"], in: stack)
    try expect("promtool", ["check", "rules"] + rules, in: stack)
    try expect("promtool", ["test", "rules"] + tests, in: stack)
    try expect("amtool", ["check-config", "alertmanager/alertmanager.yml"], in: stack)
    // docker-compose 1.29 knows everything but the top-level `name`.
    let compose = try String(contentsOf: stack.appendingPathComponent("docker-compose.yml"), encoding: .utf8)
    let known = compose.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("name: ") }
    try folder.write(known.joined(separator: "\n"), to: "monitoring/compose-without-name.yml")
    try expect("docker-compose", ["-f", "compose-without-name.yml", "config", "-q"], in: stack)
    let program = "import json, sys, yaml\nfor path in sys.argv[1:]: (json if path.endswith('json') else yaml).load"
    let load = program + "(open(path), **({} if path.endswith('json') else {'Loader': yaml.SafeLoader}))"
    try expect(Tool.python, ["-c", load] + Self.overlays.keys.sorted(), in: stack)
    #expect(try Tool.run(Tool.pharos, ["generate", "--check"], in: folder.url).status == 0)
    let lint = try Tool.run(Tool.pharos, ["lint", "overrides"], in: folder.url)
    #expect(lint.output == "no findings in \(Self.overlays.count) files\n", Comment(rawValue: lint.all))
  }

  private func expect(_ tool: String, _ arguments: [String], in folder: URL) throws {
    let result = try Tool.run(tool, arguments, in: folder)
    #expect(
      result.status == 0,
      Comment(rawValue: "\(tool) \(arguments.prefix(3).joined(separator: " "))\n\(result.all.prefix(6000))"))
  }
}
