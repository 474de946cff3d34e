import Documents

extension Rule {
  static let rejectedKeys = Rule(
    "rules/rejected-keys", .warning, offBecause: "nothing is rejected until a project says what",
    "a label or an annotation that the project does not want",
    why: "What was renamed, or means something to nobody any more, comes back with every copied rule.",
    parameters: [
      .init("labels", "Names of labels that no rule may set.", default: []),
      .init("annotations", "Names of annotations that no alert may have.", default: []),
    ],
    bad: [
      Example(
        """
        groups:
          - name: example
            rules:
              - alert: Example
                expr: up == 0
                labels: { ⟦priority⟧: high }

        """, settings: "labels: [priority]")
    ],
    good: [annotated("fine", expression: "up == 0")],
    check: .rule { rule, reporter in
      for (kind, pairs) in [("labels", rule.labels), ("annotations", rule.annotations)] {
        let rejected = reporter.settings.strings(kind)
        for pair in pairs where rejected.contains(pair.key.value) {
          reporter.report(
            "`\(pair.key.value)` is among the \(kind) that this project rejects", at: pair.key, help: "remove it")
        }
      }
    })
}
