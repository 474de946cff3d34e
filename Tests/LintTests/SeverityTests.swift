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

  @Test func ofPrivileges() {
    let text = """
      services:
        cadvisor: { image: "gcr.io/cadvisor/cadvisor:v0.52.1", privileged: true }
        agent: { image: "example/agent:1.2", privileged: true }
      """
    #expect(severities("compose/privileged", "compose.yml", text) == ["info", "warning"])
  }

  private func severities(_ id: String, _ name: String, _ text: String) -> [String] {
    let rule = ExampleTests.rule(id)
    return ExampleTests.lint(rule, Example(text, name: name), [(name, text)]).map(\.severity.rawValue)
  }
}
