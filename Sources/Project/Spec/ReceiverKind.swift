import Documents

/// What Alertmanager can send to, by the word that the spec has for it.
package enum ReceiverKind: String, CaseIterable, Sendable {
  case slack, email, pagerduty, webhook, teams, opsgenie, discord, telegram, incidentio, jira, mattermost, webex, sns,
    pushover, victorops, rocketchat

  /// The first Alertmanager that takes a receiver of this kind with its secrets in files, as it is generated. From `config/notifiers.go` of
  /// each tag of <https://github.com/prometheus/alertmanager>: `api_url_file` of Slack came with 0.22, `auth_password_file`,
  /// `routing_key_file` of PagerDuty and `api_key_file` of VictorOps with 0.25, `url_file` of webhooks, `bot_token_file` and
  /// Pushover's files with 0.26, Discord's `webhook_url_file` with 0.27, the others with the integration itself.
  package var since: String {
    switch self {
    case .slack: "0.22.0"
    case .sns: "0.23.0"
    case .opsgenie: "0.24.0"
    case .email, .pagerduty, .victorops, .webex: "0.25.0"
    case .webhook, .telegram, .pushover: "0.26.0"
    case .discord: "0.27.0"
    case .teams, .jira, .rocketchat: "0.28.0"
    case .incidentio: "0.29.0"
    case .mattermost: "0.30.0"
    }
  }

  /// Its keys, and what they mean.
  var section: Section<Receiver> {
    let (summary, fields) = declaration
    return Section(
      rawValue, summary, default: Receiver(self),
      fields: [.ignored("type", "Kind of receiver.")] + fields + [
        .init("send_resolved", \.sendResolved, .boolean, "Whether to tell when an alert is over.")
      ])
  }

  private var declaration: (summary: String, fields: [Field<Receiver>]) {
    switch self {
    case .slack:
      (
        "A Slack channel by an incoming webhook.",
        [
          text(.channel, Self.channel, "Channel to post to.", isRequired: true),
          secret(.webhookURL, "File that holds the webhook's address."),
        ]
      )
    case .email:
      (
        "A mailbox.",
        [
          text(.to, Self.template, "Recipients, separated by commas.", isRequired: true),
          text(.from, Self.template, "Sender.", isRequired: true),
          text(
            .smarthost, Codec.hostPort.map(to: \.description, from: { HostPort($0) }), "Mail server.", isRequired: true),
          text(.username, Codec.text.onOneLine, "User name at the mail server."),
          secret(.password, "File that holds the password.", isRequired: false),
          .init("require_tls", \.requireTLS, .boolean, "Whether to refuse a connection without TLS."),
        ]
      )
    case .pagerduty:
      (
        "A PagerDuty service by its Events API v2.",
        [
          secret(.pagerdutyKey, "File that holds the integration key."),
          url(
            "Address of the Events API where it is not the usual one: `https://events.eu.pagerduty.com/v2/enqueue` in the EU."
          ),
        ]
      )
    case .webhook:
      ("Any service that takes Alertmanager's webhook.", [secret(.url, "File that holds the address.")])
    case .teams:
      (
        "A Microsoft Teams channel by a workflow's webhook.",
        [secret(.webhookURL, "File that holds the address of the workflow.")]
      )
    case .opsgenie:
      (
        "An Opsgenie team by an API integration. Atlassian ends Opsgenie on April 5, 2027.",
        [
          secret(.apiKey, "File that holds the integration's API key."),
          url("Address of the API where it is not the usual one: `https://api.eu.opsgenie.com/` in the EU."),
        ]
      )
    case .discord: ("A Discord channel by a webhook.", [secret(.webhookURL, "File that holds the webhook's address.")])
    case .telegram:
      (
        "A Telegram chat by a bot.",
        [
          secret(.botToken, "File that holds the bot's token."),
          .init(
            "chat_id", \.chatID, Self.chat, "Number of the chat; that of a group is negative.", isRequired: true),
        ]
      )
    case .incidentio:
      (
        "An alert source of incident.io.",
        [
          url("Address of the alert source.", isRequired: true),
          secret(.token, "File that holds the alert source's token."),
        ]
      )
    case .jira:
      (
        "Issues in a Jira project, one for each group of alerts.",
        [
          .init(
            "url", \.url, Self.jiraAddress,
            "Address of the REST API, version 2: `https://acme.atlassian.net/rest/api/2`.",
            isRequired: true),
          text(.project, Self.template, "Key of the project.", isRequired: true),
          text(.issueType, Self.template, "Type of the issues.", isRequired: true),
          text(
            .username, Codec.text.onOneLine.notBlank,
            "User of the token, in Jira Cloud; a personal access token has none."),
          secret(.token, "File that holds the API token."),
        ]
      )
    case .mattermost:
      (
        "A Mattermost channel by an incoming webhook.",
        [
          secret(.webhookURL, "File that holds the webhook's address."),
          text(.channel, Self.template, "Channel to post to; the webhook's own if not said."),
        ]
      )
    case .webex:
      (
        "A Webex room by a bot.",
        [
          text(.roomID, Self.template, "Id of the room.", isRequired: true),
          secret(.token, "File that holds the bot's token."),
        ]
      )
    case .sns:
      (
        "An Amazon SNS topic. Alertmanager takes its credentials from the role of the machine.",
        [
          text(.topicARN, Self.template, "ARN of the topic.", isRequired: true),
          text(.region, Codec.string.onOneLine.notBlank, "AWS region; that of the machine if not said."),
          text(.roleARN, Codec.string.onOneLine.notBlank, "ARN of a role to take on."),
        ]
      )
    case .pushover:
      (
        "People's phones by Pushover.",
        [
          secret(.userKey, "File that holds the key of the user or group."),
          secret(.token, "File that holds the application's token."),
        ]
      )
    case .victorops:
      (
        "A Splunk On-Call (VictorOps) team.",
        [
          secret(.apiKey, "File that holds the API key."),
          text(.routingKey, Self.template, "Routing key of the team.", isRequired: true),
        ]
      )
    case .rocketchat:
      (
        "A Rocket.Chat channel by a personal access token.",
        [
          secret(.token, "File that holds the token."), secret(.tokenID, "File that holds the token's user id."),
          text(.channel, Self.template, "Channel to post to.", isRequired: true),
          url("Address of the server where it is not `https://open.rocket.chat/`."),
        ]
      )
    }
  }
}

/// Fields of receivers.
extension ReceiverKind {
  private func text(
    _ key: Receiver.TextKey, _ codec: Codec<String>, _ summary: String, isRequired: Bool = false
  ) -> Field<Receiver> {
    .init(key.rawValue, \.[text: key], codec, summary, isRequired: isRequired)
  }

  private func secret(_ key: Receiver.SecretKey, _ summary: String, isRequired: Bool = true) -> Field<Receiver> {
    .init(key.rawValue, \.[secret: key], SecretReference.codec, summary, isRequired: isRequired)
  }

  private func url(_ summary: String, isRequired: Bool = false) -> Field<Receiver> {
    .init("url", \.url, .webAddress, summary, isRequired: isRequired)
  }

  private static let template = Codec.notificationTemplate.onOneLine.notBlank

  private static let channel = Codec.name(
    "Slack channel", pattern: "^([#@]?[^ #@]+|.*\\{\\{.*)$", example: "\"#alerts\"",
    rule: "`#` and its name, in quotes as YAML takes `#` for a comment",
    // The blanks of a template are its own.
    isValid: { !$0.isEmpty && (!$0.contains(" ") || $0.contains("{{")) }
  ).onOneLine.template(of: .alertmanager).renamed("Slack channel, a notification template")

  /// Bots know chats by numbers of at most 52 significant bits: <https://core.telegram.org/bots/api#chat>.
  private static let chat = Codec.integer(-(1 << 52)...(1 << 52)).checked {
    $0 == 0 ? ("a chat's number cannot be 0", "write the number that the bot's `getUpdates` shows") : nil
  }

  /// Version 3 takes the description of an issue as a JSON document only: `prepareIssueRequestBody` in Alertmanager's notify/jira/jira.go.
  private static let jiraAddress = Codec.webAddress.checked { address in
    address.base.hasSuffix("/rest/api/2")
      ? nil
      : (
        "`\(address)` is not version 2 of Jira's REST API",
        "write it like `https://acme.atlassian.net/rest/api/2`; version 3 takes no text as the description of an issue"
      )
  }
}
