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

  @Test(arguments: [
    ("rate(errors_total[5m])", "warning"), ("job:errors:rate5m", "info"), ("job:errors:rate5m * 2", "info"),
    ("job:errors:rate5m == bool 0", "warning"),
  ])
  func ofConditions(expression: String, expected: String) {
    let text = "groups: [{ name: a, rules: [{ alert: A, expr: \"\(expression)\" }] }]\n"
    #expect(severities("alert/always-fires", "rules.yml", text) == [expected])
  }

  /// In a panel a counter, or a unit that has no name, may be meant.
  @Test(arguments: [
    ("promql/raw-counter", "process_cpu_seconds_total", "s", "info"),
    ("panel/unit-mismatch", "rate(apache_sent_kilobytes_total[5m])", "deckbytes", "info"),
    ("panel/unit-mismatch", "rate(node_network_receive_bytes_total[5m])", "decbytes", "warning"),
  ])
  func ofPanels(rule: String, expression: String, unit: String, expected: String) {
    let text = """
      {"uid": "a", "title": "A", "schemaVersion": 41, "panels": [{"id": 1, "type": "timeseries", "title": "P",
        "fieldConfig": {"defaults": {"unit": "\(unit)"}}, "targets": [{"refId": "A", "expr": "\(expression)"}]}]}
      """
    #expect(severities(rule, "a.json", text) == [expected])
  }

  /// What looks drawn is a secret; what looks thought up may stand for one.
  @Test(arguments: [
    ("hT7-kk29x", "warning"), ("9f8e7d6c5b4a", "warning"), ("prometheus123", "info"), ("letmein", "info"),
    ("my-dev-pass-1", "info"), ("1234567890", "info"), ("-----BEGIN PRIVATE KEY-----", "warning"),
  ])
  func ofSecrets(value: String, expected: String) {
    let text = "remote_write: [{ url: \"http://a/write\", basic_auth: { username: a, password: \"\(value)\" } }]\n"
    #expect(severities("secrets/literal", "prometheus.yml", text) == [expected])
  }

  /// Of a template something else may be made.
  @Test(arguments: [
    ("roles/prometheus/templates/rules.yml", "warning"), ("template/rules.yml", "warning"), ("rules.yml", "error"),
    ("my-templates/rules.yml", "error"), ("old/rules.yml", "info"), ("e2e/rules.yml", "info"),
    ("older/rules.yml", "error"),
  ])
  func ofPlaces(name: String, expected: String) {
    let text = "groups: [{ name: a, rules: [{ alert: A, expr: up == }] }]\n"
    let linter = Linter(rules: [ExampleTests.rule("promql/syntax")], knowledge: Knowledge(today: "2026-01-01"))
    let access = Linter.Access(read: { .success(SourceFile(name: $0, text: text)) })
    #expect(linter.lint([.init(name, isNamed: false)], access).findings.map(\.severity.rawValue) == [expected])
    // Whoever names the file itself wants to know.
    #expect(linter.lint([.init(name)], access).findings.map(\.severity.rawValue) == ["error"])
  }

  private func severities(_ id: String, _ name: String, _ text: String) -> [String] {
    let rule = ExampleTests.rule(id)
    return ExampleTests.lint(rule, Example(text, name: name), [(name, text)]).map(\.severity.rawValue)
  }
}
