import Documents
import Formats
import PromQL

extension Rule {
  static let requiredLabels = Rule(
    "alert/required-labels", .warning, "an alert without the labels that routing needs",
    why:
      "Alertmanager decides by labels who is notified of an alert. One without `severity` falls through to the default route. An info where no other alert of the file has the label either.",
    parameters: [.init("names", "Labels that every alert must carry.", default: ["severity"])],
    sparesTrials: true,
    bad: [.alert("up == 0").marking("Example")],
    good: [
      Example(
        """
        groups:
          - name: example
            labels: { severity: warning }
            rules:
              - alert: Example
                expr: up == 0

        """), .alert(#"up{severity="page"} == 0"#), .alert("vector(1)"),
      // The team routes by a label of its own.
      Example(
        """
        groups:
          - name: example
            rules:
              - { alert: Example, expr: up == 0, labels: { level: critical } }
              - { alert: Other, expr: up == 1, labels: { level: warning } }

        """),
    ],
    check: .document { document, reporter in
      // Nobody routes what a test fires.
      if document.source.isForTrial { return }
      let names = reporter.settings.strings("names")
      for file in document.ruleFiles {
        let alerts = file.groups.lazy.flatMap(\.rules).filter { $0.kind == .alert }
        let isGraded = isGradedOtherwise(Array(alerts))
        for rule in alerts {
          for name in names where rule.label(name) == nil && !(name == "severity" && isGraded) {
            // The expression may bring it; a heartbeat has its own route by name.
            guard rule.query.labels.presence(of: name) != .always, !isConstant(rule.query) else { continue }
            // Where no alert of several has it, they may be routed by something else.
            let isUsed = alerts.count < 2 || alerts.contains { $0.label(name) != nil }
            reporter.report(
              "the alert has no label `\(name)`, by which it is routed", at: rule.name, help: "add a label `\(name):`",
              as: isUsed ? nil : .info)
          }
        }
      }
    })

  /// Whether every alert of a file says how serious it is in a label of another name.
  private static func isGradedOtherwise(_ alerts: [PrometheusRule]) -> Bool {
    guard let first = alerts.first else { return false }
    return first.allLabels.contains { label in
      alerts.allSatisfy { alert in
        alert.label(label.key.value).map { grades.contains($0.value.lowercased()) } == true
      }
    }
  }

  /// Words for how serious something is, as teams and pagers use them.
  private static let grades: Set<String> = [
    "critical", "warning", "info", "page", "ticket", "emergency", "error", "major", "minor", "high", "medium", "low",
    "fatal", "disaster", "notice", "none", "p0", "p1", "p2", "p3", "p4", "p5", "sev0", "sev1", "sev2", "sev3", "sev4",
  ]

  private static func isConstant(_ query: Query) -> Bool { query.selectors.isEmpty && query.expression != nil }
}
