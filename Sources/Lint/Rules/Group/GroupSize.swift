import Documents
import Formats

extension Rule {
  static let groupSize = Rule(
    "group/size", .info, offBecause: "how many rules are too many depends on what they cost",
    "a group has many rules",
    why:
      "The rules of a group run one after the other within its interval. Smaller groups run side by side, and a slow rule delays fewer others.",
    parameters: [Parameter("limit", "how many rules a group may have", default: .integer(20))],
    bad: [
      Example(
        """
        groups:
          - name: ⟦api⟧
            rules: [\((1...21).map { "{ alert: A\($0), expr: up == \($0) }" }.joined(separator: ", "))]
        """)
    ],
    good: [Example("groups: [{ name: api, rules: [{ alert: Down, expr: up == 0 }] }]")],
    check: .group { group, reporter in
      guard let limit = reporter.settings.integer("limit"), group.rules.count > limit, let name = group.name else {
        return
      }
      reporter.report(
        "the group has \(group.rules.count) rules, more than \(limit): they run one after the other", at: name,
        help: "split it by what the rules are about")
    })
}
