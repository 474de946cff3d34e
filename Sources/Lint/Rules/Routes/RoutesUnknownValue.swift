import Documents
import Formats

extension Rule {
  static let unknownMatcherValue = Rule(
    "routes/unknown-value", .warning,
    "one of several values in a matcher is none that an alert has, and nearly one that alerts have",
    why: "The other values still match, so that the misspelled one is not missed until its alert goes elsewhere.",
    bad: [
      Example(files: [
        "alertmanager.yml": """
        route:
          receiver: team
          routes:
            - matchers: [severity=~"⟦critical|warnign⟧"]
        receivers: [{ name: team }]
        """,
        "rules.yml": """
        groups:
          - name: example
            rules:
              - { alert: Down, expr: up == 0, labels: { severity: critical } }
              - { alert: Slow, expr: latency > 1, labels: { severity: warning } }
        """,
      ])
    ],
    good: [
      Example(files: [
        "alertmanager.yml": """
        route:
          receiver: team
          routes:
            - matchers: [severity=~"critical|warning|page"]
        receivers: [{ name: team }]
        """,
        "rules.yml": """
        groups:
          - name: example
            rules:
              - { alert: Down, expr: up == 0, labels: { severity: critical } }
              - { alert: Slow, expr: latency > 1, labels: { severity: warning } }
        """,
      ])
    ],
    check: .project { facts, reporter in
      guard let view = facts.alerting.routing, !view.alerts.isEmpty else { return }
      var alerts = AlertIndex(view.groups.map(\.labels))
      for tree in view.trees {
        let file = tree.tree.file
        let lists = file.routes.map(\.matchers) + file.inhibitRules.flatMap { [$0.source, $0.target] }
        for placed in lists.flatMap(\.placed) where placed.matcher.operation.isRegex {
          guard let values = placed.matcher.values, values.count > 1 else { continue }
          let column = alerts.column(placed.matcher.name)
          guard !column.hasUnknown, values.contains(where: column.known.contains) else { continue }
          var known = column.known
          if placed.matcher.name == "severity" {
            known.formUnion(reporter.knowledge.stack?.severities.map(\.name) ?? [])
          }
          for value in values where !known.contains(value) && !value.isEmpty {
            guard let nearest = Spelling.nearest(to: value, among: known.subtracting(values)) else { continue }
            reporter.report(
              "no alert has `\(placed.matcher.name)=\"\(value)\"`", at: placed.textRange(in: file.source),
              in: file.source, help: "did you mean `\(SecretText.shown(nearest, under: placed.matcher.name))`?")
          }
        }
      }
    })
}
