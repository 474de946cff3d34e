import Artifacts
import Documents
import Project
import Regeneration
import Support
import Targets
import Testing

/// A target is one conforming type: what differs by target follows from it, and nothing else does.
private struct Hangar: Target {
  let name = "hangar"
  func address(of endpoint: Endpoint) -> String { "\(endpoint.part).hangar.test:\(endpoint.port + 10_000)" }
  func secretFolder(of workload: String) -> String { "/hangar/\(workload)/secrets" }
  func command(_ action: OperatorAction) -> String {
    (["hangar", action.kind.rawValue] + action.parts).joined(separator: " ")
  }
  func refusals(of workload: Workload) -> [String] {
    workload.needs.compactMap { if case .device(let path) = $0.kind { "needs the device \(path)" } else { nil } }
  }
  func artifacts(of stack: Stack) throws -> [Artifact] {
    let lines = stack.workloads.map { "\($0.name) \($0.image) \($0.arguments.joined(separator: " "))\n" }
    return [Artifact("hangar.txt", text: lines.joined())]
  }
  let fileNames = ["hangar.txt"]
  let unversionedNames = ["hangar.local"]
  let origins: [ValueOrigin] = []
  func prose(of stack: Stack) -> TargetProse {
    TargetProse(operation: "## Operation\n\nOpen the hangar.\n", logSource: "the hangar", logRotation: "It keeps all.")
  }
  let nameServer = (address: "10.9.8.7", owner: "The hangar")
}

struct TargetTests {
  private static let targets: [any Target] = Targets.all + [Hangar()]

  private static func files(_ spec: String) throws -> [String: String] {
    let (stack, findings) = Stacks.resolve(spec, targets: targets)
    let artifacts = try StackArtifacts.generate(try #require(stack, Comment(rawValue: "\(findings.map(\.message))")))
    return Dictionary(
      uniqueKeysWithValues: try artifacts.map { ($0.path, String(decoding: try $0.contents.bytes, as: UTF8.self)) })
  }

  private static let whole =
    Stacks.minimal(
      adding: """
        logging: {}
        tracing: {}
        heartbeat: { url_file: secrets/heartbeat_url }
        components:
          db: { pack: postgres, targets: [db:5432], user: pharos, password_file: secrets/db_password }
        probes: { home: { url: "https://shop.example" } }

        """)

  /// Every part has the prefix wherever another one asks it: none is asked by the name that the application may have too.
  @Test func namesWithAPrefix() throws {
    let files = try Self.files(Self.whole + "deploy: { compose: { prefix: obs- } }\n")
    let compose = try #require(files["docker-compose.yml"])
    for part in ["prometheus", "alertmanager", "grafana", "blackbox", "loki", "db-exporter"] {
      #expect(compose.contains("\n  obs-\(part):\n") && !compose.contains("\n  \(part):\n"))
    }
    // Tests of rules have series of any Alertmanager.
    let read = files.filter { !$0.key.hasPrefix("prometheus/tests/") }
    for (path, text) in read where path.hasSuffix(".yml") || path.hasSuffix(".alloy") {
      for place in [
        "alertmanager:9093", "prometheus:9090", "blackbox:9115", "loki:3100", "db-exporter:9187", "jaeger:4317",
      ] {
        #expect(!text.replacing("obs-\(place)", with: "").contains(place), "\(place) in \(path)")
      }
    }
  }

  @Test func everythingThatDiffersComesFromIt() throws {
    let files = try Self.files(Self.whole + "deploy: { target: hangar }\n")
    #expect(files["docker-compose.yml"] == nil && files[".env.example"] == nil && files["alloy/config.alloy"] == nil)
    #expect(files["hangar.txt"]?.contains("prometheus quay.io/prometheus/prometheus:") == true)
    let expected = [
      ("prometheus/prometheus.yml", "alertmanager.hangar.test:19093"),
      ("prometheus/prometheus.yml", "db-exporter.hangar.test:19187"),
      ("grafana/provisioning/datasources/datasources.yml", "http://loki.hangar.test:13100"),
      ("grafana/provisioning/datasources/datasources.yml", "http://jaeger.hangar.test:26686"),
      ("otel-collector/config.yml", "jaeger.hangar.test:14317"),
      ("alertmanager/alertmanager.yml", "http://heartbeat.hangar.test:18080/"),
      ("alertmanager/alertmanager.yml", "/hangar/alertmanager/secrets/slack_webhook_url"),
      ("hangar.txt", "/hangar/heartbeat/secrets/heartbeat_url"),
      ("heartbeat/nginx.conf", "resolver 10.9.8.7 "), (".gitignore", "/hangar.local\n"),
      ("docs/monitoring.md", "Open the hangar."), ("docs/monitoring.md", "from the hangar, Loki"),
      ("docs/monitoring.md", "`otel-collector.hangar.test:14317`"),
      ("runbooks/watchdog.md", "hangar status prometheus alertmanager"),
      ("runbooks/alertmanager-failed-to-send.md", "hangar shell alertmanager ls -ln /hangar/alertmanager/secrets"),
    ]
    for (path, text) in expected {
      #expect(files[path]?.contains(text) == true, "\(path) has no \(text)")
    }
    for (path, text) in files where !path.hasPrefix("instrumentation/") {
      for word in ["docker compose", "docker-compose", "/run/secrets", "127.0.0.11"] {
        #expect(!text.contains(word), "\(path) has \(word)")
      }
    }
  }

  /// Rules, their tests, dashboards, routes and message templates are the same wherever the stack runs.
  @Test func everythingElseIsTheSame() throws {
    let here = try Self.files(Self.whole), there = try Self.files(Self.whole + "deploy: { target: hangar }\n")
    let same = [
      "prometheus/rules/", "prometheus/tests/", "grafana/dashboards/", "alertmanager/templates/", "blackbox/",
    ]
    let paths = here.keys.filter { path in same.contains(where: path.hasPrefix) }
    #expect(paths.count > 20)
    // An exporter's address is the instance of its own series in tests.
    for path in paths where !path.hasPrefix("prometheus/tests/component-") {
      #expect(here[path] == there[path], "\(path)")
    }
    func withoutAddresses(_ text: String?) -> String? {
      text?.split(separator: "\n").filter { !$0.contains("/secrets") && !$0.contains("url") }.joined(separator: "\n")
    }
    #expect(
      withoutAddresses(here["alertmanager/alertmanager.yml"])
        == withoutAddresses(there["alertmanager/alertmanager.yml"]))
  }

  @Test func whatItCannotGiveIsAnError() {
    let (stack, findings) = Stacks.resolve(
      Stacks.minimal(adding: "components: { cadvisor: {} }\ndeploy: { target: hangar }\n"), targets: Self.targets)
    #expect(stack == nil)
    #expect(
      findings.filter { $0.severity == .error }.map(\.message) == [
        "on the target `hangar` cadvisor needs the device /dev/kmsg"
      ])
  }

  @Test func unknownTargetsAreErrors() {
    let (stack, findings) = Stacks.resolve(
      Stacks.minimal(adding: "deploy: { target: hanger }\n"), targets: Self.targets)
    #expect(stack == nil)
    let error = findings.first { $0.severity == .error }
    #expect(error?.message == "there is no target `hanger`" && error?.help == "did you mean `hangar`?")
    #expect(error?.kind.id == "spec/unknown-target")
  }

  /// A Prometheus that has none is told; one that is named is where alerts go, and nothing is left to tell.
  @Test(arguments: ["", "components: { alertmanager: { managed: false, targets: [\"am.example:9093\"] } }\n"])
  func alertsHaveSomewhereToGo(components: String) throws {
    let spec = Stacks.minimal(adding: "deploy: { provide: [prometheus] }\n" + components)
    let isTold = Stacks.resolve(spec).findings.contains { $0.kind.id == "spec/no-alertmanager" }
    let configuration = try Self.files(spec)["prometheus/prometheus.yml"] ?? ""
    #expect(isTold == components.isEmpty)
    #expect(configuration.contains("am.example:9093") != isTold && configuration.contains("alertmanagers:") != isTold)
  }

  /// Alerts, queries and traces go where the spec says that a part answers, where the stack does not run it.
  @Test func partsOfOthersAreReachedWhereTheyAre() throws {
    let files = try Self.files(
      Stacks.minimal(
        adding: """
          logging: {}
          tracing: {}
          components:
            alertmanager: { managed: false, targets: ["am.example:19093"] }
            loki: { managed: false, targets: ["loki.example:80"] }
            jaeger: { managed: false, targets: ["traces.example:8888"] }

          """))
    let sources = files["grafana/provisioning/datasources/datasources.yml"] ?? ""
    #expect(
      files["prometheus/prometheus.yml"]?.contains("am.example:19093") == true,
      Comment(rawValue: files["prometheus/prometheus.yml"] ?? ""))
    #expect(sources.contains("url: http://am.example:19093") && sources.contains("url: http://loki.example:80"))
    // Scraped on one port, asked on another.
    #expect(sources.contains("url: http://traces.example:16686"))
    #expect(files["otel-collector/config.yml"]?.contains("traces.example:4317") == true)
    #expect(files["alloy/config.alloy"]?.contains("http://loki.example:80/loki/api/v1/push") == true)
  }
}
