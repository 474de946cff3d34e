import Documents
import Formats

extension Rule {
  static let impossibleInhibition = Rule(
    "inhibit/impossible", .error,
    "an inhibit rule that can never mute anything, whatever alerts there are",
    why: """
      A label under `equal` must have the same value on both sides, so that no condition may ask for different ones; and alerts \
      that match both sides never mute each other, so that the sides may not be the same.
      """,
    bad: [
      Example(
        """
        route: { receiver: team }
        receivers: [{ name: team }]
        inhibit_rules:
          - source_matchers: [severity="critical"]
            target_matchers: [severity="warning"]
            equal: [service, ⟦severity⟧]
          - source_matchers: [severity="critical"]
            target_matchers: [⟦severity="critical"⟧]
            equal: [service]
          - source_matchers: [team="a", ⟦team="b"⟧]
            target_matchers: [severity="info"]
        """)
    ],
    good: [
      Example(
        """
        route: { receiver: team }
        receivers: [{ name: team }]
        inhibit_rules:
          - source_matchers: [severity="critical"]
            target_matchers: [severity=~"warning|info"]
            equal: [service, team]
          - source_matchers: [alertname="Down"]
            target_matchers: [severity="critical"]
            equal: [instance]
        """)
    ],
    check: .alertmanager { file, reporter in
      for rule in file.inhibitRules {
        if let (placed, other) = contradiction(rule) {
          reporter.report(
            placed.range == other.range
              ? "no value can match this" : "this and `\(other.matcher)` exclude each other: the rule never applies",
            at: placed.range, help: "correct or remove one")
        } else if let label = disagreement(rule) {
          reporter.report(
            "the two sides ask for different values of `\(label.value)`, which must be equal: the rule never applies",
            at: label, help: "remove it from `equal`")
        } else if let place = rule.target.placed.first, isSame(rule) {
          reporter.report(
            "both sides match the same alerts, and such never mute each other: the rule never applies",
            at: place.range, help: "narrow one of the two sides")
        }
      }
    })
}

private func contradiction(_ rule: InhibitRule) -> (MatcherList.Placed, MatcherList.Placed)? {
  for side in [rule.source.placed, rule.target.placed] {
    if let (first, second) = MatcherLogic.contradiction(side.map(\.matcher)) { return (side[second], side[first]) }
  }
  return nil
}

/// A label that has to be equal, and of which no value suits both sides.
private func disagreement(_ rule: InhibitRule) -> Text? {
  let conditions = Dictionary(grouping: rule.source.matchers + rule.target.matchers, by: \.name)
  return rule.equal.first { MatcherLogic.contradiction(conditions[$0.value] ?? []) != nil }
}

private func isSame(_ rule: InhibitRule) -> Bool {
  let (source, target) = (rule.source.matchers, rule.target.matchers)
  return !source.isEmpty && MatcherLogic.implies(source, target) && MatcherLogic.implies(target, source)
}
