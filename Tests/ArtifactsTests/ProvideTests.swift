import Artifacts
import Documents
import Project
import Regeneration
import Support
import Testing

/// What is left out of `deploy.provide` is neither run nor spoken to.
struct ProvideTests {
  private func artifacts(_ text: String) throws -> [String: String] {
    let (stack, findings) = Stacks.resolve(Stacks.minimal(adding: text))
    let artifacts = try StackArtifacts.generate(try #require(stack, Comment(rawValue: "\(findings.map(\.message))")))
    return Dictionary(
      uniqueKeysWithValues: try artifacts.map { ($0.path, String(decoding: try $0.contents.bytes, as: UTF8.self)) })
  }

  /// Without the relay, an Alertmanager of somebody else's reads the switch's address itself.
  @Test func heartbeatOfAnotherAlertmanager() throws {
    let own = try artifacts("heartbeat: { url_file: secrets/h }\n")
    #expect(own["heartbeat/nginx.conf"] != nil)
    #expect(own["alertmanager/alertmanager.yml"]?.contains("url: http://heartbeat:8080/") == true)
    #expect(!own.keys.contains("prometheus/rules/component-heartbeat-component.yml"))
    let other = try artifacts("heartbeat: { url_file: secrets/h }\ndeploy: { provide: [prometheus] }\n")
    #expect(other["heartbeat/nginx.conf"] == nil)
    #expect(other["alertmanager/alertmanager.yml"]?.contains("url_file: /run/secrets/h") == true)
  }

  @Test func exportersOfSomebodyElse() throws {
    let files = try artifacts(
      """
      components: { node: {}, cache: { pack: redis, targets: [redis:6379] } }
      probes: { site: { url: https://shop.example } }
      deploy: { provide: [prometheus, alertmanager] }

      """)
    #expect(!files.keys.contains { $0.contains("node") || $0.contains("cache") || $0.contains("blackbox") })
    #expect(files["prometheus/prometheus.yml"]?.contains("probe") == false)
    let named = try artifacts(
      """
      components: { prober: { pack: blackbox, managed: false, targets: [prober.example:9115] } }
      probes: { site: { url: https://shop.example } }

      """)
    #expect(named["prometheus/prometheus.yml"]?.contains("replacement: prober.example:9115") == true)
    #expect(named["docker-compose.yml"]?.contains("blackbox-exporter") == false)
  }

  /// Prometheus sees the engine's socket where it is to ask it, and nowhere else.
  @Test(arguments: [("", true), ("host: tcp://docker-proxy:2375, ", false)])
  func dockerDiscovery(host: String, isMounted: Bool) throws {
    let (stack, _) = Stacks.resolve(
      """
      version: 1
      project: shop
      services: { web: { discovery: { docker: { \(host)match: { role: web } } } } }
      receivers: { slack: { type: slack, channel: "#a", webhook_url_file: secrets/s } }
      """)
    let artifacts = try StackArtifacts.generate(try #require(stack))
    func text(_ path: String) throws -> String {
      String(decoding: try artifacts.first { $0.path == path }?.contents.bytes ?? [], as: UTF8.self)
    }
    #expect(try text("docker-compose.yml").contains("/var/run/docker.sock:/var/run/docker.sock:ro") == isMounted)
    #expect(try text("docker-compose.yml").contains("- ${DOCKER_GID:?") == isMounted)
    #expect(try text(".env.example").contains("DOCKER_GID=") == isMounted)
    let engine = isMounted ? "unix:///var/run/docker.sock" : "tcp://docker-proxy:2375"
    #expect(try text("prometheus/prometheus.yml").contains("host: \(engine)"))
  }
}
