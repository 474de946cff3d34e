import Documents
import GoTemplate

/// The integrations of a receiver.
///
/// From <https://github.com/prometheus/alertmanager/tree/main/notify> and `config/notifiers.go` there, of August 2026.
package enum ReceiverShapes {
  /// By the key of their list.
  package static let integrations: [String: Shape] = [
    "discord_configs": discord, "email_configs": email, "incidentio_configs": incidentio, "jira_configs": jira,
    "mattermost_configs": ChatShapes.mattermost, "msteams_configs": msteams, "msteamsv2_configs": msteamsV2,
    "opsgenie_configs": opsgenie, "pagerduty_configs": pagerduty, "pushover_configs": pushover,
    "rocketchat_configs": ChatShapes.rocketchat, "slack_configs": ChatShapes.slack, "sns_configs": sns,
    "telegram_configs": telegram, "victorops_configs": victorops, "webex_configs": webex, "webhook_configs": webhook,
    "wechat_configs": wechat,
  ]

  /// What every integration has, and its own fields.
  static func integration(
    _ name: String, text: String = "", flags: String = "", integers: String = "", _ others: [String: Shape] = [:],
    checks: [SectionShape.Check] = []
  ) -> Shape {
    .section(
      SectionShape(
        "\(name)_config",
        .fields(text: text, flags: flags + " send_resolved", integers: integers, others)
          .merging(["http_config": HTTPClientShape.config]) { $1 }, checks: checks))
  }

  private static let webhookURL: [SectionShape.Check] = [
    Condition.oneOf("webhook_url", "webhook_url_file"),
    Condition.atMostOne("webhook_url", "webhook_url_file"),
  ]

  private static let discord = integration(
    "discord", text: "webhook_url_file content title message username avatar_url", ["webhook_url": .secretURL],
    checks: webhookURL)

  private static let msteams = integration(
    "msteams", text: "webhook_url_file title summary text", ["webhook_url": .secretURL], checks: webhookURL)

  private static let msteamsV2 = integration(
    "msteamsv2", text: "webhook_url_file title text", ["webhook_url": .secretURL], checks: webhookURL)

  /// The one integration that speaks no HTTP.
  private static let email = Shape.section(
    SectionShape(
      "email_config",
      .fields(
        text: """
          to from hello auth_username auth_password auth_password_file auth_secret auth_secret_file auth_identity html text
          """,
        flags: "send_resolved require_tls force_implicit_tls",
        [
          "smarthost": .parsed(GoValues.hostPortProblem), "headers": .map(.string),
          "tls_config": HTTPClientShape.tls,
          "threading": .section(
            SectionShape("threading", .fields(text: "thread_by_date", flags: "enabled"))),
        ]),
      checks: [Condition.filled("to"), headersDiffer, threadingIsConsistent]))

  private static let headersDiffer: SectionShape.Check = { node in
    var seen: Set<String> = []
    return (node["headers"]?.mapping ?? []).compactMap { entry in
      guard let name = entry.key.text, !seen.insert(name.lowercased()).inserted else { return nil }
      return FormatProblem(
        "the header `\(name)` is given twice: their case does not tell headers apart", help: "remove one",
        at: entry.key.range)
    }
  }

  private static let threadingIsConsistent: SectionShape.Check = { node in
    guard let threading = node["threading"], threading.flag("enabled") == true else { return [] }
    for entry in node["headers"]?.mapping ?? [] {
      if let name = entry.key.text, ["references", "in-reply-to"].contains(name.lowercased()) {
        return [
          FormatProblem(
            "threading sets the header `\(name)` itself", help: "remove the header, or disable threading",
            at: entry.key.range)
        ]
      }
    }
    let by = threading.entry("thread_by_date")
    if ["none", "daily"].contains(by?.value.text ?? "") { return [] }
    return [
      FormatProblem(
        "`thread_by_date` must be `none` or `daily` where threading is enabled", help: "write `daily`",
        at: by?.value.range ?? threading.entry("enabled")?.key.range ?? threading.range)
    ]
  }

  private static let incidentio = integration(
    "incidentio", text: "url_file alert_source_token alert_source_token_file",
    ["url": .webURL, "max_alerts": .natural, "timeout": .goDuration],
    checks: [
      Condition.oneOf("url", "url_file"), Condition.atMostOne("url", "url_file"),
      Condition.atMostOne("alert_source_token", "alert_source_token_file"),
      { node in
        let token = node.given("alert_source_token") ?? node.given("alert_source_token_file")
        let client = node.written("http_config")
        let authorization = client?.value.written("authorization") ?? client?.value.given("bearer_token")
        if let token, let authorization {
          return [
            FormatProblem(
              "`\(token.key.text ?? "")` and `http_config.\(authorization.key.text ?? "")` exclude each other",
              help: "keep one of them", at: token.key.range)
          ]
        }
        guard token == nil, let client, authorization == nil, client.value.given("bearer_token_file") == nil else {
          return []
        }
        return [
          FormatProblem(
            "the integration lacks a token: `http_config` has no `authorization` either",
            help: "add `alert_source_token_file:`", at: client.key.range)
        ]
      },
    ])

  private static let jiraField = Shape.scalarOr(
    .section(SectionShape("field", .fields(text: "template", flags: "enable_update"))))

  private static let jira = integration(
    "jira", text: "project priority issue_type reopen_transition resolve_transition wont_fix_resolution",
    [
      "api_url": .webURL, "api_type": .choice(["auto", "cloud", "datacenter"]), "summary": jiraField,
      "description": jiraField, "labels": .list(.string), "reopen_duration": .duration, "fields": .map(.any),
    ], checks: [Condition.filled("project", "issue_type")])

  private static let opsgenie = integration(
    "opsgenie", text: "api_key api_key_file message description source entity actions tags note priority",
    flags: "update_alerts",
    ["api_url": .webURL, "details": .map(.string), "responders": .list(.section(responder))],
    checks: [Condition.atMostOne("api_key", "api_key_file")])

  private static let responder = SectionShape(
    "responder", .fields(text: "id name username type"),
    checks: [
      Condition.oneOf("id", "name", "username"),
      { node in
        let kinds = ["team", "teams", "user", "escalation", "schedule"]
        let type = node.string("type") ?? ""
        if type.includes("{{") {
          return AlertTemplate(type, dialect: .alertmanager).errors.filter { $0.kind == .syntax }.prefix(1).map {
            FormatProblem("the template is wrong: \($0.message)", at: node.given("type")!.value.range)
          }
        }
        if kinds.contains(type.lowercased()) { return [] }
        return [
          FormatProblem(
            "the type of a responder is one of \(kinds.map { "`\($0)`" }.joined(separator: ", "))",
            at: node.entry("type")?.value.range ?? Condition.start(node))
        ]
      },
    ])

  private static let pagerduty = integration(
    "pagerduty",
    text: """
      service_key service_key_file routing_key routing_key_file client client_url description source severity class \
      component group
      """,
    [
      "url": .webURL, "details": .map(.any), "timeout": .goDuration,
      "images": .list(.section(SectionShape("image", .fields(text: "src alt href")))),
      "links": .list(.section(SectionShape("link", .fields(text: "href text")))),
    ],
    checks: [
      Condition.oneOf(
        "routing_key", "routing_key_file", "service_key", "service_key_file"),
      Condition.atMostOne("routing_key", "routing_key_file"),
      Condition.atMostOne("service_key", "service_key_file"),
    ])

  /// Its durations are read by `UnmarshalText`: Go's notation only, and no bare numbers.
  private static let pushover = integration(
    "pushover", text: "user_key user_key_file token token_file title message url url_title device sound priority",
    flags: "html monospace",
    ["retry": textDuration, "expire": textDuration, "ttl": textDuration],
    checks: [
      Condition.oneOf("user_key", "user_key_file"),
      Condition.atMostOne("user_key", "user_key_file"),
      Condition.oneOf("token", "token_file"),
      Condition.atMostOne("token", "token_file"),
      { node in
        guard node.flag("html") == true, node.flag("monospace") == true, let entry = node.entry("monospace") else {
          return []
        }
        return [
          FormatProblem("`html` and `monospace` exclude each other", help: "keep one of them", at: entry.key.range)
        ]
      },
    ])

  private static let textDuration = Shape.parsed { text in
    if text != "0", !text.isEmpty, text.utf8.allSatisfy(\.isDigit) {
      return "`\(text)` lacks a unit: write it like `30s`"
    }
    return GoValues.goDurationProblem(text)
  }

  private static let sns = integration(
    "sns", text: "api_url topic_arn phone_number target_arn subject message", flags: "use_aws_http_client",
    ["sigv4": HTTPClientShape.sigv4, "attributes": .map(.string)],
    checks: [
      { node in
        // Alertmanager compares with two `!=` in a row, which accepts one of the three, or all of them.
        let given = ["target_arn", "topic_arn", "phone_number"].compactMap { node.given($0) }
        if given.count == 1 || given.count == 3 { return [] }
        return [
          FormatProblem(
            "sns_config needs one of `topic_arn`, `phone_number` and `target_arn`",
            help: given.isEmpty ? "add one" : "keep one",
            at: given.last?.key.range ?? node.mapping?.first?.key.range
              ?? node.range)
        ]
      }
    ])

  private static let telegram = integration(
    "telegram", text: "bot_token bot_token_file chat_id_file message", flags: "disable_notifications",
    integers: "chat_id message_thread_id",
    ["api_url": .webURL, "parse_mode": .choice(["Markdown", "MarkdownV2", "HTML", ""])],
    checks: [
      Condition.atMostOne("bot_token", "bot_token_file"),
      { node in
        let id = node.given("chat_id").flatMap { $0.value.text == "0" ? nil : $0 }
        if let id, node.given("chat_id_file") != nil {
          return [
            FormatProblem("`chat_id` and `chat_id_file` exclude each other", help: "keep one of them", at: id.key.range)
          ]
        }
        if id != nil || node.given("chat_id_file") != nil { return [] }
        return [
          FormatProblem(
            "telegram_config lacks `chat_id` or `chat_id_file`", help: "add one of them",
            at: Condition.start(node))
        ]
      },
    ])

  private static let victorops = integration(
    "victorops",
    text: "api_key api_key_file routing_key message_type state_message entity_display_name monitoring_tool",
    ["api_url": .webURL, "custom_fields": .map(.string)],
    checks: [
      Condition.filled("routing_key"), Condition.atMostOne("api_key", "api_key_file"),
      { node in
        let fixed = [
          "routing_key", "message_type", "state_message", "entity_display_name", "monitoring_tool", "entity_id",
          "entity_state",
        ]
        return (node["custom_fields"]?.mapping ?? []).filter { fixed.contains($0.key.text ?? "") }.map { entry in
          FormatProblem(
            "`\(entry.key.text ?? "")` is a fixed field and no custom one", help: "rename it", at: entry.key.range)
        }
      },
    ])

  private static let webex = integration(
    "webex", text: "message room_id", ["api_url": .webURL],
    checks: [
      Condition.filled("room_id"),
      { node in
        let client = node.written("http_config")
        if ["authorization", "bearer_token", "bearer_token_file"].contains(where: { client?.value.written($0) != nil })
        {
          return []
        }
        return [
          FormatProblem(
            "webex_config lacks `http_config.authorization`", help: "add it with `credentials_file:`",
            at: client?.key.range ?? Condition.start(node))
        ]
      },
    ])

  private static let webhook = integration(
    "webhook", text: "url_file",
    ["url": templatedURL, "max_alerts": .natural, "timeout": .goDuration, "payload": .any],
    checks: [
      Condition.oneOf("url", "url_file"), Condition.atMostOne("url", "url_file"),
    ])

  /// An address may be a template, which is only checked for its syntax.
  private static let templatedURL = Shape.parsed { text in
    if text.isEmpty || text == "<secret>" { return nil }
    guard text.includes("{{") else { return GoURL.webProblem(in: text) }
    return AlertTemplate(text, dialect: .alertmanager).errors.first { $0.kind.failsAtLoad }.map {
      "the template is wrong: \($0.message)"
    }
  }

  private static let wechat = integration(
    "wechat", text: "api_secret api_secret_file corp_id message to_user to_party to_tag agent_id",
    ["api_url": .webURL, "message_type": .choice(["text", "markdown", ""])],
    checks: [Condition.atMostOne("api_secret", "api_secret_file")])
}
