import Documents
import Formats

extension Rule {
  static let missingEqualLabel = Rule(
    "inhibit/missing-label", .warning,
    "a label under `equal` that no alert of either side carries",
    why: """
      To Alertmanager a missing label equals a missing label. The condition holds for any two alerts, and one alert mutes \
      everything on the target side.
      """,
    bad: [
      Example(files: [
        "alertmanager.yml": """
        route: { receiver: team }
        receivers: [{ name: team }]
        inhibit_rules:
          - source_matchers: [severity="critical"]
            target_matchers: [severity="warning"]
            equal: [job, ⟦service⟧]
        """,
        "rules.yml": """
        groups:
          - name: example
            rules:
              - { alert: Down, expr: 'sum by (job) (up) == 0', labels: { severity: critical } }
              - { alert: Slow, expr: 'sum by (job) (latency) > 1', labels: { severity: warning } }
        """,
      ])
    ],
    good: [
      Example(files: [
        "alertmanager.yml": """
        route: { receiver: team }
        receivers: [{ name: team }]
        inhibit_rules:
          - source_matchers: [severity="critical"]
            target_matchers: [severity="warning"]
            equal: [job, cluster]
        """,
        "rules.yml": """
        groups:
          - name: example
            rules:
              - { alert: Down, expr: 'sum by (job) (up) == 0', labels: { severity: critical } }
              - { alert: Slow, expr: 'sum by (job) (latency) > 1', labels: { severity: warning } }
        """,
      ])
    ],
    check: .project { facts, reporter in
      guard let view = facts.alerting.routing, !view.alerts.isEmpty else { return }
      var sides = InhibitionSides(view)
      for tree in view.trees {
        let file = tree.tree.file
        for rule in file.inhibitRules {
          let inhibition = sides.inhibition(rule)
          if inhibition.isImpossible || inhibition.source.isEmpty || inhibition.target.isEmpty { continue }
          for label in rule.equal where inhibition.nobodyHas(label.value) {
            reporter.report(
              "no alert of either side carries `\(label.value)`, and missing equals missing: this does not narrow the rule",
              at: label.contentRange(in: file.source), in: file.source,
              help: "name a label that the alerts have, or add this one to their rules")
          }
        }
      }
    })
}
