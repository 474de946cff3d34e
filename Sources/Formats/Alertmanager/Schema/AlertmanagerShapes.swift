import Documents
import RE2

/// `alertmanager.yml` as Alertmanager decodes it: which keys there are and what each may hold.
///
/// What must hold between its parts is in `AlertmanagerFile+Problems.swift`. From
/// <https://github.com/prometheus/alertmanager/blob/main/config/config.go> of August 2026.
package enum AlertmanagerShapes {
  package static let file = Shape.section(
    SectionShape(
      "alertmanager.yml",
      [
        "global": .section(global), "route": .section(route), "inhibit_rules": .list(inhibitRule),
        "receivers": .list(.section(receiver)), "templates": .list(.string),
        "mute_time_intervals": .list(namedInterval), "time_intervals": .list(namedInterval), "tracing": tracing,
        "event_recorder": EventRecorderShapes.eventRecorder,
      ]))

  /// The keys at the top, by which a file is recognised.
  package static var topLevelKeys: Set<String> {
    guard case .section(let section) = file else { return [] }
    return Set(section.fields.keys)
  }

  /// The keys of a route, likewise.
  package static var routeKeys: Set<String> { Set(route.fields.keys) }

  private static let global = SectionShape(
    "global",
    .fields(
      text: """
        smtp_from smtp_hello smtp_auth_username smtp_auth_password smtp_auth_password_file smtp_auth_secret \
        smtp_auth_secret_file smtp_auth_identity slack_api_url_file slack_app_token slack_app_token_file opsgenie_api_key \
        opsgenie_api_key_file wechat_api_secret wechat_api_secret_file wechat_api_corp_id victorops_api_key \
        victorops_api_key_file telegram_bot_token telegram_bot_token_file rocketchat_token rocketchat_token_file \
        rocketchat_token_id rocketchat_token_id_file mattermost_webhook_url_file
        """,
      flags: "smtp_require_tls smtp_force_implicit_tls",
      [
        "resolve_timeout": .duration, "http_config": HTTPClientShape.config,
        "smtp_smarthost": .parsed(GoValues.hostPortProblem), "smtp_tls_config": HTTPClientShape.tls,
        "jira_api_url": .webURL, "slack_api_url": .secretURL, "slack_app_url": .webURL, "pagerduty_url": .webURL,
        "opsgenie_api_url": .webURL, "wechat_api_url": .webURL, "victorops_api_url": .webURL,
        "telegram_api_url": .webURL, "webex_api_url": .webURL, "rocketchat_api_url": .webURL,
        "mattermost_webhook_url": .secretURL,
      ]),
    checks: [
      "slack_app_token", "slack_api_url", "opsgenie_api_key", "victorops_api_key", "telegram_bot_token",
      "smtp_auth_password", "rocketchat_token", "rocketchat_token_id", "smtp_auth_secret", "wechat_api_secret",
      "mattermost_webhook_url",
    ].map { Condition.atMostOne($0, $0 + "_file") } + [slackIsOneOfTwo])

  /// An app's token goes with the address of the app's API only.
  private static let slackIsOneOfTwo: SectionShape.Check = { node in
    guard (node.given("slack_app_token") ?? node.given("slack_app_token_file")) != nil,
      let url = node.given("slack_api_url") ?? node.given("slack_api_url_file")
    else { return [] }
    let app = node.string("slack_app_url") ?? "https://slack.com/api/chat.postMessage"
    if node.string("slack_api_url") == app { return [] }
    return [
      FormatProblem(
        "`\(url.key.text ?? "")` and an app token exclude each other", help: "keep the webhook or the app's token",
        at: url.key.range)
    ]
  }

  private static let route: SectionShape = SectionShape(
    "route",
    .fields(
      text: "receiver", flags: "continue",
      [
        "group_by": .list(.string), "match": labelMap, "match_re": .map(.alertRegex), "matchers": .list(.string),
        "mute_time_intervals": .list(.string), "active_time_intervals": .list(.string),
        "routes": .list(.later { .section(route) }), "group_wait": .duration, "group_interval": .positiveDuration,
        "repeat_interval": .positiveDuration, "labels": .map(.string),
      ]),
    checks: [classicNames("match"), classicNames("match_re"), noNullPattern("match_re"), groupByIsConsistent])

  private static let inhibitRule = Shape.section(
    SectionShape(
      "inhibit_rule",
      .fields(
        text: "name",
        [
          "source_match": labelMap, "source_match_re": .map(.alertRegex), "source_matchers": .list(.string),
          "target_match": labelMap, "target_match_re": .map(.alertRegex), "target_matchers": .list(.string),
          "equal": .list(.string),
        ]),
      checks: ["source_match", "source_match_re", "target_match", "target_match_re"].map(classicNames)
        + ["source_match_re", "target_match_re"].map(noNullPattern)
        + [namesAreNotEmpty("equal")]))

  private static let labelMap = Shape.map(.string)

  /// Keys of the old-style matchers are held to the old rule for label names, whatever the mode.
  private static func classicNames(_ key: String) -> SectionShape.Check {
    { node in
      (node[key]?.mapping ?? []).compactMap { entry in
        guard let name = entry.key.text, !LabelName.isClassic(name) else { return nil }
        return FormatProblem(
          "`\(name)` is no label name", help: "old-style matchers take letters, digits and `_`; use `matchers:`",
          at: entry.key.range)
      }
    }
  }

  private static func noNullPattern(_ key: String) -> SectionShape.Check {
    { node in
      (node[key]?.mapping ?? []).filter(\.value.isNull).map { entry in
        FormatProblem(
          "the pattern of `\(entry.key.text ?? "")` is missing", help: "write a pattern, or remove the line",
          at: entry.key.range)
      }
    }
  }

  private static func namesAreNotEmpty(_ key: String) -> SectionShape.Check {
    { node in
      (node[key]?.sequence ?? []).filter { $0.isNull || $0.text == "" }.map {
        FormatProblem("a label name cannot be empty", help: "remove it", at: $0.range)
      }
    }
  }

  private static let groupByIsConsistent: SectionShape.Check = { node in
    let items = node["group_by"]?.sequence ?? []
    var problems = namesAreNotEmpty("group_by")(node)
    var seen: Set<String> = []
    for item in items {
      guard let name = item.text, !name.isEmpty else { continue }
      if name != "...", !seen.insert(name).inserted {
        problems.append(FormatProblem("`\(name)` stands twice in `group_by`", help: "remove one", at: item.range))
      }
    }
    if !seen.isEmpty, let all = items.first(where: { $0.text == "..." }) {
      problems.append(
        FormatProblem(
          "`...` means all labels and excludes other labels", help: "keep `...` or the labels", at: all.range))
    }
    return problems
  }

  private static let receiver = SectionShape(
    "receiver",
    .fields(
      text: "name",
      ReceiverShapes.integrations.mapValues { .list($0) }.merging(["labels": .map(.string)]) { $1 }),
    checks: [
      Condition.filled("name"),
      { node in
        guard let label = node["labels"]?.given("name"), let name = node.string("name"), label.value.text != name else {
          return []
        }
        return [
          FormatProblem(
            "the label `name` of a receiver must be its name, `\(name)`", help: "remove the label",
            at: label.value.range)
        ]
      },
    ])

  private static let namedInterval = Shape.section(
    SectionShape(
      "time interval", .fields(text: "name", ["time_intervals": .list(TimeIntervalShapes.interval)]),
      checks: [Condition.filled("name")]))

  // https://github.com/prometheus/alertmanager/blob/main/tracing/config.go
  private static let tracing = Shape.section(
    SectionShape(
      "tracing",
      .fields(
        text: "endpoint", flags: "insecure",
        [
          "client_type": .choice(["http", "grpc"]), "sampling_fraction": .number,
          "tls_config": HTTPClientShape.tls,
          "headers": .map(
            .section(SectionShape("header", ["values": .strings, "secrets": .strings, "files": .strings]))),
          "compression": .choice(["gzip", ""]), "timeout": .duration,
        ]), checks: [Condition.filled("endpoint")]))
}

/// Names of labels.
package enum LabelName {
  /// `[a-zA-Z_][a-zA-Z0-9_]*`, the rule before names could be any UTF-8.
  package static func isClassic(_ text: String) -> Bool {
    guard let first = text.utf8.first, first.isLetter || first == UInt8(ascii: "_") else { return false }
    return text.utf8.allSatisfy { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "_") }
  }
}

extension Shape {
  static let goDuration = Shape.parsed(GoValues.goDurationProblem)
  static let webURL = Shape.parsed { GoURL.webProblem(in: $0) }
  /// `<secret>` is what Alertmanager's API shows instead of an address; it takes that back.
  static let secretURL = Shape.parsed { $0 == "<secret>" ? nil : GoURL.webProblem(in: $0) }
  static let alertRegex = Shape.parsed { text in
    do throws(PatternError) {
      _ = try Pattern(text, dialect: .alertmanager)
      return nil
    } catch {
      return "`\(text)` is no regular expression: \(error.message)"
    }
  }
}
