import Documents
import Foundation
import PharosCLI
import Project
import Scaffold
import Support
import Testing

/// What a Compose file says, and what is made of it.
struct ComposeImportTests {
  /// The one service that a definition becomes, as the text of its keys; what is left over where it becomes none.
  private func service(_ definition: String, others: String = "", files: [String: String] = [:]) throws -> String {
    let text = "services:\n  web:\n" + definition.indented().indented() + "\n" + others
    let spec = try Imports.compose(["compose.yml": text].merging(files) { $1 })
    guard let section = Imports.section("services", of: spec.text), section.contains("  web:") else {
      return spec.leftovers.map(\.message).joined(separator: "\n")
    }
    return section
  }

  @Test(arguments: [
    ("build: .\nports: ['8080:80']", "web:80"),
    ("build: .\nports: ['8080']", "web:8080"),
    ("build: .\nports: ['127.0.0.1:9000-9002:3000-3002']", "web:3000"),
    ("build: .\nports: [{ target: 8443 }, { target: 8080, published: '80' }]", "web:8080"),
    ("build: .\nports: ['5353:5353/udp', '8080:8080']", "web:8080"),
    ("build: .\nexpose: ['4000/tcp']", "web:4000"),
    ("build: .\nports: ['443:443', '9229:9229', '3000:3000']", "web:3000"),
    ("build: .\nports: ['80:80']\nenvironment: { PORT: 3000 }", "web:3000"),
    ("build: .\nports: ['80:80']\nenvironment: [METRICS_PORT=9464, PORT=3000]", "web:9464"),
    ("build: .\nlabels: { prometheus.io/port: '9090' }", "web:9090"),
    ("build: .\nlabels: ['traefik.http.services.web.loadbalancer.server.port=8765']", "web:8765"),
    ("build: .\nhealthcheck: { test: curl -f http://localhost:5000/health || exit 1 }", "web:5000"),
    (
      "build: .\nhealthcheck: { test: 'exec 3<>/dev/tcp/127.0.0.1/9001 && echo -e \"GET /up HTTP/1.1\\r\\n\" >&3' }",
      "web:9001"
    ),
    ("build: .\nhealthcheck: { test: [CMD, wget, '-q', 'http://127.0.0.1/up'] }", "web:80"),
    ("build: .\ncommand: uvicorn app:app --host 0.0.0.0 --port 8123", "web:8123"),
    ("build: .\ncommand: [gunicorn, -b, '0.0.0.0:8124', app]", "web:8124"),
    ("build: .\nenvironment: { WEB_API_PORT: 8125, DB_PORT: 5432 }", "web:8125"),
    ("build: .\nports: ['${WEB_PORT:-8126}:${WEB_PORT:-8126}']", "web:8126"),
  ])
  func port(definition: String, target: String) throws {
    #expect(
      try service(definition).contains("targets: ['\(target)']") || service(definition).contains("targets: [\(target)]")
    )
  }

  /// Images whose metrics are on a port of their own.
  @Test(arguments: [
    ("image: quay.io/keycloak/keycloak:26.1\nenvironment: { KC_METRICS_ENABLED: 'true' }", "web:9000"),
    ("image: quay.io/keycloak/keycloak:24.0\nenvironment: { KC_METRICS_ENABLED: 'true' }", "web:80"),
    ("image: keycloak/keycloak\ncommand: start --metrics-enabled=true --http-management-port 9100", "web:9100"),
    (
      "image: authelia/authelia\nenvironment: { AUTHELIA_TELEMETRY_METRICS_ENABLED: 'true', AUTHELIA_TELEMETRY_METRICS_ADDRESS: 'tcp://:9960/metrics' }",
      "web:9960"
    ),
    ("image: authelia/authelia\nenvironment: { AUTHELIA_TELEMETRY_METRICS_ENABLED: 'true' }", "web:9959"),
    ("image: cloudflare/cloudflared\ncommand: tunnel --metrics 0.0.0.0:2000 run", "web:2000"),
  ])
  func portOfMetrics(definition: String, target: String) throws {
    let section = try service(definition + "\nports: ['80:80']")
    #expect(section.contains("targets: [\(target)]"), Comment(rawValue: section))
    #expect(!section.contains("scrapes: {}"))
  }

  /// A proxy that shows no metrics answers HTTP for hosts that it knows: it is asked for a connection.
  @Test(arguments: [
    "image: caddy:2\nenvironment: { CADDY_ADMIN: 'localhost:2019' }",
    "image: traefik:v3\ncommand: ['--metrics.prometheus=false']",
    "image: traefik:v3\ncommand: ['--metrics.prometheus', '--metrics.prometheus.entrypoint=m']", "image: traefik:v3",
  ])
  func proxyWithoutMetrics(definition: String) throws {
    let spec = try Imports.compose([
      "compose.yml": "services:\n  web:\n" + (definition + "\nports: ['80:80']").indented().indented()
    ])
    #expect(Imports.section("probes", of: spec.text)?.contains("web: { type: tcp, target: web:80 }") == true)
  }

  /// Software that serves its metrics itself, once it is told to.
  @Test(arguments: [
    ("image: traefik:v3\ncommand: ['--metrics.prometheus=true', '--entrypoints.web.address=:80']", "web:8080"),
    ("image: traefik:v3\ncommand: [--metrics.prometheus, '--entryPoints.traefik.address=:8090']", "web:8090"),
    (
      "image: traefik:v3\ncommand: --metrics.prometheus.entryPoint=metrics --entrypoints.metrics.address=:8082",
      "web:8082"
    ),
    (
      "image: traefik:v3\nenvironment: { TRAEFIK_METRICS_PROMETHEUS: 'true', TRAEFIK_ENTRYPOINTS_WEB_ADDRESS: ':80' }",
      "web:8080"
    ),
    ("image: caddy:2\nenvironment: { CADDY_ADMIN: '0.0.0.0:2019' }", "web:2019"),
  ])
  func componentWithMetricsOfItsOwn(definition: String, target: String) throws {
    let spec = try Imports.compose([
      "compose.yml": "services:\n  web:\n" + (definition + "\nports: ['80:80']").indented().indented()
    ])
    let section = try #require(Imports.section("components", of: spec.text))
    let pack = definition.contains("traefik") ? "traefik" : "caddy"
    #expect(section.contains("web: { pack: \(pack), targets: [\(target)] }"), Comment(rawValue: section))
  }

  @Test(arguments: [
    ("image: redis:7", "components"), ("image: registry.example:5000/mirror/valkey@sha256:00", "components"),
  ])
  func component(definition: String, section: String) throws {
    let spec = try Imports.compose(["compose.yml": "services:\n  cache:\n" + definition.indented().indented()])
    #expect(Imports.section(section, of: spec.text)?.contains("cache: { pack: redis, targets: [cache:6379] }") == true)
  }

  @Test(arguments: [
    ("image: clickhouse/clickhouse-server", "a ClickHouse database"), ("image: grafana/grafana", "a monitoring stack"),
    ("image: prom/node-exporter", "whose place the generated one takes"), ("image: acme/worker", "names no port"),
    ("build: .\nprofiles: [debug]\nports: ['80']", "the profile `debug`"), ("build: .\nrestart: 'no'", "runs once"),
    ("build: .\nnetwork_mode: host\nports: ['80']", "the host's network"),
    ("command: run", "neither an image nor what to build"),
    ("build: .\nports: ['$PORT']", "is not set"), ("build: .\nports: ['53:53/udp']", "publishes UDP only"),
  ])
  func unmonitored(definition: String, reason: String) throws {
    let left = try service(definition)
    #expect(left.contains(reason), Comment(rawValue: left))
  }

  @Test func jobsThatOthersWaitFor() throws {
    let left = try service(
      "image: acme/migrate\nports: ['80']",
      others:
        "  api:\n    build: .\n    ports: ['1']\n    depends_on: { web: { condition: service_completed_successfully } }\n"
    )
    #expect(left.contains("runs once and ends"))
  }

  @Test func extendsAndIncludes() throws {
    let spec = try Imports.compose([
      "compose.yml": """
      include: [other/compose.yml]
      services:
        web: { extends: { file: base.yml, service: base }, environment: { LEVEL: info } }
      """,
      "base.yml": """
      services:
        base: { extends: root, environment: [PORT=7001] }
        root: { build: ., ports: ["1:1"] }
      """,
      "other/compose.yml": "services: { api: { build: ., ports: ['${API:?}:${API}'] } }",
      "other/.env": "API=7002 # here",
    ])
    #expect(spec.text.contains("targets: [web:7001]") && spec.text.contains("targets: [api:7002]"))
  }

  /// What holds the value of a secret, what is asked with one, and where metrics are without a port.
  @Test(arguments: [
    ("labels: { prometheus.io/path: '/m/${TOKEN}' }", "path: /m/", "the path of its metrics holds a secret"),
    (
      "healthcheck: { test: 'curl http://localhost:8000/ok/${TOKEN}' }", "path: /ok/",
      "its healthcheck asks with a secret"
    ),
    (
      "healthcheck: { test: 'curl http://localhost:8000/ok?token=x7' }", "path: /ok",
      "its healthcheck asks with a secret"
    ),
    (
      "healthcheck: { test: 'curl -u admin:pw http://localhost:8000/ok' }", "path: /ok",
      "its healthcheck asks with a secret"
    ),
    ("healthcheck: { test: 'curl http://u:x7@localhost:8000/ok' }", "path: /ok", "its healthcheck asks with a secret"),
    ("labels: { prometheus.io/path: /m }", "scrapes: { main: { path: /m } }", nil),
  ])
  func secretsOfServices(definition: String, found: String, told: String?) throws {
    let text = "services:\n  web: { image: 'x:1', ports: ['8000'], \(definition) }\n"
      .replacingOccurrences(of: "labels: {", with: "labels: { prometheus.io/scrape: 'true',")
    let spec = try Imports.compose(["compose.yml": text, ".env": "TOKEN=GEHEIM"])
    let messages = spec.leftovers.map(\.message)
    #expect(spec.text.contains(found), Comment(rawValue: spec.text))
    #expect(!spec.text.contains("GEHEIM") && !spec.text.contains("scrapes: {}  #"))
    #expect(told.map { told in messages.contains { $0.contains(told) } } ?? messages.isEmpty, "\(messages)")
  }

  @Test func theNameOfANetworkIsNoSecret() throws {
    let spec = try Imports.compose([
      "compose.yml":
        "services: { web: { build: ., ports: ['1'] } }\nnetworks: { default: { name: 'n-${DB_PASSWORD}' } }",
      ".env": "DB_PASSWORD=GEHEIM",
    ])
    #expect(!spec.text.contains("\nnetwork:") && !spec.text.contains("GEHEIM"))
    #expect(spec.leftovers.contains { $0.message.contains("the name of the network `default`") })
  }

  /// One over the other, each once.
  @Test func extendsInAChain() throws {
    let chain = (1...200).map { "  s\($0): { extends: s\($0 - 1), environment: { LAST: '\($0)' } }" }
    let spec = try Imports.compose([
      "compose.yml": "services:\n" + chain.joined(separator: "\n")
        + "\n  s0: { build: ., environment: { PORT: 7003 } }\n"
    ])
    #expect(spec.text.contains("targets: [s200:7003]") && spec.text.contains("targets: [s0:7003]"))
  }

  @Test func includeOfItselfEnds() throws {
    let spec = try Imports.compose([
      "compose.yml": "include: [compose.yml]\nservices: { web: { extends: web, build: ., ports: ['1'] } }"
    ])
    #expect(spec.leftovers.contains { $0.message.contains("extends") })
  }

  @Test(arguments: [
    ("name: shop\n", nil), ("networks: { default: { name: other } }\n", "other"),
    ("networks: { default: { external: true, name: outer } }\n", "outer"),
  ])
  func network(addition: String, name: String?) throws {
    let spec = try Imports.compose(["compose.yml": addition + "services: { web: { build: ., ports: ['1'] } }"])
    #expect(spec.stack?.deploy.compose.network == name)
    #expect(spec.text.contains("network:") == (name != nil))
  }

  @Test func theNetworkOfMost() throws {
    let spec = try Imports.compose([
      "compose.yml": """
      services:
        web: { build: ., ports: ['1'], networks: [front, back] }
        api: { build: ., ports: ['1'], networks: { back: {} } }
        out: { build: ., ports: ['1'], networks: [front2] }
      networks: { front: {}, back: {}, front2: {} }
      """
    ])
    #expect(spec.stack?.deploy.compose.network == "shop_back")
    #expect(spec.leftovers.contains { $0.message.contains("`out` is not on the network `back`") })
  }

  @Test func aPageOfNGINX() throws {
    let spec = try Imports.compose([
      "compose.yml": "services: { edge: { image: nginx, volumes: ['./nginx.conf:/etc/nginx/nginx.conf:ro'] } }",
      "nginx.conf":
        "server { listen 80; location / {} }\nserver { listen 127.0.0.1:8081; location = /status { stub_status on; } }",
    ])
    #expect(spec.text.contains("stub_status: http://edge:8081/status"))
  }

  /// Names of the stack's own parts are taken.
  @Test func namesOfTheStack() throws {
    let parts = BuiltInPacks.files.packNames.filter { name in
      BuiltInPacks.files.read(name).pack.map { $0.kind == .stack && $0.workload != nil } ?? false
    }
    let services = (parts + ["probe", "node"]).map { "  \($0): { build: ., ports: ['1'] }\n" }.joined()
    let spec = try Imports.compose(["compose.yml": "services:\n" + services])
    #expect(parts.count > 5 && spec.spec?.services.keys == parts.map { $0 + "-2" } + ["probe-2", "node"])
    #expect(spec.spec?.components["node-2"]?.pack == "node")
  }

  @Test(arguments: ["services: 5", "- a", "services: {}", "x: 1", "services: { web: [", ""])
  func whatIsNoComposeFile(text: String) {
    #expect(throws: ImportError.self) { try Imports.compose(["compose.yml": text]) }
  }
}
