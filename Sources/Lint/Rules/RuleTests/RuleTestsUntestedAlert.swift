import Documents
import Formats

extension Rule {
  static let untestedAlert = Rule(
    "rule-tests/untested-alert", .info, offBecause: "most repositories test only some of their alerts",
    "no test expects an alert to fire",
    why:
      "An alert that was never seen to fire is a guess. A test shows that its expression can be true, and with which labels.",
    bad: [
      Example(files: [
        "tests.yml": """
        rule_files: [rules.yml]
        tests:
          - alert_rule_test:
              - { eval_time: 5m, alertname: ApiDown, exp_alerts: [] }
        """,
        "rules.yml": "groups: [{ name: api, rules: [{ alert: ⟦ApiDown⟧, expr: up == 0 }] }]",
      ])
    ],
    good: [
      Example(files: [
        "tests.yml": """
        rule_files: [rules.yml]
        tests:
          - alert_rule_test:
              - { eval_time: 5m, alertname: ApiDown, exp_alerts: [{ exp_labels: { job: api } }] }
        """,
        "rules.yml": "groups: [{ name: api, rules: [{ alert: ApiDown, expr: up == 0 }] }]",
      ])
    ],
    check: .project { facts, reporter in
      // Without any tests, one finding an alert would say nothing new.
      guard !facts.configuration.ruleTests.isEmpty else { return }
      let tested = Set(facts.configuration.ruleTests.flatMap(\.cases).filter(\.fires).map(\.alert.text))
      for alert in facts.alerts where !tested.contains(alert.name) {
        reporter.report(
          "no test expects `\(alert.name)` to fire", at: alert.range, in: alert.source,
          help: "add a case to `alert_rule_test` whose series make it fire")
      }
    })
}
