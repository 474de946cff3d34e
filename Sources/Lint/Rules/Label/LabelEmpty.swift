import Documents
import Formats

extension Rule {
  static let labelEmpty = Rule(
    "label/empty", .warning, "an alert that sets a label to nothing by which alerts are routed, inhibited or graded",
    why: """
      To Prometheus an empty label is none: it removes what the expression had, and the alert goes where no label leads. Labels are \
      `severity`, and those that conditions of routes and inhibit rules name.
      """,
    bad: [
      Example(rule("severity: ⟦\"\"⟧")),
      Example(files: [
        "alertmanager.yml": """
        route: { receiver: team, routes: [{ receiver: team, matchers: [team="shop"] }] }
        receivers: [{ name: team }]
        """, "rules.yml": rule("team: ⟦\"\"⟧"),
      ]),
    ],
    good: [Example(rule("severity: page")), Example(rule("instance: \"\""))],
    check: .project { facts, reporter in
      var needed: Set<String> = ["severity"]
      for file in facts.alerting.files {
        for placed in file.routes.flatMap(\.matchers.placed) { needed.insert(placed.matcher.name) }
        for rule in file.inhibitRules {
          needed.formUnion((rule.source.placed + rule.target.placed).map(\.matcher.name))
          needed.formUnion(rule.equal.map(\.value))
        }
      }
      for alert in facts.alerts {
        for label in alert.labels where label.value.isEmpty && needed.contains(label.name) {
          reporter.report(
            "an empty value removes `\(label.name)`, by which the alert is routed", at: label.valueRange,
            in: alert.source,
            help: "give it a value, or leave the line out")
        }
      }
    })

  private static func rule(_ label: String) -> String {
    """
    groups:
      - name: example
        rules:
          - alert: Example
            expr: up == 0
            labels: { \(label) }

    """
  }
}
