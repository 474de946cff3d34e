import Documents
import Formats

extension Rule {
  static let unheardPage = Rule(
    "routes/unheard-page", .warning,
    "an alert that should wake somebody, and that ends at a receiver without any integration",
    why: "Alertmanager groups it, waits, and sends it to nobody.",
    parameters: [PagingAlerts.parameter],
    bad: [
      Example(files: [
        "alertmanager.yml": """
        route:
          receiver: mail
          routes:
            - matchers: [severity="critical"]
              receiver: ⟦oncall⟧
        receivers: [{ name: mail, webhook_configs: [{ url: http://a }] }, { name: oncall }]
        """,
        "rules.yml": """
        groups:
          - name: example
            rules:
              - { alert: Down, expr: up == 0, labels: { severity: critical } }
        """,
      ])
    ],
    good: [
      Example(files: [
        "alertmanager.yml": """
        route:
          receiver: mail
          routes:
            - matchers: [severity="none"]
              receiver: nobody
        receivers: [{ name: mail, webhook_configs: [{ url: http://a }] }, { name: nobody }]
        """,
        "rules.yml": """
        groups:
          - name: example
            rules:
              - { alert: Down, expr: up == 0, labels: { severity: critical } }
              - { alert: Watchdog, expr: vector(1), labels: { severity: none } }
        """,
      ])
    ],
    check: .project { facts, reporter in
      guard let view = facts.alerting.routing else { return }
      for tree in view.trees {
        let file = tree.tree.file
        // A start that others fill in has no integration at all.
        guard file.receivers.contains(where: { !$0.integrations.isEmpty }) else { continue }
        var unheard: [Int: [RoutingView.Group]] = [:]
        for (group, certain, possible) in PagingAlerts.destinations(view, tree, reporter.settings) {
          func isSilent(_ route: Int) -> Bool {
            file.receiver(tree.tree.entries[route].options.receiver)?.integrations.isEmpty == true
          }
          // Where it may go elsewhere too, somebody may be notified.
          guard !possible.isEmpty, possible.allSatisfy(isSilent), let route = certain.first else { continue }
          unheard[route, default: []].append(group)
        }
        for (route, groups) in unheard.sorted(by: { $0.key < $1.key }) {
          let owner = tree.tree.ancestry(of: route).last { tree.tree.entries[$0].route.receiver != nil } ?? route
          guard let receiver = tree.tree.entries[owner].route.receiver else { continue }
          reporter.report(
            "\(view.names(groups)) should wake somebody, and `\(receiver.value)` notifies nobody", at: receiver.range,
            in: file.source, help: "give the receiver an integration, or send it to another",
            notes: view.note(groups, reporter))
        }
      }
    })
}
