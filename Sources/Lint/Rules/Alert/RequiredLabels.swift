import Documents
import Formats
import PromQL

extension Rule {
  static let requiredLabels = Rule(
    "alert/required-labels", .warning, "an alert without the labels that routing needs",
    why:
      "Alertmanager decides by labels who hears of an alert. One without `severity` falls through to the default route.",
    parameters: [.init("names", "Labels that every alert must carry.", default: ["severity"])],
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
    ],
    check: .alert { rule, reporter in
      for name in reporter.settings.strings("names") where rule.label(name) == nil {
        // The expression may bring it; a heartbeat has its own route by name.
        guard rule.query.labels.presence(of: name) != .always, !isConstant(rule.query) else { continue }
        reporter.report(
          "the alert has no label `\(name)`, by which it is routed", at: rule.name, help: "add a label `\(name):`")
      }
    })

  private static func isConstant(_ query: Query) -> Bool { query.selectors.isEmpty && query.expression != nil }
}
