import Documents
import Formats

extension Rule {
  static let defaultPage = Rule(
    "routes/default-page", .warning,
    "an alert that should wake somebody, and that no route but the default one takes",
    why: """
      The root route is where alerts end that nobody thought of. What pages deserves a route that says so, so that the next \
      change to the default does not silence it.
      """,
    parameters: [PagingAlerts.parameter],
    sparesTrials: true,
    bad: [
      Example(files: [
        "alertmanager.yml": """
        route:
          receiver: ⟦mail⟧
          routes:
            - matchers: [severity="critical", team="web"]
              receiver: oncall
        receivers: [{ name: mail, webhook_configs: [{ url: http://a }] }, { name: oncall, webhook_configs: [{ url: http://b }] }]
        """,
        "rules.yml": """
        groups:
          - name: example
            rules:
              - { alert: Down, expr: up == 0, labels: { severity: critical, team: data } }
        """,
      ])
    ],
    good: [
      Example(files: [
        "alertmanager.yml": """
        route:
          receiver: mail
          routes:
            - matchers: [severity="critical"]
              receiver: oncall
        receivers: [{ name: mail, webhook_configs: [{ url: http://a }] }, { name: oncall, webhook_configs: [{ url: http://b }] }]
        """,
        "rules.yml": """
        groups:
          - name: example
            rules:
              - { alert: Down, expr: up == 0, labels: { severity: critical, team: data } }
        """,
      ]),
      // A tree of one route is the default for everything, on purpose.
      Example(files: [
        "alertmanager.yml": "route: { receiver: mail }\nreceivers: [{ name: mail }]\n",
        "rules.yml": """
        groups:
          - name: example
            rules:
              - { alert: Down, expr: up == 0, labels: { severity: critical, team: data } }
        """,
      ]),
      // So is one whose other routes notify nobody.
      Example(files: [
        "alertmanager.yml": """
        route: { receiver: mail, routes: [{ matchers: [severity="info"], receiver: nobody }] }
        receivers: [{ name: mail, webhook_configs: [{ url: http://a }] }, { name: nobody }]
        """,
        "rules.yml": """
        groups:
          - name: example
            rules:
              - { alert: Down, expr: up == 0, labels: { severity: critical, team: data } }
        """,
      ]),
    ],
    check: .project { facts, reporter in
      guard let view = facts.alerting.routing else { return }
      for tree in view.trees where tree.tree.notifiers.count > 1 && !tree.tree.file.source.isForTrial {
        let groups = PagingAlerts.destinations(view, tree, reporter.settings).filter { $0.certain == [0] }.map(\.group)
        // Where the default route notifies nobody, that says more.
        guard !groups.isEmpty, let receiver = tree.tree.entries[0].route.receiver,
          tree.tree.file.receiver(receiver.value)?.integrations.isEmpty == false
        else { continue }
        reporter.report(
          "\(view.names(groups)) should wake somebody and ends at the default route", at: receiver.range,
          in: tree.tree.file.source, help: "add a route for it, or correct its labels",
          notes: view.note(groups, reporter))
      }
    })
}

extension RoutingTree {
  /// The receivers that its routes name and that notify somebody.
  fileprivate var notifiers: Set<String> {
    Set(entries.compactMap(\.route.receiver?.value)).filter { file.receiver($0)?.integrations.isEmpty == false }
  }
}
