import Foundation
import Support
import Testing

/// Probes of every type, as a real blackbox exporter carries them out.
struct ProbeTests {
  #if os(Linux)
    /// Each succeeds while its server answers well, and fails while it answers otherwise or not at all.
    @Test func succeedAndFail() throws {
      let script = Repository.file("Tests/EndToEnd/scripts/live_probes.py").path
      let result = try Tool.run(Tool.python, [script, Tool.pharos, "prometheus-blackbox-exporter"])
      #expect(result.status == 0, Comment(rawValue: result.all))
    }
  #endif

  /// Other types ask for nothing that a plain health check does not.
  @Test func pingsAloneNeedSockets() throws {
    for (probe, isPing) in [("{ type: icmp, host: router.example }", true), ("{ url: https://shop.example }", false)] {
      let folder = try TemporaryFolder()
      try folder.write(
        """
        version: 1
        project: shop
        services: {}
        probes: { site: \(probe) }
        receivers: { chat: { type: slack, channel: "#alerts", webhook_url_file: secrets/chat } }
        """, to: "pharos.yml")
      let result = try Tool.run(
        Tool.pharos, ["generate", folder.file("pharos.yml").path, "--output", folder.file("stack").path])
      #expect(result.status == 0, Comment(rawValue: result.all))
      let compose = try String(contentsOf: folder.file("stack/docker-compose.yml"), encoding: .utf8)
      #expect(compose.contains("net.ipv4.ping_group_range: '65534 65534'") == isPing)
    }
  }
}
