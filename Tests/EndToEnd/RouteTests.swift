import Foundation
import Support
import Testing

/// Who hears of what in the reference project, by Alertmanager's own reading of the tree.
struct RouteTests {
  static let cases: [(labels: [String], receivers: String)] = [
    (["severity=critical", "alertname=HighErrorRate", "service=api", "team=platform"], "pagerduty,slack"),
    (["severity=warning", "alertname=HighErrorRate", "service=api", "team=platform"], "slack"),
    (["severity=info", "alertname=SignupsStalled", "service=api", "team=platform"], "email"),
    // `mode: add` keeps the pager.
    (["severity=critical", "category=security", "alertname=FailedLoginBurst", "service=api"], "email,pagerduty,slack"),
    (["severity=warning", "category=security", "alertname=HighFailedLogins", "service=api"], "email,slack"),
    // Who hears of it by severity is not told twice.
    (["severity=info", "category=security", "alertname=Other", "service=api"], "email"),
    (["severity=info", "alertname=Watchdog"], "heartbeat"),
    (["alertname=FromElsewhere"], "slack"),
  ]

  @Test(arguments: cases.indices)
  func receivers(index: Int) throws {
    let folder = try TemporaryFolder()
    #expect(try GeneratedStack.generate("examples/agentic-startup-studio/pharos.yml", into: folder).status == 0)
    let file = folder.file("stack/alertmanager/alertmanager.yml").path
    let result = try Tool.run(
      "amtool", ["config", "routes", "test", "--config.file=\(file)"] + Self.cases[index].labels)
    #expect(
      result.output.trimmingCharacters(in: .whitespacesAndNewlines) == Self.cases[index].receivers,
      Comment(rawValue: "\(Self.cases[index].labels)"))
  }
}
