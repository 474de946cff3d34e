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
      let alerts = view.groups.map(\.labels)
      for tree in view.trees {
        for rule in tree.tree.file.inhibitRules {
          let inhibition = Inhibition(rule, alerts)
          if inhibition.isImpossible { continue }
          for (list, side, matching) in [
            (rule.source, "source", inhibition.sources), (rule.target, "target", inhibition.targets),
          ] where matching.isEmpty {
            report(list, side, alerts, view, tree.tree.file, &reporter)
          }
          let lists = [(rule.source, inhibition.sources), (rule.target, inhibition.targets)]
          for placed in lists.filter({ !$1.isEmpty }).flatMap(\.0.placed) where view.mistakesName(placed.matcher) {
            reporter.report(
              "no alert has the label `\(placed.matcher.name)`: the name of an alert is in `alertname`",
              at: placed.range,
              in: tree.tree.file.source, help: "did you mean `alertname`?")
          }
          if inhibition.sources.isEmpty || inhibition.targets.isEmpty { continue }
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
  _ list: MatcherList, _ side: String, _ alerts: [PossibleLabels], _ view: RoutingView, _ file: AlertmanagerFile,
  _ reporter: inout Reporter
) {
  let consequence = side == "source" ? "nothing is ever muted by it" : "there is nothing to mute"
  for placed in list.placed where alerts.allSatisfy({ $0.fulfils(placed.matcher) == .no }) {
    if placed.matcher.isPatternLike { return }
    let unmet = UnmetMatcher(placed.matcher, alerts)
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

/// The two sides of an inhibit rule, with the alerts that may be on each.
struct Inhibition {
  let rule: InhibitRule
  let sources: [PossibleLabels]
  let targets: [PossibleLabels]

  init(_ rule: InhibitRule, _ alerts: [PossibleLabels]) {
    self.rule = rule
    sources = alerts.filter { $0.fulfils(rule.source) != .no }
    targets = alerts.filter { $0.fulfils(rule.target) != .no }
  }

  /// Whether the rule is wrong by itself, whatever alerts there are.
  var isImpossible: Bool {
    MatcherLogic.contradiction(rule.source.matchers) != nil || MatcherLogic.contradiction(rule.target.matchers) != nil
      || rule.equal.contains { label in
        MatcherLogic.contradiction((rule.source.matchers + rule.target.matchers).filter { $0.name == label.value })
          != nil
      }
  }

  func neverAgrees(on label: String) -> Bool {
    let mine = Set(sources.map { $0[label] }), theirs = Set(targets.map { $0[label] })
    // What is not known may be anything; of what is known, only the same agrees.
    if mine.contains(.anything) || theirs.contains(.anything) { return false }
    func mayMeet(_ one: Set<PossibleLabels.Value>, _ other: Set<PossibleLabels.Value>) -> Bool {
      one.contains(.present) && other.contains { $0 != .absent }
    }
    return mine.isDisjoint(with: theirs) && !mayMeet(mine, theirs) && !mayMeet(theirs, mine)
  }

  /// Whether neither side ever carries a label.
  func nobodyHas(_ label: String) -> Bool {
    (sources + targets).allSatisfy { $0[label] == .absent }
  }
}
