import Documents
import Formats
import Support
import Testing

@testable import Lint

/// Alerts of one group are those that look alike to every route, however few of the labels are written down.
struct RoutingViewTests {
  @Test(arguments: 0..<30)
  func groups(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let labels = (0..<Int.random(in: 1...12, using: &random)).map { "l\($0)" } + ["job", "severity", "cluster"]
    let routes = labels.map { "  - { matchers: ['\($0)=\"1\"'] }\n" }.joined()
    let alerts = (0..<Int.random(in: 1...30, using: &random)).map { index -> String in
      let expression = [
        "m", "sum(m)", "sum by (job) (m)", "sum by (l0, l1) (m)", #"m{l2="1"}"#, #"sum without (l1) (m{l0="1"})"#,
      ]
      .randomElement(using: &random)!
      let own = labels.filter { _ in Int.random(in: 0..<4, using: &random) == 0 }.map {
        "\($0): \(["'1'", "'2'", "''", "'{{ $value }}'"].randomElement(using: &random)!)"
      }
      return "  - { alert: A\(index), expr: '\(expression) > 0', labels: { \(own.joined(separator: ", ")) } }\n"
    }
    var files = [
      "alertmanager.yml": "route:\n  receiver: r\n  routes:\n\(routes)receivers: [{ name: r }]\n",
      "rules.yml": "groups:\n- name: g\n  rules:\n\(alerts.joined())",
    ]
    if Bool.random(using: &random) {
      files["prometheus.yml"] = "global: { external_labels: { cluster: a, l3: b } }\nscrape_configs: []\n"
    }
    let rule = Rule(
      "routes/view", .info, "the view", why: "It is tested.", bad: [], good: [],
      check: .project { facts, _ in
        guard let view = facts.alerting.routing else {
          Issue.record("no view")
          return
        }
        #expect(view.alerts.count == alerts.count)
        var seen: [[PossibleLabels.Value]: Int] = [:]
        for (index, group) in view.groups.enumerated() {
          for alert in group.members.map({ view.alerts[$0] }) {
            let values = labels.map { alert.value(of: $0) }
            #expect(labels.map { group.labels[$0] } == values)
            #expect(seen[values] ?? index == index)
            seen[values] = index
          }
        }
      })
    let texts = files
    _ = Linter(rules: [rule], knowledge: Knowledge(today: "2026-01-01")).lint(
      files.keys.sorted().map { .init($0, isNamed: false) },
      .init(read: { .success(SourceFile(name: $0, text: texts[$0]!)) }))
  }
}
