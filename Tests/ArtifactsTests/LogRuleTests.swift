import Artifacts
import Foundation
import Project
import Support
import Testing

/// Alerts on log lines: rules of Loki, routed and explained as those of Prometheus.
struct LogRuleTests {
  private static let spec = Stacks.minimal(
    adding: """
      logging: {}
      components:
        proxy: { pack: nginx, stub_status: "http://proxy:8080/stub_status" }
      prometheus: { external_labels: { cluster: a } }

      """)

  private static func files(_ spec: String) throws -> [String: String] {
    let (stack, findings) = Stacks.resolve(spec)
    let resolved = try #require(stack, "\(findings.map(\.message))")
    return Dictionary(
      uniqueKeysWithValues: try StackArtifacts.generate(resolved).map {
        ($0.path, String(decoding: try $0.contents.bytes, as: UTF8.self))
      })
  }

  @Test func lokiEvaluatesThem() throws {
    let files = try Self.files(Self.spec)
    let rules = try #require(files.first { $0.key.hasPrefix("loki/rules/fake/service-") }?.value)
    #expect(rules.contains("alert: ErrorLogBurst") && rules.contains("alert: LogsStopped"))
    #expect(rules.contains("severity: warning") && rules.contains("runbook_url:"))
    let proxy = try #require(files["loki/rules/fake/component-proxy-nginx.yml"])
    // Its lines carry the name of the container, and not of the exporter.
    #expect(proxy.contains(#"{service="proxy"}"#) && proxy.contains("alert: NginxServerErrors"))
    let loki = try #require(files["loki/loki.yml"])
    for line in [
      "alertmanager_url: http://alertmanager:9093", "directory: /etc/loki/rules", "enable_api: false", "cluster: a",
    ] {
      #expect(loki.contains(line), "\(line)")
    }
    let guide = try #require(files["docs/monitoring.md"])
    #expect(guide.contains("| ErrorLogBurst |") && guide.contains("| NginxServerErrors |"))
    #expect(try #require(files["runbooks/error-logs.md"]).contains("```logql\nsum(count_over_time("))
  }

  @Test func withoutLinesThereAreNone() throws {
    for spec in [Stacks.minimal(adding: ""), Stacks.minimal(adding: "logging: { labels: [team] }\n")] {
      let files = try Self.files(spec)
      #expect(!files.keys.contains { $0.hasPrefix("loki/rules/") })
      #expect(files["loki/loki.yml"]?.contains("alertmanager_url") != true)
    }
  }

  /// They are tuned by the same keys, and a route may ask for them.
  @Test func theyAreTunedAndRouted() throws {
    let spec =
      Self.spec + "routes: [{ match: { alertname: NginxSlowRequests, severity: critical }, notify: [slack] }]\n"
    let tuned = spec.replacingOccurrences(
      of: "pack: nginx,", with: "pack: nginx, alerts: { NginxSlowRequests: { critical: 9s, window: 7m } },")
    #expect(Stacks.resolve(spec).stack == nil)
    let rules = try #require(try Self.files(tuned)["loki/rules/fake/component-proxy-nginx.yml"])
    #expect(rules.contains("[7m]") && rules.contains("> 9"))
  }
}
