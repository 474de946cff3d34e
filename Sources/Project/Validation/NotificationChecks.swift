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
    for (index, route) in context.spec.routes.enumerated() {
      let path: Path = ["routes", .index(index)]
      if route.match.isEmpty, context.isRead(path + ["match"]) {
        context.report(
          .route, "a route that matches everything hides the severities", help: "name labels and values under `match`",
          at: path)
      }
      if route.notify.isEmpty, route.mute.isEmpty, !context.isBroken(path + ["notify"], path + ["mute"]) {
        context.report(
          .route, "this route has no effect", help: "add `notify:` or `mute:`", at: path)
      }
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
}
