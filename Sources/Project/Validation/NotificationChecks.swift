import Documents

/// Whether somebody hears.
enum NotificationChecks {
  @Sendable static func run(_ context: inout SpecContext) {
    if context.spec.receivers.isEmpty, context.isRead(["receivers"]) {
      context.report(
        .noReceiver, "there is no receiver: nobody would be notified",
        help:
          "add one, such as `slack: { type: slack, channel: \"#alerts\", webhook_url_file: secrets/slack_webhook_url }`",
        at: [.name("receivers")])
    }
    for name in context.spec.receivers.keys where [RouteNames.heartbeat, RouteNames.nobody].contains(name) {
      context.report(
        .reservedName, "the receiver name `\(name)` is reserved by pharos", help: "choose another name",
        at: ["receivers", .name(name)])
    }
    receivers(&context)
    links(&context)
    for (index, route) in context.spec.routes.enumerated() {
      let path: Path = ["routes", .index(index)]
      if route.match.isEmpty, context.isRead(path + ["match"]) {
        context.report(
          .route, "a route that matches everything hides the severities", help: "name labels and values under `match`",
          at: path)
      }
      let keys = ["notify", "mute"] + groupingKeys
      if route.notify.isEmpty, route.mute.isEmpty, route.grouping.isEmpty,
        !keys.contains(where: { context.isBroken(path + [.key($0)]) })
      {
        context.report(
          .route, "this route has no effect", help: "add `notify:` or `mute:`", at: path)
      }
      for severity in context.resolved.severities where route.match["severity"]?.contains(severity.name) ?? true {
        if repeats(severity.timings(on: route.grouping), route.grouping, at: path, &context) { break }
      }
    }
    for (index, severity) in context.spec.severities.enumerated() {
      _ = repeats(severity.timings(), severity.grouping, at: ["severities", .index(index)], &context)
    }
    if let every = context.spec.heartbeat?.every, every < context.spec.prometheus.evaluationInterval,
      !context.isBroken(["heartbeat", "every"], ["prometheus", "evaluation_interval"]),
      !context.isMistyped(["prometheus"])
    {
      context.report(
        .interval,
        "the Watchdog is evaluated every \(context.spec.prometheus.evaluationInterval), less often than the heartbeat reports",
        help: "report less often", at: ["heartbeat", "every"])
    }
    if context.spec.heartbeat == nil, context.resolved.provides(.alertmanager),
      !context.isBroken(["heartbeat"], ["deploy", "provide"])
    {
      context.report(
        .noHeartbeat, "no dead-man's switch: if Prometheus or Alertmanager stops, nobody is notified",
        help:
          "add `heartbeat: { url_file: secrets/heartbeat_url, every: 5m }` with the address of an outside dead-man's switch",
        at: [.name("receivers")])
    }
  }

  /// What is said to be opened on this machine only.
  private static func links(_ context: inout SpecContext) {
    let urls = context.spec.urls
    for (name, url) in [
      ("grafana", urls.grafana), ("prometheus", urls.prometheus), ("alertmanager", urls.alertmanager),
    ] {
      guard let url, !url.isReachable else { continue }
      context.report(
        .localAddress, "notifications get no links to `\(url)`: nobody else reaches it",
        help: "say the address at which people open it, such as `https://\(name).example.org`",
        at: ["urls", .key(name)])
    }
  }

  private static let groupingKeys = ["group_wait", "group_interval", "repeat_interval", "group_by"]

  /// Alertmanager repeats at a multiple of `group_interval` whatever is said, and warns where that is later than what is said.
  /// - Returns: whether something was reported.
  private static func repeats(
    _ timings: NotificationTimings, _ own: AlertGrouping, at path: Path, _ context: inout SpecContext
  ) -> Bool {
    let (again, interval) = (timings.repeatInterval, timings.groupInterval)
    guard own.again != nil || own.interval != nil,
      !again.milliseconds.isMultiple(of: interval.milliseconds) || again < interval,
      !groupingKeys.contains(where: { context.isBroken(path + [.key($0)]) })
    else { return false }
    context.report(
      .interval,
      "`repeat_interval` of \(again) is no multiple of `group_interval`, \(interval): alerts are sent again later than it says",
      severity: .warning, help: "make it a multiple of \(interval)",
      at: path + [.key(own.again == nil ? "group_interval" : "repeat_interval")])
    return true
  }

  private static func receivers(_ context: inout SpecContext) {
    for (name, receiver) in context.spec.receivers where receiver.kind == .opsgenie {
      // <https://support.atlassian.com/opsgenie/docs/what-happens-when-opsgenie-is-turned-off/>
      context.report(
        .receiverEnds, "Opsgenie ends on April 5, 2027: Atlassian stops it and its API",
        help: "move to Jira Service Management or another service before", at: ["receivers", .name(name)])
    }
    let names = context.spec.receivers.keys
    guard names.count > 1, !context.isBroken(["receivers"]) else { return }
    func ask(_ severity: String, at path: Path) {
      context.report(
        .receiverChoice, "which of the \(names.count) receivers does `\(severity)` notify?",
        help: "add `notify:` with some of \(names.prefix(3).joined(separator: ", "))", at: path)
    }
    guard context.reading.node(at: ["severities"]) != nil else {
      context.report(
        .receiverChoice, "which of the \(names.count) receivers do critical, warning and info alerts notify?",
        help: "add `severities:` with `notify:` to each", at: [.name("receivers")])
      return
    }
    for (index, severity) in context.spec.severities.enumerated()
    where severity.notify.isEmpty && !severity.name.isEmpty
      && !context.isBroken(["severities", .index(index), "notify"])
    {
      ask(severity.name, at: ["severities", .index(index)])
    }
  }
}
