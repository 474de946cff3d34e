import Documents
import Formats

extension Rule {
  static let emptyGroup = Rule(
    "group/empty", .warning,
    "a group has no rules",
    why: "Prometheus evaluates nothing for it. Mostly its rules were lost in a merge, or stand one level too far out.",
    bad: [
      Example(
        """
        groups:
          - name: ⟦api⟧
          - name: ⟦db⟧
            rules:
        """)
    ],
    good: [
      Example("groups: [{ name: api, rules: [{ alert: Down, expr: up == 0 }] }]"),
      // Who writes an empty list means one.
      Example("groups: [{ name: api, rules: [] }, { name: db, rules: [{ alert: Down, expr: up == 0 }] }]"),
    ],
    check: .group { group, reporter in
      guard let name = group.name, group.node["rules"]?.isNull ?? true, !reporter.source.isFixture else { return }
      // The program fills the file when it has something to alert on.
      if reporter.source.purpose.isGenerated { return }
      // A key that is misspelt may be the one that holds them.
      if group.node["rules"] == nil, !RuleFileShape.unknownKeys(ofGroup: group.node).isEmpty { return }
      reporter.report("the group `\(name.value)` has no rules", at: name, help: "remove it, or add `rules:`")
    })
}
