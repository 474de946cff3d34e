import Artifacts
import Documents
import Foundation
import Project
import Support
import Testing

/// What every alert of the reference project carries, and where its links lead.
struct AlertTests {
  private func reference() throws -> Stack {
    let (stack, findings) = Stacks.resolve(try Repository.text("examples/agentic-startup-studio/pharos.yml"))
    return try #require(stack, Comment(rawValue: "\(findings.map(\.message))"))
  }

  @Test func alertsAreComplete() throws {
    let stack = try reference()
    let paths = Set(try StackArtifacts.generate(stack).map(\.path))
    #expect(stack.alerts.count > 60)
    for alert in stack.alerts {
      for level in alert.levels {
        let labels = Dictionary(uniqueKeysWithValues: alert.staticLabels(level).map { ($0.name, $0.value) })
        #expect(
          labels["severity"] != nil && labels["category"] != nil && labels["team"] == "platform",
          Comment(rawValue: alert.name))
        #expect(labels["service"] != nil || labels["component"] != nil, Comment(rawValue: alert.name))
        let annotations = alert.annotations(level)
        for name in ["summary", "description", "runbook_url"] {
          #expect(annotations.contains { $0.name == name && !$0.value.isEmpty }, Comment(rawValue: alert.name))
        }
      }
      #expect(paths.contains("runbooks/\(alert.runbook).md"), Comment(rawValue: alert.runbook))
      #expect(alert.runbookURL == "https://github.com/acme/studio/blob/main/monitoring/runbooks/\(alert.runbook).md")
      if let dashboard = alert.dashboard { #expect(paths.contains("grafana/dashboards/\(dashboard.rawValue).json")) }
    }
  }

  /// What a link chooses on a dashboard is a variable there.
  @Test func dashboardLinksChooseWhatThereIs() throws {
    let stack = try reference()
    let artifacts = try StackArtifacts.generate(stack)
    var variables: [String: [String]] = [:]
    for dashboard in DashboardName.allCases {
      let file = try #require(artifacts.first { $0.path == "grafana/dashboards/\(dashboard.rawValue).json" })
      let root = try #require(JSONSerialization.jsonObject(with: Data(file.contents.bytes)) as? [String: Any])
      let list = (root["templating"] as? [String: Any])?["list"] as? [[String: Any]] ?? []
      variables[root["uid"] as? String ?? ""] = list.compactMap { $0["name"] as? String }
    }
    for alert in stack.alerts {
      guard let link = alert.dashboardURL.flatMap(URLComponents.init(string:)) else { continue }
      let known = try #require(variables[link.path.split(separator: "/").last.map(String.init) ?? ""])
      for item in link.queryItems ?? [] {
        #expect(item.name.hasPrefix("var-") && known.contains(String(item.name.dropFirst(4))), "\(alert.name): \(link)")
      }
    }
  }

  /// Only what can fire is there: the reference's api is probed by plain HTTP, its site by TLS, and nothing is written elsewhere.
  @Test func alertsApplyWhereTheyCanFire() throws {
    func owners(_ alert: String, _ stack: Stack) -> [String] {
      stack.alerts.filter { $0.name == alert }.compactMap(\.owner?.name)
    }
    let stack = try reference()
    #expect(owners("HealthCheckFailing", stack) == ["api", "site"])
    #expect(owners("DeepHealthCheckFailing", stack) == ["api"])
    #expect(owners("CertificateExpiringSoon", stack) == ["site"])
    #expect(owners("PrometheusRemoteWriteFailing", stack).isEmpty)
    let (other, _) = Stacks.resolve(
      Stacks.minimal(
        adding: "prometheus: { remote_write: [{ url: https://metrics.example/write }] }\n"))
    #expect(owners("PrometheusRemoteWriteBehind", try #require(other)) == ["prometheus"])
  }

  /// The Watchdog always fires: a count of what is wrong leaves it out.
  @Test func panelsDoNotCountTheWatchdog() throws {
    var count = 0
    for artifact in try StackArtifacts.generate(try reference()) where artifact.path.hasPrefix("grafana/dashboards/") {
      for piece in String(decoding: try artifact.contents.bytes, as: UTF8.self).components(separatedBy: "ALERTS{")
        .dropFirst()
      {
        count += 1
        #expect(piece.prefix { $0 != "}" }.contains("Watchdog"), Comment(rawValue: artifact.path))
      }
    }
    #expect(count >= 2)
  }

  /// Every alert on series is tested: firing at each level, silent when healthy, and what it does without data.
  @Test func everyAlertIsTested() throws {
    for alert in try reference().alerts where alert.pack != nil && alert.logValue == nil {
      for level in alert.levels {
        #expect(
          alert.tests.cases().contains {
            $0.checks.contains { $0.firing.contains { alert.levels[$0.level].severity.name == level.severity.name } }
          }, Comment(rawValue: alert.name))
      }
      #expect(alert.tests.cases().contains { $0.title == "no series" }, Comment(rawValue: alert.name))
    }
  }

  /// The spec's thresholds replace the pack's, by severity.
  @Test func tuning() throws {
    let alert = try #require(try reference().alerts.first { $0.name == "HighErrorRate" })
    #expect(alert.levels.map(\.severity.name) == ["critical", "warning"])
    #expect(alert.levels.map { $0.threshold?.digits } == ["0.05", "0.01"])
    let slow = try #require(try reference().alerts.first { $0.name == "HighResponseTime" })
    #expect(slow.levels.map(\.severity.name) == ["warning"] && slow.duration == .minutes(10))
  }

  /// A panel that shows an alert draws its thresholds.
  @Test func panelsShowTheAlertsThresholds() throws {
    let artifacts = try StackArtifacts.generate(try reference())
    let data = try #require(artifacts.first { $0.path == "grafana/dashboards/application.json" })
    let dashboard = try #require(JSONSerialization.jsonObject(with: Data(data.contents.bytes)) as? [String: Any])
    let panels = try #require(dashboard["panels"] as? [[String: Any]])
    let panel = try #require(panels.first { $0["title"] as? String == "Error ratio" })
    let defaults = (panel["fieldConfig"] as? [String: Any])?["defaults"] as? [String: Any]
    let steps = try #require((defaults?["thresholds"] as? [String: Any])?["steps"] as? [[String: Any]])
    #expect(steps.map { $0["value"] as? Double } == [nil, 0.01, 0.05])
    #expect(steps.map { $0["color"] as? String } == ["green", "orange", "red"])
    #expect(
      (panel["links"] as? [[String: Any]])?.first?["url"] as? String
        == "https://github.com/acme/studio/blob/main/monitoring/runbooks/high-error-rate.md")
  }

  /// The SRE workbook's factors for every period. From a week on its windows as well; in less, these shrink with the period, and the shares
  /// of the budget stay those of a week, about 9%, 21%, 43% and 43%.
  @Test(arguments: [
    (30, ["1h/5m", "6h/30m", "1d/2h", "3d/6h"], ["0.02", "0.05", "0.1", "0.1"]),
    (28, ["1h/5m", "6h/30m", "1d/2h", "3d/6h"], ["0.021", "0.054", "0.107", "0.107"]),
    (7, ["1h/5m", "6h/30m", "1d/2h", "3d/6h"], ["0.086", "0.214", "0.429", "0.429"]),
    (3, ["30m/5m", "2h30m/15m", "10h20m/50m", "1d6h50m/2h35m"], ["0.1", "0.208", "0.431", "0.428"]),
    (1, ["10m/5m", "50m/5m", "3h30m/15m", "10h20m/50m"], ["0.1", "0.208", "0.438", "0.431"]),
  ])
  func burnRates(days: Int, windows: [String], shares: [String]) {
    let pairs = BurnRate.pairs(period: .days(days))
    #expect(pairs.map(\.factor.digits) == ["14.4", "6", "3", "1"])
    #expect(pairs.map { "\($0.long)/\($0.short)" } == windows)
    #expect(pairs.map { $0.budgetShare(period: .days(days)).rounded(3).digits } == shares)
  }

  /// What would need more than everything to be bad is left out; what is left still watches the budget.
  @Test(arguments: [
    ("50%", ["1"]), ("90%", ["6", "3", "1"]), ("93%", ["6", "3", "1"]), ("99.9%", ["14.4", "6", "3", "1"]),
  ])
  func reachableBurnRates(target: String, factors: [String]) throws {
    for window in ["7d", "28d", "30d", "1d"] {
      let objective = "{ type: latency, target: \(target), under: 1s, window: \(window) }"
      let (found, findings) = Stacks.resolve(
        Stacks.minimal(adding: "retention: { metrics: 30d }\n").replacing(
          "web:\n", with: "web:\n    packs: [http]\n    objectives: { quick: \(objective) }\n"))
      let stack = try #require(found, Comment(rawValue: "\(findings.map(\.message))"))
      #expect(BurnRate.pairs(of: stack.objectives[0].objective).map(\.factor.digits) == factors)
      #expect(findings.contains { $0.rule == "spec/objective-burn" && $0.severity == .info } == (factors.count < 4))
    }
  }

  /// group_wait = min(30s, r/10), group_interval = clamp(r/5, 1m, 5m), repeat_interval = clamp(12·r, 1h, 24h), rounded up to a multiple.
  @Test(arguments: [
    ("5m", ["30s", "1m", "1h"]), ("1h", ["30s", "5m", "12h"]), ("24h", ["30s", "5m", "1d"]),
    ("1m", ["6s", "1m", "1h"]),
    ("3h", ["30s", "5m", "1d"]), ("10m", ["30s", "2m", "2h"]), ("7m1s", ["30s", "1m24s", "1h25m24s"]),
  ])
  func timings(respond: String, expected: [String]) {
    let timings = SeverityLevel("x", respondWithin: PrometheusDuration(respond)!).timings()
    #expect([timings.groupWait, timings.groupInterval, timings.repeatInterval].map(\.description) == expected)
  }

  /// Alertmanager sends again at the first look that is later than `repeat_interval` after what went out a little after its look: one
  /// look later than that interval, and so every `every`.
  @Test(arguments: [
    ("5m", "1m", "4m"), ("1m", "30s", "30s"), ("2m30s", "50s", "1m40s"), ("2s", "1s", "1s"), ("1h", "1m", "59m"),
  ])
  func heartbeats(every: String, interval: String, again: String) throws {
    let (stack, findings) = Stacks.resolve(
      Stacks.minimal(
        adding:
          "heartbeat: { url_file: secrets/h, every: \(every) }\nprometheus: { scrape_interval: 1s, evaluation_interval: 1s }\n"
      ))
    let timings = try #require(stack?.routing.routes[0].branches[0].timings, "\(findings)")
    #expect(timings.groupInterval.description == interval && timings.repeatInterval.description == again)
    #expect(timings.repeatInterval.milliseconds.isMultiple(of: timings.groupInterval.milliseconds))
  }

  /// A scrape every four minutes knows nothing of an outage that the others see at once; where all are as rare, each counts.
  @Test(arguments: [
    ("main: {}, index: { path: /index, interval: 4m }", #"{service="api",job!~"probe|api-index"}"#),
    ("main: {}, index: { path: /index, interval: 1m }", #"{service="api",job!="probe"}"#),
    ("main: { interval: 4m }, index: { path: /index, interval: 4m }", #"{service="api",job!="probe"}"#),
  ])
  func seldomScrapesDoNotSayThatAServiceIsUp(scrapes: String, selector: String) throws {
    let (stack, findings) = Stacks.resolve(
      """
      version: 1
      project: shop
      services:
        api: { targets: ["api:8000"], scrapes: { \(scrapes) } }
      receivers:
        chat: { type: slack, channel: "#ops", webhook_url_file: secrets/slack_webhook_url }
      """)
    let alerts = try #require(stack, Comment(rawValue: "\(findings.map(\.message))")).alerts
    let down = try #require(alerts.first { $0.name == "ServiceDown" }?.levels.first?.expression)
    #expect(down.text.filter { $0 != " " }.contains("up" + selector))
  }
}
