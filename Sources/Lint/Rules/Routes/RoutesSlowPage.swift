import Documents
import Formats

extension Rule {
  static let slowPage = Rule(
    "routes/slow-page", .info, offBecause: "waiting for company is right for some teams",
    "a `group_wait` that is longer than the shortest `for` of the alerts that should wake somebody there",
    why: """
      The alert is held back longer to be grouped than it had to last to be believed.
      """,
    parameters: [PagingAlerts.parameter],
    bad: [
      Example(files: [
        "alertmanager.yml": """
        route:
          receiver: mail
          routes:
            - matchers: [severity="critical"]
              receiver: oncall
              group_wait: ⟦5m⟧
        receivers: [{ name: mail }, { name: oncall }]
        """,
        "rules.yml": """
        groups:
          - name: example
            rules:
              - { alert: Down, expr: up == 0, for: 1m, labels: { severity: critical } }
              - { alert: Slow, expr: latency > 1, for: 10m, labels: { severity: critical } }
        """,
      ])
    ],
    good: [
      Example(files: [
        "alertmanager.yml": """
        route:
          receiver: mail
          group_wait: 5m
          routes:
            - matchers: [severity="critical"]
              receiver: oncall
              group_wait: 10s
        receivers: [{ name: mail }, { name: oncall }]
        """,
        "rules.yml": """
        groups:
          - name: example
            rules:
              - { alert: Down, expr: up == 0, for: 1m, labels: { severity: critical } }
              - { alert: Slow, expr: latency > 1, for: 1m, labels: { severity: warning } }
        """,
      ])
    ],
    check: .project { facts, reporter in
      guard let view = facts.alerting.routing else { return }
      for tree in view.trees {
        var reported: Set<Int> = []
        for (group, certain, _) in PagingAlerts.destinations(view, tree, reporter.settings) {
          // An alert without `for` says nothing of how fast it has to be.
          let shortest = group.members.map { view.alerts[$0] }.filter { $0.pending.milliseconds > 0 }.min {
            $0.pending < $1.pending
          }
          guard let shortest else { continue }
          for route in certain where tree.tree.entries[route].options.groupWait > shortest.pending {
            let owner = tree.tree.ancestry(of: route).last { tree.tree.entries[$0].route.groupWait != nil }
            guard let owner, let text = tree.tree.entries[owner].route.groupWait, reported.insert(owner).inserted else {
              continue
            }
            reporter.report(
              "`\(shortest.name)` fires after \(shortest.pending), and its first notification waits \(text.value) more",
              at: text.range, in: tree.tree.file.source, help: "wait less where somebody is woken, such as 10s")
          }
        }
      }
    })
}
