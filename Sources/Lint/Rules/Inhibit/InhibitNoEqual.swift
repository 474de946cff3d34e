import Documents
import Formats

extension Rule {
  static let broadInhibition = Rule(
    "inhibit/no-equal", .warning,
    "an inhibit rule between severities without `equal`",
    why:
      "One critical alert anywhere then mutes every warning everywhere, of services that have nothing to do with it.",
    bad: [
      Example(
        """
        route: { receiver: team }
        receivers: [{ name: team }]
        inhibit_rules:
          - ⟦source_matchers⟧: [severity="critical"]
            target_matchers: [severity="warning"]
        """)
    ],
    good: [
      Example(
        """
        route: { receiver: team }
        receivers: [{ name: team }]
        inhibit_rules:
          - source_matchers: [severity="critical"]
            target_matchers: [severity="warning"]
            equal: [service]
          - source_matchers: [alertname="DatacenterDown"]
            target_matchers: [severity="warning"]
          - source_matchers: [severity="critical", team="web"]
            target_matchers: [severity="warning", team="web"]
        """)
    ],
    check: .alertmanager { file, reporter in
      for rule in file.inhibitRules where rule.equal.isEmpty {
        let names = Set((rule.source.matchers + rule.target.matchers).map(\.name))
        let keys = ["source_matchers", "source_match", "source_match_re"]
        guard names == ["severity"], let key = keys.lazy.compactMap({ rule.node.entry($0) }).first else { continue }
        reporter.report(
          "any such alert mutes all others: nothing says that they belong together", at: key.key.range,
          help: "add `equal:` with what they share, such as `[service]`")
      }
    })
}
