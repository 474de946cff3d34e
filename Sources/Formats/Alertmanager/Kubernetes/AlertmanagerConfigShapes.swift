import Documents

/// `spec` of an `AlertmanagerConfig`, a resource of the Prometheus operator.
///
/// From the published schema of `monitoring.coreos.com/v1alpha1`,
/// <https://github.com/prometheus-operator/prometheus-operator/tree/main/example/prometheus-operator-crd>.
enum AlertmanagerConfigShapes {
  static let spec = Shape.section(
    SectionShape(
      "spec",
      [
        "route": .section(route), "receivers": .list(receiver),
        "inhibitRules": .list(
          .section(
            SectionShape(
              "inhibitRule",
              ["equal": .strings, "sourceMatch": .list(matcher), "targetMatch": .list(matcher)]))),
        "muteTimeIntervals": .list(muteTimeInterval),
      ]))

  private static let matcher = Shape.section(
    SectionShape(
      "matcher",
      .fields(text: "name value", flags: "regex", ["matchType": .choice(["!=", "=", "=~", "!~"])]),
      checks: [Condition.filled("name")]))

  private static let route: SectionShape = SectionShape(
    "route",
    .fields(
      text: "receiver", flags: "continue",
      [
        "activeTimeIntervals": .strings, "groupBy": .strings, "groupInterval": .durationText,
        "groupWait": .durationText,
        "matchers": .list(matcher), "muteTimeIntervals": .strings, "repeatInterval": .durationText,
        "routes": .list(.later { .section(route) }),
      ]))

  private static let muteTimeInterval = Shape.section(
    SectionShape(
      "muteTimeInterval",
      [
        "name": .string,
        "timeIntervals": .list(
          .section(
            SectionShape(
              "timeInterval",
              [
                "daysOfMonth": .list(.section(SectionShape("day", .fields(integers: "start end")))),
                "months": .strings, "weekdays": .strings, "years": .strings,
                "times": .list(.section(SectionShape("time", .fields(text: "startTime endTime")))),
              ]))),
      ], checks: [Condition.filled("name")]))

  private static let receiver = Shape.section(
    SectionShape(
      "receiver", integrations.mapValues { .list($0) }.merging(["name": .string]) { $1 },
      checks: [Condition.filled("name")]))

  /// A key in a Secret or a ConfigMap.
  private static let reference = Shape.section(
    SectionShape("reference", .fields(text: "key name", flags: "optional"), checks: [Condition.filled("key")]))
  private static let secretOrConfigMap = Shape.section(
    SectionShape("source", ["secret": reference, "configMap": reference]))
  private static let pairs = Shape.list(.section(SectionShape("pair", .fields(text: "key value"))))
  private static let field = Shape.section(SectionShape("field", .fields(text: "title value", flags: "short")))

  private static let proxy: [String: Shape] = .fields(
    text: "noProxy proxyUrl", flags: "proxyFromEnvironment", ["proxyConnectHeader": .map(.list(reference))])

  private static let tls = Shape.section(
    SectionShape(
      "tlsConfig",
      .fields(
        text: "serverName minVersion maxVersion", flags: "insecureSkipVerify",
        ["ca": secretOrConfigMap, "cert": secretOrConfigMap, "keySecret": reference])))

  private static let httpConfig = Shape.section(
    SectionShape(
      "httpConfig",
      .fields(
        text: "proxyURL", flags: "enableHttp2 followRedirects",
        [
          "authorization": .section(
            SectionShape("authorization", .fields(text: "type", ["credentials": reference]))),
          "basicAuth": .section(SectionShape("basicAuth", ["username": reference, "password": reference])),
          "bearerTokenSecret": reference, "tlsConfig": tls,
          "oauth2": .section(
            SectionShape(
              "oauth2",
              .fields(
                text: "tokenUrl",
                [
                  "clientId": secretOrConfigMap, "clientSecret": reference, "endpointParams": .stringMap,
                  "scopes": .strings, "tlsConfig": tls,
                ]
              ).merging(proxy) { $1 })),
        ]
      ).merging(proxy) { $1 }))

  private static func integration(
    _ name: String, text: String, flags: String = "", integers: String = "", secrets: String = "",
    _ others: [String: Shape] = [:]
  ) -> Shape {
    var fields: [String: Shape] = .fields(text: text, flags: flags + " sendResolved", integers: integers, others)
    for key in secrets.split(separator: " ") { fields[String(key)] = reference }
    fields["httpConfig"] = httpConfig
    return .section(SectionShape(name, fields))
  }

  private static let integrations: [String: Shape] = [
    "discordConfigs": integration("discordConfig", text: "avatarURL content message title username", secrets: "apiURL"),
    "emailConfigs": .section(
      SectionShape(
        "emailConfig",
        .fields(
          text: "authIdentity authUsername from hello html smarthost text to",
          flags: "forceImplicitTLS requireTLS sendResolved",
          [
            "authPassword": reference, "authSecret": reference, "headers": pairs, "tlsConfig": tls,
            "threading": .section(SectionShape("threading", .fields(text: "threadByDate"))),
          ]))),
    "msteamsConfigs": integration("msteamsConfig", text: "summary text title", secrets: "webhookUrl"),
    "msteamsv2Configs": integration("msteamsv2Config", text: "text title", secrets: "webhookURL"),
    "opsgenieConfigs": integration(
      "opsgenieConfig", text: "actions apiURL description entity message note priority source tags",
      flags: "updateAlerts", secrets: "apiKey",
      [
        "details": pairs,
        "responders": .list(.section(SectionShape("responder", .fields(text: "id name type username")))),
      ]),
    "pagerdutyConfigs": integration(
      "pagerdutyConfig", text: "class client clientURL component description group severity source timeout url",
      secrets: "routingKey serviceKey",
      [
        "details": pairs,
        "pagerDutyImageConfigs": .list(.section(SectionShape("image", .fields(text: "alt href src")))),
        "pagerDutyLinkConfigs": .list(.section(SectionShape("link", .fields(text: "alt href")))),
      ]),
    "pushoverConfigs": integration(
      "pushoverConfig",
      text: "device expire message priority retry sound title tokenFile ttl url urlTitle userKeyFile",
      flags: "html monospace", secrets: "token userKey"),
    "rocketchatConfigs": integration(
      "rocketchatConfig", text: "apiURL channel color emoji iconURL imageURL text thumbURL title titleLink",
      flags: "linkNames shortFields", secrets: "token tokenID",
      ["actions": .list(.section(SectionShape("action", .fields(text: "msg text url")))), "fields": .list(field)]),
    "slackConfigs": integration(
      "slackConfig",
      text: """
        callbackId channel color fallback footer iconEmoji iconURL imageURL messageText pretext text thumbURL timeout title \
        titleLink username
        """, flags: "linkNames shortFields updateMessage", secrets: "apiURL",
      [
        "fields": .list(field), "mrkdwnIn": .strings,
        "actions": .list(
          .section(
            SectionShape(
              "action",
              .fields(
                text: "name style text type url value",
                [
                  "confirm": .section(
                    SectionShape("confirm", .fields(text: "dismissText okText text title")))
                ])))),
      ]),
    "snsConfigs": integration(
      "snsConfig", text: "apiURL message phoneNumber subject targetARN topicARN", flags: "useAWSHTTPClient",
      [
        "attributes": .stringMap,
        "sigv4": .section(
          SectionShape(
            "sigv4",
            .fields(
              text: "externalId profile region roleArn", flags: "useFIPSSTSEndpoint",
              ["accessKey": reference, "secretKey": reference]))),
      ]),
    "telegramConfigs": integration(
      "telegramConfig", text: "apiURL botTokenFile message", flags: "disableNotifications",
      integers: "chatID messageThreadID", secrets: "botToken",
      ["parseMode": .choice(["MarkdownV2", "Markdown", "HTML"])]),
    "victoropsConfigs": integration(
      "victoropsConfig", text: "apiUrl entityDisplayName messageType monitoringTool routingKey stateMessage",
      secrets: "apiKey", ["customFields": pairs]),
    "webexConfigs": integration("webexConfig", text: "apiURL message roomID"),
    "webhookConfigs": integration(
      "webhookConfig", text: "timeout url", integers: "maxAlerts", secrets: "urlSecret", ["payload": .any]),
    "wechatConfigs": integration(
      "wechatConfig", text: "agentID apiURL corpID message messageType toParty toTag toUser", secrets: "apiSecret"),
  ]
}

/// An `AlertmanagerConfig` with its places.
package struct AlertmanagerConfigResource: Sendable {
  package let node: Node

  /// - Returns: nil for another resource, and for a version whose schema is not known here.
  package init?(_ resource: KubernetesResource) {
    guard resource.kind == "AlertmanagerConfig", resource.node["apiVersion"]?.text == "monitoring.coreos.com/v1alpha1",
      resource.node["spec"]?.mapping != nil
    else { return nil }
    node = resource.node
  }

  /// What the API server drops or refuses, and what the operator leaves out then.
  package var problems: [FormatProblem] {
    guard let spec = node["spec"] else { return [] }
    var problems = AlertmanagerConfigShapes.spec.problems(in: spec)
    var known = (receivers: names(spec["receivers"]), intervals: names(spec["muteTimeIntervals"]))
    if let route = spec["route"], route.mapping != nil {
      if !route.isFilled("receiver") {
        problems.append(
          FormatProblem(
            "the first route must have a receiver", help: "add `receiver:`", at: spec.entry("route")!.key.range))
      }
      refer(route, &known, &problems)
    }
    return problems.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  private func names(_ list: Node?) -> NearestNames {
    NearestNames(among: (list?.sequence ?? []).compactMap { $0.string("name") })
  }

  private func refer(
    _ route: Node, _ known: inout (receivers: NearestNames, intervals: NearestNames), _ problems: inout [FormatProblem]
  ) {
    func check(_ node: Node, _ what: String, _ names: inout NearestNames) {
      guard let name = node.text, !name.isEmpty, !names.contains(name) else { return }
      problems.append(
        FormatProblem("\(what) `\(name)` is not defined", help: names.help(for: name), at: node.range))
    }
    if let receiver = route["receiver"] { check(receiver, "the receiver", &known.receivers) }
    for key in ["muteTimeIntervals", "activeTimeIntervals"] {
      for interval in route[key]?.sequence ?? [] { check(interval, "the time interval", &known.intervals) }
    }
    for child in route["routes"]?.sequence ?? [] { refer(child, &known, &problems) }
  }
}
