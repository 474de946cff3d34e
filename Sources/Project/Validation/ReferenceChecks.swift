import Documents

/// Names that refer to receivers, services, severities, intervals, scrapes and probes.
enum ReferenceChecks {
  @Sendable static func run(_ context: inout SpecContext) {
    let spec = context.spec
    var receivers = NearestNames(among: spec.receivers.keys)
    var intervals = NearestNames(among: spec.timeIntervals.keys)
    var services = NearestNames(among: spec.services.keys)
    for (index, severity) in spec.severities.enumerated() {
      check(
        severity.notify, among: &receivers, .unknownReceiver, of: "receivers",
        at: ["severities", .index(index), "notify"],
        &context)
    }
    for (index, route) in spec.routes.enumerated() {
      check(
        route.notify, among: &receivers, .unknownReceiver, of: "receivers", at: ["routes", .index(index), "notify"],
        &context)
      check(
        route.mute, among: &intervals, .unknownTimeInterval, of: "time_intervals",
        at: ["routes", .index(index), "mute"], &context)
    }
    for (name, team) in spec.teams {
      check(
        team.notify, among: &receivers, .unknownReceiver, of: "receivers", at: ["teams", .key(name), "notify"], &context
      )
    }
    for (name, probe) in spec.probes {
      if let service = probe.service, spec.services[service] == nil, !context.declares(service, in: "services") {
        context.unknown(.unknownService, service, among: &services, at: ["probes", .key(name), "service"])
      }
    }
    for (name, service) in spec.services { metrics(name, service, &context) }
    var workloads = NearestNames(among: context.resolved.packs.values.filter { $0.workload != nil }.map(\.name))
    for name in spec.images.keys where context.resolved.packs[name]?.workload == nil && context.canTell(name) {
      context.unknown(.unknownContainer, name, among: &workloads, at: ["images", .name(name)])
    }
    teams(&context)
  }

  private static func check(
    _ names: [String], among known: inout NearestNames, _ kind: SpecFinding, of section: String, at path: Path,
    _ context: inout SpecContext
  ) {
    for (index, name) in names.enumerated() where !known.contains(name) && !context.declares(name, in: section) {
      context.unknown(kind, name, among: &known, at: path + [.index(index)])
    }
  }

  private static func metrics(_ name: String, _ service: Service, _ context: inout SpecContext) {
    var known = NearestNames(among: service.scrapes.keys)
    for (metric, declaration) in service.metrics {
      let scrapes: Path = ["services", .key(name), "scrapes"]
      if let scrape = declaration.scrape, service.scrapes[scrape] == nil, !context.isMistyped(scrapes),
        context.reading.node(at: scrapes + [.key(scrape)]) == nil
      {
        context.unknown(
          .unknownScrape, scrape, among: &known,
          at: ["services", .key(name), "metrics", .key(metric), "scrape"])
      }
    }
  }

  /// A team that nothing belongs to is never notified.
  private static func teams(_ context: inout SpecContext) {
    guard context.knows("services", "team"), context.knows("components", "team"), context.knows("probes", "team"),
      !context.isBroken(["team"]), context.spec.team != nil || context.isRead(["project"])
    else { return }
    var used = NearestNames(among: context.resolved.owners.map(\.team))
    for name in context.spec.teams.keys where !used.contains(name) {
      context.report(
        .unusedTeam, "nothing belongs to the team `\(name)`",
        help: used.nearest(to: name).map { "did you mean `\($0)`?" }
          ?? "name it as a service's `team:`, or remove it", at: ["teams", .name(name)])
    }
  }
}
