import Artifacts
import Documents
import Foundation
import Project
import Support
import Testing

/// What a stack has for a version that the spec names.
struct VersionTests {
  private static func stack(_ versions: String) throws -> Stack {
    let components = """
      components:
        db: { pack: postgres, targets: [db:5432], user: exporter, password_file: secrets/db }
      logging: {}
      tracing: {}

      """
    let resolved = Stacks.resolve(Stacks.minimal(adding: components + versions))
    return try #require(resolved.stack, "\(resolved.findings.map(\.message))")
  }

  private static func names(_ stack: Stack) -> Set<String> { Set(stack.alerts.map(\.name)) }

  @Test func rulesAndPanelsAreThoseOfTheVersion() throws {
    let pinned = try Self.stack(""), old = try Self.stack("versions: { postgres: 0.11.1 }\n")
    let lost = Self.names(pinned).subtracting(Self.names(old))
    #expect(lost.contains("PostgresReplicationLag") && !lost.contains("PostgresDown"), "\(lost)")
    let panels = { (stack: Stack) in Set(stack.dashboards.flatMap(\.panels).map(\.title)) }
    #expect(panels(pinned).subtracting(panels(old)).contains("Replication lag"))
    // The catalogue is that of the version too, so that expressions of the project's own are held against it.
    #expect(old.packs["postgres"]?.metrics["pg_replication_is_replica"] == nil)
    #expect(old.packs["postgres"]?.metrics["pg_stat_activity_count"]?.labels["backend_type"] == nil)
    #expect(pinned.packs["postgres"]?.metrics["pg_stat_activity_count"]?.labels["backend_type"] != nil)
  }

  /// A label that the version lacks would be nothing in a text; to group by it does no harm.
  @Test func textsNameWhatTheVersionHas() throws {
    func texts(_ versions: String) throws -> [String] {
      try Self.stack(versions).alerts.filter { $0.pack == "alertmanager" }.flatMap(\.levels).flatMap {
        [$0.summary, $0.description]
      }
    }
    let pinned = try texts(""), old = try texts("versions: { alertmanager: 0.25.0 }\n")
    #expect(pinned.contains { $0.contains("{{ $labels.receiver_name }}") })
    #expect(old.contains { $0.contains("the receiver name") } && !old.contains { $0.contains("receiver_name") })
  }

  /// As versions: 0.100 is newer than 0.27, and no number of more digits.
  @Test(arguments: [("0.25.0", false), ("0.27.0", true), ("0.100.0", true), ("v0.27", true), ("0.26.1", false)])
  func argumentsAreThoseOfTheVersion(version: String, hasFeature: Bool) throws {
    let stack = try Self.stack("versions: { alertmanager: \(version) }\n")
    let alertmanager = try #require(stack.workloads.first { $0.pack == "alertmanager" })
    #expect(alertmanager.arguments.contains("--enable-feature=receiver-name-in-metrics") == hasFeature)
  }

  @Test(arguments: [
    ("prometheus: 2.42", "quay.io/prometheus/prometheus:v2.42.0"), ("loki: 3.5.1", "docker.io/grafana/loki:3.5.1"),
    ("prometheus: 2.42.0+ds-5", "quay.io/prometheus/prometheus:v2.42.0"),
    ("prometheus: 2.42.0 }\nimages: { prometheus: \"mine/prometheus:7\"", "mine/prometheus:7"),
  ])
  func imageIsThatOfTheVersion(versions: String, image: String) throws {
    let stack = try Self.stack("versions: { \(versions) }\n")
    #expect(stack.workloads.contains { $0.image == image }, "\(stack.workloads.map(\.image))")
  }

  @Test func keysAreThoseOfTheVersion() throws {
    let text = { (stack: Stack, path: String) in
      try #require(
        try StackArtifacts.generate(stack).first { $0.path == path }.map {
          String(decoding: try $0.contents.bytes, as: UTF8.self)
        })
    }
    let pinned = try Self.stack(""), old = try Self.stack("versions: { loki: 3.3.0, otel-collector: 0.143.0 }\n")
    #expect(try text(pinned, "loki/loki.yml").contains("use_thanos_objstore: true"))
    #expect(try !text(old, "loki/loki.yml").contains("use_thanos_objstore"))
    #expect(try text(old, "loki/loki.yml").contains("chunks_directory: /loki/chunks"))
    #expect(try text(pinned, "otel-collector/config.yml").contains("otlp_grpc:"))
    #expect(try !text(old, "otel-collector/config.yml").contains("otlp_grpc"))
  }

  /// Each probe is asked as often as it says, and waited for as long.
  @Test func probesHaveTheirOwnIntervals() throws {
    let probes = """
      probes:
        fast: { url: "https://shop.example/", interval: 10s, timeout: 20s }
        slow: { url: "https://shop.example/slow", interval: 2m, timeout: 30s }
        plain: { url: "https://shop.example/plain" }

      """
    let spec = Stacks.minimal(adding: probes.replacingOccurrences(of: ", timeout: 20s", with: ""))
    let stack = try #require(Stacks.resolve(spec).stack)
    let file = try #require(try StackArtifacts.generate(stack).first { $0.path == "prometheus/prometheus.yml" })
    let root = try #require(YAMLDocuments.readSingle(SourceFile(name: "", bytes: try file.contents.bytes)).root)
    let job = try #require(root["scrape_configs"]?.sequence?.first { $0["job_name"]?.text == "probe" })
    #expect(job["scrape_interval"] == nil)
    let timings = (job["static_configs"]?.sequence ?? []).map { target in
      ["probe", "__scrape_interval__", "__scrape_timeout__"].map { target["labels"]?[$0]?.text ?? "" }
    }
    #expect(timings == [["fast", "10s", ""], ["slow", "2m", "31s"], ["plain", "", ""]], "\(timings)")
  }
}
