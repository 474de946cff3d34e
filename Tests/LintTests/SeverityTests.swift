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

  /// What nobody outside can be sure of is an info.
  @Test(arguments: [
    ("alert/value-in-label", "for: 5m, labels: { now: \"{{ $value }}\" }", ["error"]),
    ("alert/value-in-label", "labels: { now: \"{{ $value }}\" }", ["warning"]),
    ("rules/format", "team: core", ["error"]), ("rules/format", "steps: [look]", ["warning"]),
    ("rules/format", "annotation: { summary: a }", ["error"]),
  ])
  func ofRules(rule: String, keys: String, expected: [String]) {
    let text = "groups: [{ name: a, rules: [{ alert: A, expr: up == 0, \(keys) }] }]\n"
    #expect(severities(rule, "rules.yml", text) == expected)
  }

  /// What looks drawn is a secret; what looks thought up may stand for one.
  @Test(arguments: [
    ("hT7-kk29x", "warning"), ("9f8e7d6c5b4a", "warning"), ("prometheus123", "info"), ("letmein", "info"),
    ("my-dev-pass-1", "info"), ("1234567890", "info"),
  ])
  func ofSecrets(value: String, expected: String) {
    let text = "remote_write: [{ url: \"http://a/write\", basic_auth: { username: a, password: \"\(value)\" } }]\n"
    #expect(severities("secrets/literal", "prometheus.yml", text) == [expected])
  }

  private func severities(_ id: String, _ name: String, _ text: String) -> [String] {
    let rule = ExampleTests.rule(id)
    return ExampleTests.lint(rule, Example(text, name: name), [(name, text)]).map(\.severity.rawValue)
  }
}
