import Documents

/// Alerts of the project's own under names that the stack has already: tests, runbooks and routes go by them.
enum AlertNameChecks {
  @Sendable static func reserved(_ context: inout SpecContext) {
    guard context.spec.alerts["Watchdog"] != nil else { return }
    context.report(
      .reservedName, "`Watchdog` is the alert that always fires, and is sent to the heartbeat alone",
      help: "choose another name", at: ["alerts", .name("Watchdog")])
  }

  @Sendable static func taken(_ context: inout SpecContext) {
    var taken: [String: String] = [:]
    for alert in context.ruleFiles.lazy.flatMap(\.groups).flatMap(\.alerts)
    where !alert.isOwn && isCertain(alert, context) {
      taken[alert.name] = taken[alert.name] ?? alert.owner?.name ?? context.spec.project
    }
    // The Watchdog's name is reserved.
    for name in context.spec.alerts.keys where name != "Watchdog" {
      guard let owner = taken[name] else { continue }
      context.report(
        .duplicateName, "the stack has an alert `\(name)` already, of `\(owner)`",
        help: "choose another name, or tune that one under its owner's `alerts`", at: ["alerts", .name(name)])
    }
  }

  /// Whether the stack has an alert whatever a value that could not be read would say.
  private static func isCertain(_ alert: Alert, _ context: SpecContext) -> Bool {
    guard let owner = alert.owner else { return true }
    let section = owner.isProbe ? "probes" : owner.kind == .service ? "services" : "components"
    return context.knowsPacks(of: owner)
      && !context.isBroken([.key(section), .key(owner.name), "alerts", .key(alert.name)])
  }
}
