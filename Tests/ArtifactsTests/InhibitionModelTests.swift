import Documents
import Project
import Support
import Testing

/// The stack's inhibitions, judged as Alertmanager judges them: `Mutes` and `hasEqual` in
/// <https://github.com/prometheus/alertmanager/blob/main/inhibit/inhibit.go>.
struct InhibitionModelTests {
  typealias Labels = [String: String]

  private struct Model {
    let inhibitions: [Inhibition]

    private func matches(_ labels: Labels, _ match: OrderedMap<[String]>) -> Bool {
      match.allSatisfy { name, values in values.contains(labels[name] ?? "") }
    }

    /// Whether one alert mutes another. Of alerts that both sides take, none mutes another.
    func mutes(_ source: Labels, _ target: Labels) -> Bool {
      inhibitions.contains { inhibition in
        matches(source, inhibition.sources) && matches(target, inhibition.targets)
          && inhibition.equal.allSatisfy { source[$0] ?? "" == target[$0] ?? "" }
          && !(matches(target, inhibition.sources) && matches(source, inhibition.targets))
      }
    }
  }

  private func alerts(_ stack: Stack) -> [Labels] {
    stack.alerts.flatMap { alert in
      alert.levels.map { level in
        Labels(alert.staticLabels(level).map { ($0.name, $0.value) }) { $1 }
          .merging(["alertname": alert.name]) { $1 }
          .merging(alert.tests.cases().lazy.flatMap(\.checks).first { !$0.firing.isEmpty }?.firing[0].labels ?? [:]) {
            a, _ in a
          }
      }
    }
  }

  private func resolve(_ spec: String) throws -> Stack {
    let (stack, findings) = Stacks.resolve(spec)
    return try #require(stack, Comment(rawValue: "\(findings.map(\.message))"))
  }

  static let specs = [
    "examples/agentic-startup-studio/pharos.yml", "Tests/EndToEnd/specs/every-component.yml",
    "Tests/EndToEnd/specs/two-services.yml",
  ]

  /// No alert mutes itself, none mutes what is more severe, and whoever mutes is not muted by it in turn, over however many others: one of
  /// those that fire is always heard.
  @Test(arguments: specs)
  func somebodyIsHeard(path: String) throws {
    let stack = try resolve(try Repository.text(path))
    let model = Model(inhibitions: stack.inhibitions)
    let alerts = alerts(stack)
    let rank = Dictionary(uniqueKeysWithValues: stack.severities.enumerated().map { ($1.name, $0) })
    var muted: [[Int]] = []
    for source in alerts {
      #expect(!model.mutes(source, source), "\(source)")
      muted.append(alerts.indices.filter { model.mutes(source, alerts[$0]) })
      for target in muted.last ?? [] {
        #expect(
          rank[source["severity"] ?? ""]! <= rank[alerts[target]["severity"] ?? ""]!,
          "\(source) mutes \(alerts[target])")
      }
    }
    // Alerts are taken away that mute none of those that are left; where a circle is, some stay.
    var left = Set(alerts.indices)
    while let free = left.first(where: { left.isDisjoint(with: muted[$0]) }) { left.remove(free) }
    #expect(left.isEmpty, "\(left.map { alerts[$0]["alertname"] ?? "" })")
  }

  private static func spec(routes: String = "") -> String {
    """
    version: 1
    project: shop
    services:
      web:
        targets: [web:8000]
        packs: [http]
        health: { path: /health, deep_path: /deep }
        objectives:
          availability: { type: availability, target: 99.9% }
          quick: { type: latency, target: 99%, under: 1s }
          checkout: { type: availability, target: 99.9%, match: { endpoint: /checkout } }
      other:
        targets: [other:8000]
        packs: [http]
        health: { path: /health }
        objectives:
          quick: { type: availability, target: 99.9% }
    receivers:
      pagerduty: { type: pagerduty, routing_key_file: secrets/one }
      second: { type: pagerduty, routing_key_file: secrets/two }
      slack: { type: slack, channel: "#alerts", webhook_url_file: secrets/slack_webhook_url }
    severities:
      - { name: critical, pages: true, respond_within: 5m, notify: [pagerduty] }
      - { name: warning, respond_within: 1h, notify: [slack] }
    retention: { metrics: 30d }
    heartbeat: { url_file: secrets/heartbeat_url }
    \(routes)
    """
  }

  private func alert(_ name: String, _ severity: String, _ labels: Labels = [:]) -> Labels {
    ["alertname": name, "severity": severity, "service": "web"].merging(labels) { $1 }
  }

  /// Availability that burns, requests that fail and a health check that fails are one incident; slow answers, or one endpoint, are others.
  @Test func oneIncident() throws {
    let model = Model(
      inhibitions: try resolve(
        Self.spec()
      ).inhibitions)
    let burn = alert("ErrorBudgetBurn", "critical", ["objective": "availability"])
    let health = alert("HealthCheckFailing", "critical", ["instance": "http://web/health"])
    let errors = alert("HighErrorRate", "critical")
    #expect(model.mutes(burn, health) && model.mutes(burn, errors) && model.mutes(health, errors))
    #expect(model.mutes(alert("ServiceDown", "critical"), alert("DeepHealthCheckFailing", "warning")))
    #expect(!model.mutes(errors, health) && !model.mutes(errors, burn) && !model.mutes(health, burn))
    #expect(!model.mutes(alert("ErrorBudgetBurn", "warning", ["objective": "availability"]), errors))
    #expect(!model.mutes(alert("ErrorBudgetBurn", "critical", ["objective": "quick"]), errors))
    #expect(!model.mutes(alert("ErrorBudgetBurn", "critical", ["objective": "checkout"]), errors))
    #expect(!model.mutes(burn, alert("HighErrorRate", "critical", ["service": "other"])))
    // What is a latency here is the availability of another service.
    let other: Labels = ["service": "other", "objective": "quick"]
    #expect(model.mutes(alert("ErrorBudgetBurn", "critical", other), alert("HighErrorRate", "critical", other)))
  }

  /// Who is not notified of the alert that speaks is notified of the other.
  @Test func onlyTheSamePeople() throws {
    let errors = alert("HighErrorRate", "critical")
    let health = alert("HealthCheckFailing", "critical")
    let plain = Model(inhibitions: try resolve(Self.spec()).inhibitions)
    #expect(plain.mutes(health, errors))
    let apart = Model(
      inhibitions: try resolve(
        Self.spec(routes: "routes: [{ match: { category: errors }, notify: [second], mode: replace }]")
      ).inhibitions)
    #expect(
      !apart.mutes(health, errors)
        && !apart.mutes(alert("ErrorBudgetBurn", "critical", ["objective": "availability"]), errors))
    let here = Model(
      inhibitions: try resolve(
        Self.spec(routes: "routes: [{ match: { category: errors, service: web }, notify: [second], mode: replace }]")
      ).inhibitions)
    #expect(!here.mutes(health, errors))
    #expect(here.mutes(health.merging(["service": "other"]) { $1 }, errors.merging(["service": "other"]) { $1 }))
  }
}
