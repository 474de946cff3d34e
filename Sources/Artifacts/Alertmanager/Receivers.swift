import Documents
import Project

/// The receivers, each secret by its file.
struct Receivers {
  let stack: Stack

  /// - Parameter route: the tree that sends to them; the stack's own receivers are there only where it names them.
  func all(for route: Tree) -> [Tree] {
    var trees = stack.spec.receivers.map(receiver)
    if Self.names(RouteNames.heartbeat, route), let heartbeat = stack.spec.heartbeat {
      // An Alertmanager of somebody else's has no relay of ours beside it.
      let relay = stack.runs("heartbeat") ? stack.address(of: .heartbeat) : nil
      let address: (key: String, value: String) =
        relay.map { ("url", "http://\($0)/") } ?? ("url_file", heartbeat.url.containerPath)
      trees.append([
        "name": .string(RouteNames.heartbeat),
        "webhook_configs": [.mapping([.init(address.key, .string(address.value)), .init("send_resolved", false)])],
      ])
    }
    if Self.names(RouteNames.nobody, route) { trees.append(["name": .string(RouteNames.nobody)]) }
    return trees
  }

  private static func names(_ receiver: String, _ route: Tree) -> Bool {
    if route["receiver"] == .string(receiver) { return true }
    guard case .list(let inner)? = route["routes"] else { return false }
    return inner.contains { names(receiver, $0) }
  }

  private func receiver(_ name: String, _ receiver: Receiver) -> Tree {
    let (key, configuration) = integration(receiver)
    return .mapping([.init("name", .string(name)), .init(key, [configuration])])
  }

  private func integration(_ receiver: Receiver) -> (key: String, configuration: Tree) {
    let resolved = Tree.boolean(receiver.sendResolved)
    switch receiver.kind {
    case .slack(let channel, let webhook):
      return (
        "slack_configs",
        [
          "api_url_file": .string(webhook.containerPath), "channel": .string(channel), "send_resolved": resolved,
          "title": "{{ template \"pharos.title\" . }}", "title_link": "{{ template \"pharos.link\" . }}",
          "text": "{{ template \"pharos.slack.text\" . }}", "fallback": "{{ template \"pharos.title\" . }}",
          "color": "{{ template \"pharos.color\" . }}", "mrkdwn_in": ["text"],
        ]
      )
    case .email(let to, let from, let smarthost, let username, let password, let requireTLS):
      return (
        "email_configs",
        .compact([
          "to": .string(to), "from": .string(from), "smarthost": .string(smarthost),
          "auth_username": username.map { .string($0) },
          "auth_password_file": password.map { .string($0.containerPath) },
          "require_tls": .boolean(requireTLS), "send_resolved": resolved,
          "headers": ["Subject": "{{ template \"pharos.title\" . }}"],
          "html": "{{ template \"pharos.email.html\" . }}", "text": "{{ template \"pharos.email.text\" . }}",
        ])
      )
    case .pagerduty(let key):
      return (
        "pagerduty_configs",
        [
          "routing_key_file": .string(key.containerPath), "send_resolved": resolved,
          "description": "{{ template \"pharos.title\" . }}",
          "severity": "{{ template \"pharos.pagerduty.severity\" . }}",
          "class": "{{ .CommonLabels.alertname }}", "component": "{{ template \"pharos.owner\" . }}",
          "group": "{{ .CommonLabels.team }}",
          "client": "pharos", "client_url": "{{ template \"pharos.link\" . }}",
          "details": [
            "description": "{{ .CommonAnnotations.description }}", "firing": "{{ .Alerts.Firing | len }}",
            "runbook": "{{ .CommonAnnotations.runbook_url }}", "dashboard": "{{ .CommonAnnotations.dashboard_url }}",
          ],
          "links": [
            ["href": "{{ template \"pharos.runbook\" . }}", "text": "Runbook"],
            ["href": "{{ template \"pharos.silence\" . }}", "text": "Silence"],
          ],
        ]
      )
    case .webhook(let url):
      return ("webhook_configs", ["url_file": .string(url.containerPath), "send_resolved": resolved])
    }
  }
}
