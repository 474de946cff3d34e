import Documents
import Formats

extension Rule {
  static let labelConflict = Rule(
    "label/conflict", .warning, "an alert sets a label that the server sets too, to another value",
    why: """
      Prometheus adds its external labels only where they are missing. The alert says that it comes from somewhere else, and is routed, \
      grouped and inhibited accordingly.
      """,
    bad: [Example(files: ["prometheus.yml": labelled, "rules.yml": ruleText("⟦cluster⟧: us-2")])],
    good: [
      Example(files: ["prometheus.yml": labelled, "rules.yml": ruleText("cluster: eu-1")]),
      Example(files: ["prometheus.yml": labelled, "rules.yml": ruleText("severity: page")]),
      Example(ruleText("cluster: us-2")),
    ],
    check: .project { facts, reporter in
      guard let labels = ServerLabels(facts, reporter.knowledge), !labels.values.isEmpty else { return }
      for alert in facts.alerts {
        for label in alert.labels {
          guard let value = labels.values[label.name], value != .exactly(label.value) else { continue }
          reporter.report(
            "`\(label.name)` is one of \(labels.origin), and here it is another", at: label.range, in: alert.source,
            help: "give it a name of its own")
        }
      }
    })

  private static func ruleText(_ label: String) -> String {
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
