import Documents
import Formats

extension Rule {
  static let testWithoutRuleFile = Rule(
    "rule-tests/missing-rule-file", .warning,
    "a path of a test's `rule_files` matches none of the given files",
    why: "promtool only warns, and then tests against no rules: tests that expect nothing pass.",
    bad: [
      Example(files: [
        "tests/api.yml": """
        rule_files: ["⟦../rule/api.yml⟧"]
        tests: []
        """,
        "rules/api.yml": "groups: [{ name: api, rules: [{ alert: Down, expr: up == 0 }] }]",
      ])
    ],
    good: [
      Example(files: [
        "tests/api.yml": """
        rule_files: [../rules/*.yml]
        tests: []
        """,
        "rules/api.yml": "groups: [{ name: api, rules: [{ alert: Down, expr: up == 0 }] }]",
      ])
    ],
    check: .project { facts, reporter in
      for test in facts.configuration.ruleTests {
        for pattern in test.ruleFiles {
          let path = ProjectPath.resolved(pattern.text, beside: test.source.name)
          guard facts.configuration.sees(path), facts.configuration.files(matching: path).isEmpty else { continue }
          reporter.report(
            "no file matches `\(pattern.text)`: the tests run without its rules", at: pattern.range, in: test.source,
            help: "it stands for `\(path)` here")
        }
      }
    })
}

extension ConfigurationFacts {
  /// The rule files that a test loads; nil if some of them were not given.
  func ruleFiles(of test: RuleTestFact) -> Set<String>? {
    var names: Set<String> = []
    for pattern in test.ruleFiles {
      let found = files(matching: ProjectPath.resolved(pattern.text, beside: test.source.name))
      if found.isEmpty { return nil }
      names.formUnion(found.map(\.source.name))
    }
    return names.isEmpty ? nil : names
  }
}
