import Documents
import Formats

extension Rule {
  static let alwaysInhibited = Rule(
    "inhibit/always", .warning, "an inhibit rule whose source is an alert that fires at all times",
    why: """
      A heartbeat fires so that somebody notices when it does not. While it does, what an inhibit rule mutes for it notifies nobody. \
      Labels under `equal` do not help where both sides have the same value, or neither has one: missing equals missing.
      """,
    bad: [
      inhibiting(by: #"⟦alertname="Watchdog"⟧"#, #"alertname="DiskFull""#),
      inhibiting(by: #"⟦severity=~"none|critical"⟧"#, #"severity="warning""#, equal: "[service]"),
    ],
    good: [
      inhibiting(by: #"alertname="Watchdog""#, #"alertname="DiskFull""#, equal: "[instance]"),
      inhibiting(by: #"severity="critical""#, #"severity="warning""#),
    ],
    check: .project { facts, reporter in
      guard let view = facts.alerting.routing, view.alerts.contains(where: \.firesAlways) else { return }
      for tree in view.trees {
        let file = tree.tree.file
        for rule in file.inhibitRules {
          guard let place = rule.source.placed.first else { continue }
          for source in view.groups where source.labels.fulfils(rule.source) == .yes {
            guard let heartbeat = source.members.lazy.map({ view.alerts[$0] }).first(where: \.firesAlways) else {
              continue
            }
            let muted = view.groups.filter { rule.certainlyMutes($0.labels, while: source.labels) }
            if muted.isEmpty { continue }
            reporter.report(
              "`\(heartbeat.name)` fires at all times, so that \(view.names(muted)) can never notify anybody",
              at: place.range, in: file.source,
              help: "leave it out of the source side, or remove the rule", notes: view.note(muted, reporter))
            break
          }
        }
      }
    })

  private static func inhibiting(by source: String, _ target: String, equal: String = "[]") -> Example {
    Example(files: [
      "alertmanager.yml": """
      route: { receiver: team }
      receivers: [{ name: team }]
      inhibit_rules:
        - source_matchers: ['\(source)']
          target_matchers: ['\(target)']
          equal: \(equal)
      """,
      "rules.yml": """
      groups:
        - name: example
          rules:
            - { alert: Watchdog, expr: vector(1), labels: { severity: none } }
            - { alert: Down, expr: up == 0, labels: { severity: critical } }
            - { alert: DiskFull, expr: 'min by (instance) (disk_free_ratio) < 0.1', labels: { severity: warning } }
      """,
    ])
  }
}

extension InhibitRule {
  /// Whether it mutes whatever has some labels while an alert with others fires, whichever labels they have that are not known.
  ///
  /// An alert that both sides match is not muted by another that both match:
  /// <https://github.com/prometheus/alertmanager/blob/main/inhibit/inhibit.go> (excludeTwoSidedMatch).
  fileprivate func certainlyMutes(_ muted: PossibleLabels, while firing: PossibleLabels) -> Bool {
    guard muted.fulfils(target) == .yes, muted.fulfils(source) == .no || firing.fulfils(target) == .no else {
      return false
    }
    return equal.allSatisfy { label in
      switch (muted[label.value], firing[label.value]) {
      case (.absent, .absent): true
      case (.exactly(let one), .exactly(let other)): one == other
      default: false
      }
    }
  }
}
