import Documents

/// What is declared and would not be looked at: a service without scrapes, or what `deploy.provide` leaves to others that the spec
/// does not name.
enum WatchChecks {
  static let proberHelp =
    "add `exporters` to `deploy.provide`, or name yours: `components: { blackbox: { managed: false, targets: [HOST:9115] } }`"

  @Sendable static func run(_ context: inout SpecContext) {
    for (name, service) in context.spec.services where service.scrapes.isEmpty && !service.packs.isEmpty {
      guard context.resolved.job(bringing: name) == nil else { continue }
      let place: Path = ["services", .key(name)]
      guard !context.isBroken(place + ["scrapes"], place + ["packs"]) else { continue }
      context.report(
        .notWatched, "`\(name)` is not scraped: its packs will have no rules and no panels",
        help: "remove `scrapes: {}`, or say `packs: []`", at: ["services", .key(name), .name("scrapes")])
    }
    alertmanager(&context)
    guard !context.resolved.provides(.exporters), !context.isBroken(["deploy", "provide"]) else { return }
    let scraped = Set(context.resolved.jobs.map(\.owner.name))
    for (name, component) in context.spec.components where component.isManaged && !scraped.contains(name) {
      let place: Path = ["components", .key(name)]
      guard context.resolved.packs[component.pack ?? name]?.kind == .exporter,
        !context.isBroken(place + ["managed"], place + ["targets"], place + ["pack"])
      else { continue }
      context.report(
        .notWatched, "no exporter of `\(name)` runs: it will have no rules and no panels",
        help: "add `exporters` to `deploy.provide`, or `managed: false` and where yours answers as `targets`",
        at: ["components", .name(name)])
    }
    guard context.resolved.prober == nil, context.knows("components", "pack", "managed", "targets") else { return }
    for (name, service) in context.spec.services where service.health != nil {
      probes("the health of `\(name)`", ["services", .key(name), .name("health")], &context)
    }
    for name in context.spec.probes.keys { probes("`\(name)`", ["probes", .name(name)], &context) }
  }

  /// Without an Alertmanager, the Prometheus of the stack evaluates rules and notifies nobody.
  private static func alertmanager(_ context: inout SpecContext) {
    guard context.resolved.provides(.prometheus), context.resolved.address(of: .alertmanager) == nil,
      !context.isBroken(["deploy", "provide"]), context.knows("components", "pack", "managed", "targets")
    else { return }
    context.report(
      .noAlertmanager, "Prometheus has no Alertmanager to send alerts to: nobody is notified",
      help:
        "add `alertmanager` to `deploy.provide`, or name yours: `components: { alertmanager: { managed: false, targets: [HOST:9093] } }`",
      at: ["deploy", "provide"])
  }

  private static func probes(_ what: String, _ path: Path, _ context: inout SpecContext) {
    context.report(
      .notWatched, "no blackbox exporter runs: \(what) is not probed", help: proberHelp,
      at: path)
  }
}
