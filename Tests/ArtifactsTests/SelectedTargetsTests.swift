import Artifacts
import Documents
import Foundation
import PharosCLI
import Project
import PromQL
import Regeneration
import Support
import Testing

/// What a rule or a panel selects is there: for each selector of a service, a component or a job, Prometheus has a target.
struct SelectedTargetsTests {
  private static let files =
    ["examples/agentic-startup-studio/pharos.yml", "examples/minimal/pharos.yml"]
    + Repository.files(in: "Tests/EndToEnd/specs", ending: ".yml").map {
      "Tests/EndToEnd/specs/\($0.lastPathComponent)"
    }

  /// What the specs above leave out: parts that nothing scrapes, and parts that others run.
  private static let further = [
    "heartbeat: { url_file: secrets/h }\n",
    """
    heartbeat: { url_file: secrets/h }
    components: { node: {}, cache: { pack: redis, targets: [redis:6379] } }
    probes: { site: { url: https://shop.example } }
    deploy: { provide: [prometheus] }

    """,
    """
    components: { prober: { pack: blackbox, managed: false, targets: [prober:9115] } }
    probes: { site: { url: https://shop.example } }
    deploy: { provide: [prometheus, alertmanager] }

    """,
  ]

  /// A service that is probed and not scraped.
  private static let unscraped = """
    version: 1
    project: shop
    services:
      web:
        targets: [web:80]
        scrapes: {}
        health: { path: /health }
        objectives: { up: { type: probe, target: 99%, window: 7d } }
        metrics: { visits_total: { type: counter, help: Visits. } }
    receivers: { slack: { type: slack, channel: "#a", webhook_url_file: secrets/s } }

    """

  static let specs =
    files.map { ($0, "") } + (further.map { Stacks.minimal(adding: $0) } + [unscraped]).map { ("", $0) }

  @Test(arguments: specs)
  func everySelectorHasATarget(file: String, text: String) throws {
    let (stack, findings) = Stacks.resolve(file.isEmpty ? text : try Repository.text(file))
    let artifacts = try StackArtifacts.generate(try #require(stack, Comment(rawValue: "\(findings.map(\.message))")))
    let targets = try Self.targets(artifacts)
    #expect(!targets.isEmpty)
    var count = 0
    for artifact in artifacts
    where artifact.path.hasPrefix("prometheus/rules/") || artifact.path.hasPrefix("grafana/dashboards/") {
      for expression in Self.expressions(try Self.tree(artifact)) {
        for selector in Expr.parse(expression).expression?.selectors ?? [] where !Self.isMade(selector) {
          count += 1
          #expect(
            targets.contains { Self.selects(selector, $0) },
            Comment(rawValue: "\(artifact.path): no target for \(selector.metricName ?? "") in \(expression)"))
        }
      }
    }
    #expect(count > 50)
  }

  /// Recorded, or made by Prometheus itself.
  private static func isMade(_ selector: VectorSelector) -> Bool {
    let name = selector.metricName ?? ""
    return name.contains(":") || name == "ALERTS" || name.isEmpty
  }

  private static func selects(_ selector: VectorSelector, _ target: [String: String]) -> Bool {
    selector.matchers.allSatisfy { matcher in
      // What the dashboard's variables stand for is chosen among those that there are.
      guard ["job", "service", "component", "probe"].contains(matcher.name), !matcher.value.contains("$") else {
        return true
      }
      let value = target[matcher.name] ?? ""
      switch matcher.operation {
      case .equal: return value == matcher.value
      case .notEqual: return value != matcher.value
      case .regexMatch: return value.range(of: "^(?:\(matcher.value))$", options: .regularExpression) != nil
      case .regexNotMatch: return value.range(of: "^(?:\(matcher.value))$", options: .regularExpression) == nil
      }
    }
  }

  /// The labels of each target, from the scrape configurations as they are written.
  private static func targets(_ artifacts: [Artifact]) throws -> [[String: String]] {
    let file = try #require(
      artifacts.first { $0.path == "prometheus/prometheus.yml" || $0.path.hasPrefix("prometheus/scrape/") })
    return try tree(file)["scrape_configs"]?.sequence?.flatMap { job -> [[String: String]] in
      let own = ["job": job["job_name"]?.text ?? ""]
      let relabelled = (job["relabel_configs"]?.sequence ?? []).filter { $0["source_labels"] == nil }
      let discovered = Dictionary(
        relabelled.map { ($0["target_label"]?.text ?? "", $0["replacement"]?.text ?? "") }
      ) { $1 }
      let configurations = job["static_configs"]?.sequence?.map { configuration in
        Dictionary(
          (configuration["labels"]?.mapping ?? []).map { ($0.key.text ?? "", $0.value.text ?? "") }
        ) { $1 }
      }
      return (configurations ?? [discovered]).map { own.merging($0) { $1 } } + senders(job)
    } ?? []
  }

  /// The services whose series a job lets through, as the collector has them: `(?:.+/)?(api|web)`.
  private static func senders(_ job: Node) -> [[String: String]] {
    let kept = job["metric_relabel_configs"]?.sequence?.first { $0["action"]?.text == "keep" }?["regex"]?.text
    let names = kept?.split(separator: "(").last?.prefix { $0 != ")" }.split(separator: "|") ?? []
    return names.map { ["job": String($0), "service": String($0)] }
  }

  private static func tree(_ artifact: Artifact) throws -> Node {
    try #require(YAMLDocuments.readSingle(SourceFile(name: artifact.path, bytes: try artifact.contents.bytes)).root)
  }

  private static func expressions(_ node: Node) -> [String] {
    switch node.content {
    case .scalar: []
    case .sequence(let items): items.flatMap(expressions)
    case .mapping(let entries):
      entries.flatMap { entry in
        entry.key.text == "expr" ? [entry.value.text ?? ""] : expressions(entry.value)
      }
    }
  }
}
