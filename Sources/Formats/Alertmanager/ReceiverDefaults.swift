import Documents

/// What an integration takes from `global:` when it does not say so itself, and what must come from one of the two.
enum ReceiverDefaults {
  private struct Need {
    /// Any of these keys of the integration will do…
    let own: [String]
    /// …or any of these of `global:`.
    let global: [String]
    let what: String
  }

  /// Integrations that Alertmanager treats as empty where others are refused as missing.
  private static let mayBeNull: Set<String> = ["slack", "opsgenie", "wechat", "rocketchat"]

  private static let needs: [String: [Need]] = [
    "email": [
      Need(own: ["smarthost"], global: ["smtp_smarthost"], what: "mail server"),
      Need(own: ["from"], global: ["smtp_from"], what: "sender"),
    ],
    "slack": [
      Need(
        own: ["api_url", "api_url_file", "app_token", "app_token_file"],
        global: ["slack_api_url", "slack_api_url_file", "slack_app_token", "slack_app_token_file"],
        what: "webhook or app token")
    ],
    "opsgenie": [
      Need(own: ["api_key", "api_key_file"], global: ["opsgenie_api_key", "opsgenie_api_key_file"], what: "API key")
    ],
    "victorops": [
      Need(own: ["api_key", "api_key_file"], global: ["victorops_api_key", "victorops_api_key_file"], what: "API key")
    ],
    "wechat": [
      Need(
        own: ["api_secret", "api_secret_file"], global: ["wechat_api_secret", "wechat_api_secret_file"], what: "secret"),
      Need(own: ["corp_id"], global: ["wechat_api_corp_id"], what: "corporation id"),
    ],
    "telegram": [
      Need(
        own: ["bot_token", "bot_token_file"], global: ["telegram_bot_token", "telegram_bot_token_file"],
        what: "bot token")
    ],
    "jira": [Need(own: ["api_url"], global: ["jira_api_url"], what: "address")],
    "rocketchat": [
      Need(
        own: ["token_id", "token_id_file"], global: ["rocketchat_token_id", "rocketchat_token_id_file"],
        what: "token id"),
      Need(own: ["token", "token_file"], global: ["rocketchat_token", "rocketchat_token_file"], what: "token"),
    ],
    "mattermost": [
      Need(
        own: ["webhook_url", "webhook_url_file"], global: ["mattermost_webhook_url", "mattermost_webhook_url_file"],
        what: "webhook")
    ],
  ]

  static func problems(of receiver: AlertmanagerReceiver, in file: AlertmanagerFile) -> [FormatProblem] {
    let global = file.root["global"]
    return receiver.integrations.flatMap { integration -> [FormatProblem] in
      let isNull = integration.node.isNull
      if isNull, !mayBeNull.contains(integration.kind) {
        return [
          FormatProblem(
            "the \(integration.kind) integration is empty", help: "fill it in, or remove it",
            at: place(of: integration, in: receiver))
        ]
      }
      let missing = needs[integration.kind, default: []].filter { need in
        !need.own.contains { integration.node.given($0) != nil } && !need.global.contains { global?.given($0) != nil }
      }
      if let need = missing.first {
        return [
          FormatProblem(
            "the \(integration.kind) integration lacks a \(need.what), and `global:` has none",
            help: "add `\(need.own.last!):` here or `\(need.global.last!):` under `global:`",
            at: place(of: integration, in: receiver))
        ]
      }
      return integration.kind == "slack" ? slackProblems(integration, global) : []
    }
  }

  /// An app's token becomes the authorization of the client.
  private static func slackProblems(_ integration: AlertmanagerReceiver.Integration, _ global: Node?) -> [FormatProblem]
  {
    let node = integration.node
    let own = node.written("http_config")?.value
    func authorizes(_ client: Node?) -> Node.Entry? {
      ["authorization", "bearer_token", "bearer_token_file"].lazy.compactMap { client?.written($0) }.first
    }
    let hasOwnToken = (node.given("app_token") ?? node.given("app_token_file")) != nil
    let hasGlobalToken = (global?.given("slack_app_token") ?? global?.given("slack_app_token_file")) != nil
    let usesGlobal = !hasOwnToken && hasGlobalToken && authorizes(own) == nil && node.given("api_url") == nil
    guard hasOwnToken || usesGlobal, let entry = authorizes(own ?? global?.written("http_config")?.value) else {
      return []
    }
    return [
      FormatProblem(
        "`\(entry.key.text ?? "")` and the token of a Slack app exclude each other", help: "keep one of them",
        at: entry.key.range)
    ]
  }

  private static func place(of integration: AlertmanagerReceiver.Integration, in receiver: AlertmanagerReceiver)
    -> Range<Int>
  {
    if let key = integration.node.mapping?.first?.key { return key.range }
    if !integration.node.range.isEmpty { return integration.node.range }
    return receiver.node.entry(integration.kind + "_configs")?.key.range ?? receiver.name.range
  }
}
