import Documents
import Scaffold
import Support
import Testing

/// What a Compose project shows of its services, and what it does not.
struct ComposeEvidenceTests {
  private func spec(_ services: String, _ files: [String: String] = [:]) throws -> FirstSpec {
    try Imports.compose(["compose.yml": "services:\n" + services.indented() + "\n"].merging(files) { $1 })
  }

  private func said(_ spec: FirstSpec) -> String { spec.leftovers.map(\.message).joined(separator: "\n") }

  /// Ports of other protocols are asked whether they take connections; of several that one which may be HTTP is taken.
  @Test(arguments: [
    ("image: 'a/b:1', ports: ['2525:25', '993:993']", "x: { type: tcp, target: x:25 }"),
    ("image: 'a/b:1', expose: ['5222']", "x: { type: tcp, target: x:5222 }"),
    ("image: 'a/b:1', ports: ['9000:9000'], environment: { APP_GRPC_PORT: 9000 }", "x: { type: tcp, target: x:9000 }"),
    ("build: ., ports: ['50051:50051']", "x: { type: tcp, target: x:50051 }"),
    ("image: 'a/b:1', ports: ['8443:8443']", "x: { type: tcp, target: x:8443 }"),
    ("image: 'a/b:1', ports: ['10051:10051']", "x: { type: tcp, target: x:10051 }"),
    ("image: 'traefik:v3', ports: ['80:80']", "x: { type: tcp, target: x:80 }"),
    ("image: 'nginxproxy/nginx-proxy:1', ports: ['80:80']", "x: { type: tcp, target: x:80 }"),
    ("image: 'a/b:1', ports: ['22:22', '3000:3000']", "targets: [x:3000]"),
    ("image: 'a/b:1', ports: ['443:443', '80:80']", "targets: [x:80]"),
    ("build: ., environment: { PORT: 9300 }", "targets: [x:9300]"),
    ("build: ., environment: { PORT: 50051 }", "x: { type: tcp, target: x:50051 }"),
    ("build: ., ports: ['8443:8443']", "scrapes: { main: { scheme: https } }"),
    (
      "image: 'a/b:1', ports: ['636:636'], healthcheck: { test: curl -f http://localhost:8081/up }",
      "targets: [x:8081]"
    ),
  ])
  func protocols(service: String, found: String) throws {
    let text = try spec("x: { \(service) }").text.replacing("'", with: "")
    #expect(text.contains(found), Comment(rawValue: text))
  }

  /// Where others ask a service.
  @Test(arguments: [
    ("API: 'http://x:3000/v1'", "targets: [x:3000]"), ("API: 'http://user@x/v1'", "targets: [x:80]"),
    ("PLACES: 'y:1,x:3000'", "x: { type: tcp, target: x:3000 }"),
    ("PLACES: 'y:1,x:7000'", "x: { type: tcp, target: x:7000 }"),
    ("DB: 'jdbc:thing://x:7000/s'", "type: tcp, target: x:7000"),
    ("API: 'http://x.example.org:3000'", "names no port"), ("API: 'http://xx:3000'", "names no port"),
  ])
  func peers(variable: String, found: String) throws {
    let spec = try spec("x: { image: 'a/x:1' }\ny: { image: 'a/y:1', ports: ['1:1'], environment: { \(variable) } }")
    #expect((spec.text.replacing("'", with: "") + said(spec)).contains(found), Comment(rawValue: spec.text))
  }

  @Test(arguments: [
    ("PROMETHEUS_ENDPOINT: '0.0.0.0:9001'", "targets: [x:9001]"), ("METRICS_ADDR: ':9001'", "targets: [x:9001]"),
    ("APP_METRICS_LISTEN: 'tcp://x:9001/m'", "scrapes: { main: { path: /m } }"),
    ("JAVA_OPTS: '-Xmx1g -javaagent:/jmx_prometheus_javaagent.jar=9001:/c.yml'", "targets: [x:9001]"),
    ("ENABLE_METRICS: 'true'", "`ENABLE_METRICS` is set"), ("APP_METRICS_ENABLED: '1'", "`APP_METRICS_ENABLED` is set"),
    ("PROMETHEUS_ENDPOINT: 'http://prometheus:9090'", "targets: [x:80]"),
    ("METRICS_TOPIC_REPLICAS: '1'", "scrapes: {}"),
    ("METRICS_PORT: '9002'", "targets: [x:80]"),
  ])
  func metrics(variable: String, found: String) throws {
    let spec = try spec(
      "x: { image: 'a/b:1', ports: ['80:80'], environment: { \(variable) } }\nother: { image: 'a/m:1', ports: ['9002:1'] }"
    )
    #expect(spec.text.contains(found), Comment(rawValue: spec.text))
  }

  /// A port that another service publishes or is called after is that one's.
  @Test(arguments: ["HTTPS_PORT: 4430", "GATE_PORT: 99", "HTTP_PORT: 4430"])
  func portsOfOthers(variable: String) throws {
    let spec = try spec("gate: { build: ., ports: ['4430:8000'] }\nx: { image: 'a/b:1', environment: { \(variable) } }")
    #expect(said(spec).contains("`x`: names no port"), Comment(rawValue: spec.text))
  }

  /// Exporters stay, unless what they watch is here and brings its own.
  @Test(arguments: [
    ("e: { image: 'oliver006/redis_exporter:1' }", "e: { pack: redis, managed: false, targets: [e:9121] }"),
    ("e: { image: 'a/thing-exporter:1', ports: ['9400:9400'] }", "targets: [e:9400]"),
    ("e: { image: 'oliver006/redis_exporter:1' }\nr: { image: 'redis:7' }", "the exporter of `redis`, whose place"),
    ("e: { image: 'a/thing_exporter:1' }", "its port does not show"),
    ("e: { image: 'nginx/nginx-prometheus-exporter:1' }", "e: { pack: nginx, managed: false"),
    ("e: { build: ./grafana, ports: ['3000:3000'] }", "`e`: part of a monitoring stack"),
    ("e: { image: 'a/w:1', restart: on-failure }", "runs once and ends"),
    (
      "e: { image: 'redis:7', deploy: { restart_policy: { condition: on-failure } } }",
      "e: { pack: redis, targets: [e:6379] }"
    ),
    (
      "e: { image: 'otel/opentelemetry-collector:1' }\nw: { build: ., ports: ['1:1'], environment: { OTLP: 'http://e:4317' } }",
      "has to stay: `w` asks it"
    ),
    (
      "e: { image: 'prom/prometheus:v3' }\ng: { image: 'grafana/grafana:1', environment: { P: 'http://e:9090' } }",
      "`e`: part of a monitoring stack, whose place the generated one takes"
    ),
  ])
  func exporters(services: String, found: String) throws {
    let spec = try spec(services)
    #expect((spec.text + said(spec)).contains(found), Comment(rawValue: spec.text))
  }

  /// What a container runs tells more than what its image is called.
  @Test(arguments: [
    ("command: postgres -c max_connections=9", "postgres"), ("command: [/usr/bin/redis-server, --port, '7']", "redis"),
    ("entrypoint: mysqld", "mysql"),
  ])
  func programs(key: String, pack: String) throws {
    let spec = try spec("x: { image: 'acme/thing:14', \(key) }")
    #expect(spec.spec?.components["x"]?.pack == pack, Comment(rawValue: spec.text))
  }

  /// What a healthcheck posts is nothing to probe.
  @Test(arguments: ["-X POST", "-d text=a", "--data-urlencode a=b", "-XPUT"])
  func healthchecksThatPost(option: String) throws {
    let spec = try spec("x: { image: 'a/b:1', healthcheck: { test: 'curl \(option) http://localhost:8010/check' } }")
    #expect(
      spec.text.contains("targets: [x:8010]") && !spec.text.contains("path: /check"), Comment(rawValue: spec.text))
  }

  /// A page of a server that speaks TLS.
  @Test func aPageOverTLS() throws {
    let files = ["n.conf": "server { listen 443 ssl; location /s { stub_status; } }"]
    let spec = try spec("x: { image: 'nginx:1', volumes: ['./n.conf:/etc/nginx/nginx.conf'] }", files)
    #expect(spec.text.contains("stub_status: https://x:443/s"), Comment(rawValue: spec.text))
  }

  @Test func aJavaAgentOfABroker() throws {
    let spec = try spec(
      "k: { image: 'apache/kafka:4', environment: { OPTS: '-javaagent:/a/jmx_prometheus_javaagent.jar=0.0.0.0:1234:/c' } }"
    )
    #expect(spec.text.contains("targets: [k:1234]") && spec.spec?.components["k"]?.pack == "kafka")
  }

  // MARK: Sites

  @Test(arguments: [
    (
      "labels: { traefik.http.routers.r.rule: 'Host(`a.shop.io`) && PathPrefix(`/v1`)', traefik.http.routers.r.tls: 'true' }",
      "url: https://a.shop.io/v1"
    ),
    ("labels: { traefik.http.routers.r.rule: 'Host(`a.shop.io`)' }", "url: http://a.shop.io"),
    ("labels: { caddy: 'a.shop.io' }", "url: https://a.shop.io"),
    ("environment: { VIRTUAL_HOST: 'a.shop.io,b.shop.io' }", "url: http://b.shop.io"),
    ("volumes: ['./Caddyfile:/etc/caddy/Caddyfile']", "url: https://c.shop.io"),
  ])
  func sites(keys: String, found: String) throws {
    let files = [
      "Caddyfile": "{\n  email a@b.io\n}\n(part) {\n}\nc.shop.io, *.shop.io {\n  respond {\n  }\n}\n:80 {\n}\n"
    ]
    let spec = try spec("x: { image: 'a/b:1', ports: ['80:80'], \(keys) }", files)
    let probes = try #require(Imports.section("probes", of: spec.text), Comment(rawValue: spec.text))
    #expect(probes.contains(found) && !probes.contains("*"), Comment(rawValue: probes))
  }

  /// Names that only one machine knows, that are examples, or that lack a part.
  @Test(arguments: ["x.localhost", "x", "x.home", "www.example.com", "x.$DOMAIN", "10.0.0.1"])
  func noSites(host: String) throws {
    let spec = try spec(
      "x: { image: 'a/b:1', ports: ['80:80'], labels: { traefik.http.routers.r.rule: 'Host(`\(host)`)' } }")
    #expect(Imports.section("probes", of: spec.text) == nil, Comment(rawValue: spec.text))
  }

  // MARK: Files and names

  @Test func variablesWithoutAValue() throws {
    let one = try spec("x: { image: 'a/b:${TAG}', ports: ['${PORT:-80}:80'], environment: { A: '${A:?needed}' } }")
    #expect(said(one).contains("`TAG` and `A` have no value, as there is no .env"), Comment(rawValue: said(one)))
    let set = try spec("x: { image: 'a/b:${TAG}', ports: ['80:80'] }", [".env": "TAG=1"])
    #expect(!said(set).contains("no value"))
  }

  @Test(arguments: [
    ("ports: !reset []", "names no port"), ("ports: !override ['81:81']", "targets: [x:81]"),
    ("ports: ['81:81']", "the first of 80, 81"),
  ])
  func laterFiles(key: String, found: String) throws {
    let files = Imports.files([
      "compose.yml": "services: { x: { image: 'a/b:1', ports: ['80:80'] } }",
      "over.yml": "services:\n  x:\n    \(key)\n",
    ])
    let spec = try Imports.spec { draft in
      try ComposeImport.add(["compose.yml", "over.yml"], in: "shop", files, to: &draft)
    }
    #expect((spec.text + said(spec)).contains(found), Comment(rawValue: spec.text))
  }

  /// Workers are not what the stack joins a network for.
  @Test func theNetworkOfWhatIsWatched() throws {
    let spec = try spec(
      "web: { build: ., ports: ['1:1'], networks: [front] }\na: { image: 'a/w:1' }\nb: { image: 'a/w:1' }",
      [:])
    #expect(spec.stack?.deploy.compose.network == "shop_front", Comment(rawValue: spec.text))
  }

  @Test func namesThatTheStackHasToo() throws {
    let spec = try spec("web: { build: ., ports: ['1:1'] }\nprometheus: { image: 'a/prom:1', ports: ['9090:9090'] }")
    #expect(
      said(spec).contains("`prometheus` is the name of a part of the stack as well"), Comment(rawValue: said(spec)))
    #expect(!said(spec).contains("`web` is the name"))
  }

  @Test func metricsThatNothingShows() throws {
    let spec = try spec("web: { build: ., ports: ['1:1'] }\nother: { image: 'a/b:1', ports: ['1:1'] }")
    #expect(said(spec).contains("`web`: nothing shows which metrics") && !said(spec).contains("`other`: nothing"))
  }
}
