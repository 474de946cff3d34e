import Documents

/// Alerts of the project's own under names that the stack has already: tests, runbooks and routes go by them.
enum AlertNameChecks {
  @Sendable static func reserved(_ context: inout SpecContext) {
    guard context.spec.alerts["Watchdog"] != nil else { return }
    context.report(
      "reserved-name", "`Watchdog` is the alert that always fires, and is sent to the heartbeat alone",
      help: "choose another name", at: ["alerts", .name("Watchdog")])
  }

  @Sendable static func taken(_ context: inout SpecContext) {
    var taken: [String: String] = [:]
    for alert in context.stack.ruleFiles.filter({ $0.name != RuleFile.ownAlerts }).flatMap(\.groups).flatMap(\.alerts) {
      taken[alert.name] = taken[alert.name] ?? alert.owner?.name ?? context.stack.project
    }
    for name in context.spec.alerts.keys {
      guard let owner = taken[name] else { continue }
      context.report(
        "duplicate-name", "the stack has an alert `\(name)` already, of `\(owner)`",
        help: "choose another name, or tune that one under its owner's `alerts`", at: ["alerts", .name(name)])
    }
  }
}
