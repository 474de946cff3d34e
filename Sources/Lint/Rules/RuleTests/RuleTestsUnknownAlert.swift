import Documents
import Formats

extension Rule {
  static let testOfUnknownAlert = Rule(
    "rule-tests/unknown-alert", .warning,
    "a test asks for an alert that its rule files do not define",
    why: "A test that expects it to fire fails; one that expects silence passes for ever and tests nothing.",
    bad: [
      Example(files: [
        "tests.yml": """
        rule_files: [rules.yml]
        tests:
          - alert_rule_test:
              - eval_time: 5m
                alertname: ⟦APIDown⟧
                exp_alerts: []
        """,
        "rules.yml": "groups: [{ name: api, rules: [{ alert: ApiDown, expr: up == 0 }] }]",
      ])
    ],
    good: [
      Example(files: [
        "tests.yml": """
        rule_files: [rules.yml]
        tests:
          - alert_rule_test:
              - eval_time: 5m
                alertname: ApiDown
                exp_alerts: []
        """,
        "rules.yml": "groups: [{ name: api, rules: [{ alert: ApiDown, expr: up == 0 }] }]",
      ])
    ],
    check: .project { facts, reporter in
      let byFile = Dictionary(grouping: facts.alerts, by: \.source.name)
      // Many files of tests are about the same rules.
      var known: [Set<String>: NearestNames] = [:]
      for test in facts.configuration.ruleTests {
        guard let files = facts.configuration.ruleFiles(of: test) else { continue }
        if known[files] == nil {
          known[files] = NearestNames(among: files.lazy.flatMap { byFile[$0] ?? [] }.map(\.name))
        }
        for one in test.cases where !known[files]!.contains(one.alert.text) && !one.alert.text.isEmpty {
          reporter.report(
            one.fires
              ? "no rule defines the alert `\(one.alert.text)`, so this test fails"
              : "no rule defines the alert `\(one.alert.text)`, so this test passes whatever the rules do",
            at: one.alert.range, in: test.source,
            help: known[files]!.nearest(to: one.alert.text).map { "did you mean `\($0)`?" })
        }
      }
    })
}
