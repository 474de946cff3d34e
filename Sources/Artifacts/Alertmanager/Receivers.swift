import Documents
import Project

/// The receivers, each secret by its file.
enum Receivers {
  static func tree(_ receiver: ResolvedReceiver, _ stack: Stack) -> Tree {
    let name = Tree.Entry("name", .string(receiver.name))
    switch receiver.kind {
    case .declared(let declared):
      let (key, configuration) = integration(declared) { stack.target.path(of: $0, in: "alertmanager") }
      return .mapping([name, .init(key, [configuration])])
    case .relay: return .mapping([name, watchdog("url", "http://\(stack.target.address(of: .heartbeat))/")])
    case .switchAddress(let secret):
      return .mapping([name, watchdog("url_file", stack.target.path(of: secret, in: "alertmanager"))])
    case .nobody: return .mapping([name])
    }
  }

  private static func watchdog(_ key: String, _ address: String) -> Tree.Entry {
    .init("webhook_configs", [.mapping([.init(key, .string(address)), .init("send_resolved", false)])])
  }

  /// - Parameter path: where Alertmanager reads a secret.
  private static func integration(
    _ receiver: Receiver, path: (SecretReference) -> String
  ) -> (key: String, configuration: Tree) {
    let resolved = Tree.boolean(receiver.sendResolved)
    switch receiver.kind {
    case .slack(let channel, let webhook):
      return (
        "slack_configs",
        [
          "api_url_file": .string(path(webhook)), "channel": .string(channel), "send_resolved": resolved,
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
          "auth_password_file": password.map { .string(path($0)) },
          "require_tls": .boolean(requireTLS), "send_resolved": resolved,
          "headers": ["Subject": "{{ template \"pharos.title\" . }}"],
          "html": "{{ template \"pharos.email.html\" . }}", "text": "{{ template \"pharos.email.text\" . }}",
        ])
      )
    case .pagerduty(let key):
      return (
        "pagerduty_configs",
        [
          "routing_key_file": .string(path(key)), "send_resolved": resolved,
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
      return ("webhook_configs", ["url_file": .string(path(url)), "send_resolved": resolved])
    }
  }
}
