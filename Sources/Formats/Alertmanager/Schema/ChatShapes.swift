import Documents

/// The integrations that write into chats with attachments and fields.
enum ChatShapes {
  private static func field(_ owner: String) -> Shape {
    .section(
      SectionShape(
        "\(owner) field", .fields(text: "title value", flags: "short"),
        checks: [Condition.filled("title", "value")]))
  }

  static let slack = ReceiverShapes.integration(
    "slack",
    text: """
      api_url_file app_token app_token_file channel username color title title_link pretext text message_text footer \
      fallback callback_id icon_emoji icon_url image_url thumb_url
      """,
    flags: "short_fields link_names update_message",
    [
      "api_url": .secretURL, "app_url": .webURL, "fields": .list(field("Slack")), "mrkdwn_in": .list(.string),
      "actions": .list(action), "timeout": .goDuration,
    ],
    checks: [
      Condition.atMostOne("api_url", "api_url_file"), Condition.atMostOne("app_token", "app_token_file"),
      Condition.atMostOne("api_url", "app_token"), Condition.atMostOne("api_url", "app_token_file"),
      Condition.atMostOne("api_url_file", "app_token"), Condition.atMostOne("api_url_file", "app_token_file"),
      { node in
        let api = "https://slack.com/api/chat.postMessage"
        guard node.flag("update_message") == true, node.string("api_url") != api else { return [] }
        return [
          FormatProblem(
            "`update_message` needs an app: webhooks cannot change what they wrote", help: "set `api_url: \(api)`",
            at: node.entry("update_message")!.key.range)
        ]
      },
    ])

  private static let action = Shape.section(
    SectionShape(
      "Slack action",
      .fields(
        text: "type text url style name value",
        [
          "confirm": .section(
            SectionShape(
              "confirmation", .fields(text: "text title ok_text dismiss_text"),
              checks: [Condition.filled("text")]))
        ]),
      checks: [
        Condition.filled("type", "text"), Condition.oneOf("name", "url"),
      ]))

  static let mattermost = ReceiverShapes.integration(
    "mattermost", text: attachmentText + " webhook_url_file channel username icon_url icon_emoji type",
    [
      "webhook_url": .secretURL, "fields": .list(field("Mattermost")), "attachments": .list(attachment),
      "props": .section(SectionShape("props", .fields(text: "card"))),
      "priority": .section(
        SectionShape("priority", .fields(text: "priority", flags: "requested_ack persistent_notifications"))),
    ], checks: [Condition.atMostOne("webhook_url", "webhook_url_file")])

  private static let attachmentText =
    "fallback color pretext text author_name author_link author_icon title title_link thumb_url footer footer_icon image_url"

  private static let attachment = Shape.section(
    SectionShape("attachment", .fields(text: attachmentText, ["fields": .list(field("Mattermost"))])))

  /// Fields and actions carry no YAML names in the source: the decoder takes the Go names in lower case.
  static let rocketchat = ReceiverShapes.integration(
    "rocketchat",
    text: """
      token_id token_id_file token token_file channel color title title_link text emoji icon_url image_url thumb_url
      """,
    flags: "short_fields link_names",
    [
      "api_url": .webURL,
      "fields": .list(.section(SectionShape("field", .fields(text: "title value", flags: "short")))),
      "actions": .list(
        .section(
          SectionShape(
            "action",
            .fields(
              text: "type text url imageurl webviewheightratio msg msgprocessingtype",
              flags: "iswebview msginchatwindow"
            )))),
    ], checks: [Condition.atMostOne("token", "token_file"), Condition.atMostOne("token_id", "token_id_file")])
}
