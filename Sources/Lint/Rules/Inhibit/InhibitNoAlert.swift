import Documents
import Formats

extension Rule {
  static let unmatchedInhibition = Rule(
    "inhibit/no-alert", .warning,
    "an inhibit rule of which one side matches no alert of the project, or whose sides agree for no two alerts",
    why: "It mutes nothing: what it should keep quiet still wakes people.",
    bad: [
      Example(files: [
        "alertmanager.yml": """
        route: { receiver: team }
        receivers: [{ name: team }]
        inhibit_rules:
          - source_matchers: [alertname="⟦HostDwon⟧"]
            target_matchers: [severity="warning"]
            equal: [instance]
          - source_matchers: [severity="critical"]
            target_matchers: [severity="warning"]
            equal: [⟦team⟧]
          - source_matchers: [⟦alert="HostDown"⟧]
            target_matchers: [severity="warning"]
        """,
        "rules.yml": """
        groups:
          - name: example
            rules:
              - { alert: HostDown, expr: up == 0, labels: { severity: critical, team: a } }
              - { alert: Slow, expr: latency > 1, labels: { severity: warning, team: b } }
        """,
      ])
    ],
    good: [
      Example(files: [
        "alertmanager.yml": """
        route: { receiver: team }
        receivers: [{ name: team }]
        inhibit_rules:
          - source_matchers: [alertname="HostDown"]
            target_matchers: [severity="warning"]
            equal: [instance, team]
        """,
        "rules.yml": """
        groups:
          - name: example
            rules:
              - { alert: HostDown, expr: up == 0, labels: { severity: critical, team: a } }
              - { alert: Slow, expr: latency > 1, labels: { severity: warning, team: a } }
        """,
      ])
    ],
    check: .project { facts, reporter in
      guard let view = facts.alerting.routing, !view.alerts.isEmpty else { return }
      var sides = InhibitionSides(view)
      for tree in view.trees {
        for rule in tree.tree.file.inhibitRules {
          let inhibition = sides.inhibition(rule)
          if inhibition.isImpossible { continue }
          for (list, side, matching) in [
            (rule.source, "source", inhibition.source), (rule.target, "target", inhibition.target),
          ] where matching.isEmpty {
            report(list, side, &sides.alerts, view, tree.tree.file, &reporter)
          }
          let lists = [(rule.source, inhibition.source), (rule.target, inhibition.target)]
          for placed in lists.filter({ !$1.isEmpty }).flatMap(\.0.placed) where view.mistakesName(placed.matcher) {
            reporter.report(
              "no alert has the label `\(placed.matcher.name)`: the name of an alert is in `alertname`",
              at: placed.range,
              in: tree.tree.file.source, help: "did you mean `alertname`?")
          }
          if inhibition.source.isEmpty || inhibition.target.isEmpty { continue }
          if let label = rule.equal.first(where: { inhibition.neverAgrees(on: $0.value) }) {
            reporter.report(
              "no alert of the source side has the same `\(label.value)` as one of the target side: nothing is muted",
              at: label.contentRange(in: tree.tree.file.source), in: tree.tree.file.source,
              help: "remove it from `equal`, or correct the rules' labels")
          }
        }
      }
    })
}

private func report(
  _ list: MatcherList, _ side: String, _ alerts: inout AlertIndex, _ view: RoutingView, _ file: AlertmanagerFile,
  _ reporter: inout Reporter
) {
  let consequence = side == "source" ? "nothing is ever muted by it" : "there is nothing to mute"
  for placed in list.placed where alerts.lacks(placed.matcher) {
    if placed.matcher.isPatternLike { return }
    let unmet = UnmetMatcher(placed.matcher, &alerts)
    return reporter.report(
      unmet.isAbsent
        ? "no alert has the label `\(placed.matcher.name)`: \(consequence)"
        : "no alert has \(placed.matcher): \(consequence)",
      at: unmet.isAbsent ? placed.range : placed.textRange(in: file.source), in: file.source, help: unmet.help)
  }
  guard let first = list.placed.first, let last = list.placed.last else { return }
  reporter.report(
    "no alert fulfils all conditions of the \(side) side: \(consequence)",
    at: min(first.range.lowerBound, last.range.lowerBound)..<max(first.range.upperBound, last.range.upperBound),
    in: file.source, help: "correct the conditions, or remove the rule")
}
