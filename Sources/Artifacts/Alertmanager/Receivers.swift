import Documents
import Project

/// The receivers, each secret by its file.
enum Receivers {
  static func tree(_ receiver: ResolvedReceiver, _ stack: Stack) -> Tree {
    let name = Tree.Entry("name", .string(receiver.name))
    switch receiver.kind {
    case .declared(let declared):
      let integration = Integration(declared, stack)
      return .mapping([name, .init(declared.kind.listKey, [integration.tree])])
    case .relay: return .mapping([name, watchdog("url", "http://\(stack.target.address(of: .heartbeat))/")])
    case .switchAddress(let secret):
      return .mapping([name, watchdog("url_file", stack.target.path(of: secret, in: "alertmanager"))])
    case .nobody: return .mapping([name])
    }
  }

  private static func watchdog(_ key: String, _ address: String) -> Tree.Entry {
    .init("webhook_configs", [.mapping([.init(key, .string(address)), .init("send_resolved", false)])])
  }
}

extension ReceiverKind {
  /// Where Alertmanager lists integrations of this kind.
  fileprivate var listKey: String { self == .teams ? "msteamsv2_configs" : "\(rawValue)_configs" }
}

/// One receiver as Alertmanager's integration; keys from `config/notifiers.go` and `notify/NAME/config.go` of
/// <https://github.com/prometheus/alertmanager/tree/v0.34.0>.
private struct Integration {
  private let receiver: Receiver
  private let stack: Stack

  init(_ receiver: Receiver, _ stack: Stack) {
    self.receiver = receiver
    self.stack = stack
  }

  var tree: Tree { entries.merging(["send_resolved": .boolean(receiver.sendResolved)]) }

  private var entries: Tree {
    switch receiver.kind {
    case .slack:
      .compact([
        "api_url_file": file(.webhookURL), "channel": text(.channel), "title": title,
        "title_link": shared("link"), "text": message("text"), "fallback": title, "color": shared("color"),
        "mrkdwn_in": ["text"],
      ])
    case .email:
      .compact([
        "to": text(.to), "from": text(.from), "smarthost": text(.smarthost), "auth_username": text(.username),
        "auth_password_file": file(.password), "require_tls": .boolean(receiver.requireTLS),
        "headers": ["Subject": title], "html": "{{ template \"pharos.email.html.text\" . }}",
        "text": message("text"),
      ])
    case .pagerduty: pagerduty
    case .webhook: .compact(["url_file": file(.url)])
    case .teams: .compact(["webhook_url_file": file(.webhookURL), "title": title, "text": message("text")])
    case .opsgenie:
      .compact([
        "api_key_file": file(.apiKey), "api_url": address, "message": title, "description": message("text"),
        "source": shared("link"), "entity": shared("owner"), "priority": shared("opsgenie.priority"),
        "tags": "{{ .CommonLabels.severity }},{{ .CommonLabels.team }}", "details": place,
      ])
    case .discord: .compact(["webhook_url_file": file(.webhookURL), "title": title, "message": message("text")])
    case .telegram:
      .compact([
        "bot_token_file": file(.botToken), "chat_id": .integer(receiver.chatID), "parse_mode": "HTML",
        "message": .string(bold + "\n\n" + call("telegram.text")),
      ])
    case .incidentio: .compact(["url": address, "alert_source_token_file": file(.token)])
    case .jira:
      .compact([
        "api_url": address, "project": text(.project), "issue_type": text(.issueType),
        "summary": title, "description": message("text"),
        "priority": shared("jira.priority"), "labels": ["pharos", "{{ .CommonLabels.alertname }}"],
        "http_config": jiraClient,
      ])
    case .mattermost:
      // Fields beside `attachments` came with 0.32.
      .compact([
        "webhook_url_file": file(.webhookURL), "channel": text(.channel), "text": "",
        "attachments": [
          [
            "fallback": title, "color": shared("hex"), "title": title, "title_link": shared("link"),
            "text": message("text"),
          ]
        ],
      ])
    case .webex:
      .compact([
        "room_id": text(.roomID), "message": .string("**\(call("webex.title"))**\n\n\(call("webex.text"))"),
        "http_config": .compact(["authorization": .compact(["credentials_file": file(.token)])]),
      ])
    case .sns:
      .compact([
        "topic_arn": text(.topicARN), "sigv4": .compact(["region": text(.region), "role_arn": text(.roleARN)]),
        "subject": subject, "message": .string("\(call("plain.title"))\n\n\(call("sns.text"))"),
      ])
    case .pushover:
      .compact([
        "user_key_file": file(.userKey), "token_file": file(.token), "title": title,
        "message": message("text"), "url": shared("link"), "priority": shared("pushover.priority"),
      ])
    case .victorops:
      .compact([
        "api_key_file": file(.apiKey), "routing_key": text(.routingKey), "message_type": shared("victorops.type"),
        "entity_display_name": title, "state_message": message("text"),
      ])
    case .rocketchat:
      .compact([
        "api_url": address, "token_file": file(.token), "token_id_file": file(.tokenID), "channel": text(.channel),
        "color": shared("hex"), "title": title, "title_link": shared("link"), "text": message("text"),
      ])
    }
  }

  private var pagerduty: Tree {
    .compact([
      "routing_key_file": file(.pagerdutyKey), "url": address, "description": title,
      "severity": shared("pagerduty.severity"), "source": .string("\(stack.project) \(stack.environment)"),
      "class": "{{ .CommonLabels.alertname }}", "component": shared("owner"), "group": "{{ .CommonLabels.team }}",
      "client": "pharos", "client_url": shared("link"),
      // Keys that are not named here come with a text of Alertmanager's own.
      "details": place.merging([
        "description": message("description"), "firing": message("firing"), "resolved": message("resolved"),
        "num_firing": "{{ len .Alerts.Firing }}", "num_resolved": "{{ len .Alerts.Resolved }}",
        "links": message("links"),
      ]),
      "links": .list(
        [
          (call("runbook"), "Runbook"), ("{{ .CommonAnnotations.dashboard_url }}", "Dashboard"),
          (call("logs"), "Logs"), (call("traces"), "Traces"), (call("silence"), "Silence"),
        ].map { ["href": .string($0), "text": .string($1)] }),
    ])
  }

  /// A user with an API token in Jira Cloud, a personal access token in a Jira of one's own.
  private var jiraClient: Tree {
    if let user = text(.username) {
      return ["basic_auth": .compact(["username": user, "password_file": file(.token)])]
    }
    return ["authorization": .compact(["credentials_file": file(.token)])]
  }

  /// At most a hundred characters of ASCII: <https://docs.aws.amazon.com/sns/latest/api/API_Publish.html>.
  private var subject: Tree {
    .string(
      "{{ printf \"%.99s\" (printf \"%s %s [\(stack.project) \(stack.environment)]\" (.Status | toUpper) .CommonLabels.alertname) "
        + "| reReplaceAll \"[^ -~]\" \"?\" }}")
  }

  private var place: Tree {
    ["project": .string(stack.project), "environment": .string(stack.environment)]
  }

  private var bold: String { "<b>\(call("telegram.title"))</b>" }
  private var title: Tree { shared("\(MessageKind.title(of: receiver.kind)).title") }
  private var address: Tree? { receiver.url.map { .string($0.description) } }

  private func text(_ key: Receiver.TextKey) -> Tree? { receiver[text: key].map { .string($0) } }

  /// Where Alertmanager reads a secret.
  private func file(_ key: Receiver.SecretKey) -> Tree? {
    receiver[secret: key].map { .string(stack.target.path(of: $0, in: "alertmanager")) }
  }

  private func call(_ name: String) -> String { "{{ template \"pharos.\(name)\" . }}" }
  private func message(_ part: String) -> Tree { .string(call("\(receiver.kind.rawValue).\(part)")) }
  private func shared(_ name: String) -> Tree { .string(call(name)) }
}
