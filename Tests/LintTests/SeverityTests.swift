import Documents
import Lint
import Testing

/// Findings that matter less than their rule mostly does.
struct SeverityTests {
  @Test(arguments: [
    ("kubernetes/format", "spec: { externalURL: http://a }", ["warning"]),
    ("kubernetes/format", "spec: { outsideURL: http://a }", ["error"]),
    ("kubernetes/format", "spec: { externalURL: http://a, outsideURL: http://a }", ["warning", "error"]),
  ])
  func ofKeys(rule: String, spec: String, expected: [String]) {
    let text = "apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nmetadata: { name: a }\n\(spec)\n"
    #expect(severities(rule, "a.yaml", text) == expected)
  }

  /// What only newer releases refuse, where nobody says which one runs.
  @Test func ofReleases() {
    let text = "alerting: { alertmanagers: [{ api_version: v1 }, { bogus: 1 }] }\n"
    #expect(severities("prometheus/format", "prometheus.yml", text) == ["warning", "error"])
  }

  private func severities(_ id: String, _ name: String, _ text: String) -> [String] {
    let rule = ExampleTests.rule(id)
    return ExampleTests.lint(rule, Example(text, name: name), [(name, text)]).map(\.severity.rawValue)
  }
}
