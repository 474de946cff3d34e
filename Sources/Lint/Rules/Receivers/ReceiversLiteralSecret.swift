import Documents
import Formats

extension Rule {
  static let receiverSecret = Rule(
    "receivers/literal-secret", .warning,
    "a secret that stands in the file although a file of its own could hold it",
    why: """
      Whoever can read the repository can send in your name. A key that ends in `_file` keeps the secret out of it, and it \
      can change without a commit. An info where it looks thought up and not drawn: it may stand for another.
      """,
    sparesTrials: true,
    bad: [
      Example(
        """
        global:
          smtp_auth_password: ⟦hunter2⟧
        route: { receiver: team }
        receivers:
          - name: team
            slack_configs:
              - api_url: ⟦https://hooks.slack.com/services/T0/B0/x⟧
            pagerduty_configs:
              - routing_key: "⟦CHANGE_ME⟧"
            webhook_configs:
              - url: http://hook/?token=⟦9f8e7d6c5b⟧
                http_config: { basic_auth: { username: a, password: ⟦b⟧ } }
        """)
    ],
    good: [
      Example(
        """
        global:
          smtp_auth_password_file: /run/secrets/smtp
        route: { receiver: team }
        receivers:
          - name: team
            victorops_configs:
              - { api_key_file: /run/secrets/victorops, routing_key: team }
            pagerduty_configs:
              - routing_key: ${PAGERDUTY_KEY}
            webhook_configs:
              - url: http://hook
        """)
    ],
    check: .alertmanager { file, reporter in
      // What is refused anyway says so itself.
      let refused = file.problems.map(\.range)
      if file.source.isForTrial { return }
      func look(_ node: Node?, _ keys: [String]) {
        for key in keys {
          guard let text = Text(node?.given(key)?.value), VariableReferences.ranges(in: text.value).isEmpty,
            !refused.contains(where: { $0.overlaps(text.range) })
          else { continue }
          report(text, key, &reporter)
        }
      }
      func lookAll(_ node: Node?, _ keys: [String]) {
        look(node, keys)
        look(node?["http_config"], ["bearer_token"])
        for (section, keys) in clientSecrets { look(node?["http_config"]?[section], keys) }
      }
      lookAll(file.root["global"], globalSecrets)
      for integration in file.receivers.flatMap(\.integrations) {
        lookAll(integration.node, secrets[integration.kind, default: []])
      }
      for secret in WrittenSecret.all(in: file.root)
      where !refused.contains(where: { $0.overlaps(secret.text.range) }) {
        reporter.report(
          secret.message, at: secret.text, part: secret.part, help: secret.help, as: secret.looksDrawn ? nil : .info)
      }
    })
}

// Keys beside which a `_file` one stands, from
// https://github.com/prometheus/alertmanager/blob/main/docs/configuration.md of August 2026.

private let globalSecrets = [
  "smtp_auth_password", "smtp_auth_secret", "slack_api_url", "slack_app_token", "opsgenie_api_key", "wechat_api_secret",
  "victorops_api_key", "telegram_bot_token", "rocketchat_token", "rocketchat_token_id", "mattermost_webhook_url",
]

private let secrets: [String: [String]] = [
  "discord": ["webhook_url"], "email": ["auth_password", "auth_secret"], "incidentio": ["alert_source_token"],
  "mattermost": ["webhook_url"], "msteams": ["webhook_url"], "msteamsv2": ["webhook_url"], "opsgenie": ["api_key"],
  "pagerduty": ["routing_key", "service_key"], "pushover": ["user_key", "token"],
  "rocketchat": ["token", "token_id"], "slack": ["api_url", "app_token"], "telegram": ["bot_token"],
  "victorops": ["api_key"], "wechat": ["api_secret"],
]

private let clientSecrets: [(section: String, keys: [String])] = [
  ("basic_auth", ["password"]), ("authorization", ["credentials"]),
  ("oauth2", ["client_secret", "client_certificate_key"]), ("tls_config", ["key"]),
]

private func report(_ text: Text, _ key: String, _ reporter: inout Reporter) {
  // The public address that an app's token goes with.
  if text.value == "https://slack.com/api/chat.postMessage" { return }
  let help = "put it into a file and name that with `\(key)_file:`"
  let value = text.value
  if Placeholder.isForSecret(value) || !value.includes("://") && SecretValues.saysWhatBelongsHere(value) {
    reporter.report(
      "`\(value)` is a placeholder: no notification arrives with it", at: text, help: help, as: .info)
  } else {
    reporter.report(
      "`\(key)` holds a secret that everybody with the repository can read", at: text, help: help,
      as: SecretValues.looksDrawn(value) ? nil : .info)
  }
}
