import Foundation
import Support
import Testing

/// What a real Alertmanager delivers when causes and symptoms, or two levels of one alert, fire at once.
struct InhibitionTests {
  private static let owner = ["service": "api", "team": "platform"]

  private static func alert(_ name: String, _ severity: String, _ labels: [String: String] = [:]) -> [String: String] {
    owner.merging(["alertname": name, "severity": severity, "category": "errors"]) { $1 }.merging(labels) { $1 }
  }

  private static let burn = ["objective": "availability"]

  static let cases: [(name: String, alerts: [[String: String]], delivered: [String])] = [
    (
      "critical mutes its warning", [alert("HighErrorRate", "critical"), alert("HighErrorRate", "warning")],
      ["pagerduty HighErrorRate critical", "slack HighErrorRate critical"]
    ),
    (
      "another service's warning is heard",
      [alert("HighErrorRate", "critical"), alert("HighErrorRate", "warning", ["service": "other"])],
      ["pagerduty HighErrorRate critical", "slack HighErrorRate critical", "slack HighErrorRate warning"]
    ),
    (
      "a page on a budget mutes its ticket",
      [alert("ErrorBudgetBurn", "critical", burn), alert("ErrorBudgetBurn", "warning", burn)],
      ["pagerduty ErrorBudgetBurn critical", "slack ErrorBudgetBurn critical"]
    ),
    (
      "another objective's ticket is heard",
      [alert("ErrorBudgetBurn", "critical", burn), alert("ErrorBudgetBurn", "warning", ["objective": "latency"])],
      ["pagerduty ErrorBudgetBurn critical", "slack ErrorBudgetBurn critical", "slack ErrorBudgetBurn warning"]
    ),
    (
      "a service that is down mutes its symptoms",
      [alert("ServiceDown", "critical"), alert("HighErrorRate", "critical"), alert("HighResponseTime", "warning")],
      ["pagerduty ServiceDown critical", "slack ServiceDown critical"]
    ),
    (
      "down elsewhere mutes nothing here",
      [alert("ServiceDown", "critical", ["service": "other"]), alert("HighResponseTime", "warning")],
      ["pagerduty ServiceDown critical", "slack HighResponseTime warning", "slack ServiceDown critical"]
    ),
    (
      "availability that burns speaks for the requests and the health check that fail",
      [
        alert("ErrorBudgetBurn", "critical", burn), alert("HighErrorRate", "critical"),
        alert("HighErrorRate", "warning"), alert("HealthCheckFailing", "critical", ["category": "availability"]),
      ], ["pagerduty ErrorBudgetBurn critical", "slack ErrorBudgetBurn critical"]
    ),
    (
      "a latency that burns does not",
      [alert("ErrorBudgetBurn", "critical", ["objective": "latency"]), alert("HighErrorRate", "critical")],
      [
        "pagerduty ErrorBudgetBurn critical", "pagerduty HighErrorRate critical", "slack ErrorBudgetBurn critical",
        "slack HighErrorRate critical",
      ]
    ),
    (
      "a ticket on a budget mutes no page",
      [alert("ErrorBudgetBurn", "warning", burn), alert("HighErrorRate", "critical")],
      ["pagerduty HighErrorRate critical", "slack ErrorBudgetBurn warning", "slack HighErrorRate critical"]
    ),
    (
      "a failing health check mutes the deep one",
      [
        alert("HealthCheckFailing", "critical", ["category": "availability"]),
        alert("DeepHealthCheckFailing", "warning", ["category": "availability"]),
      ], ["pagerduty HealthCheckFailing critical", "slack HealthCheckFailing critical"]
    ),
    (
      "the Watchdog goes to the switch alone",
      [["alertname": "Watchdog", "severity": "info", "component": "prometheus"]], ["heartbeat Watchdog info"]
    ),
  ]

  @Test func delivers() throws {
    let folder = try TemporaryFolder()
    #expect(try GeneratedStack.generate("examples/agentic-startup-studio/pharos.yml", into: folder).status == 0)
    let input = try JSONSerialization.data(withJSONObject: Self.cases.map { ["name": $0.name, "alerts": $0.alerts] })
    let result = try Tool.run(
      Tool.python,
      [
        Repository.file("Tests/EndToEnd/scripts/inhibition.py").path, Tool.alertmanager,
        folder.file("stack/alertmanager/alertmanager.yml").path, String(decoding: input, as: UTF8.self),
      ])
    let delivered = try #require(
      JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: [String]], Comment(rawValue: result.all)
    )
    for item in Self.cases { #expect(delivered[item.name] == item.delivered, Comment(rawValue: item.name)) }
  }
}
