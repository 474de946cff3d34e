import Documents

/// Where things are scraped and probed.
enum TargetChecks {
  @Sendable static func run(_ context: inout SpecContext) {
    for (name, service) in context.spec.services { check(name, service, &context) }
    for (name, component) in context.spec.components { check(name, component, &context) }
  }

  private static func check(_ name: String, _ service: Service, _ context: inout SpecContext) {
    let path: Path = ["services", .name(name)]
    let place: Path = ["services", .key(name)]
    guard !context.isBroken(place + ["targets"], place + ["discovery"], place + ["health"]) else { return }
    switch (service.targets.isEmpty, service.discovery) {
    case (true, nil):
      context.report(
        "no-target", "`\(name)` has neither `targets` nor `discovery`",
        help: "add `targets: [HOST:PORT]`: where its metrics are read", at: path)
    case (false, .some):
      context.report(
        "two-targets", "`\(name)` has both `targets` and `discovery`", help: "keep one of them",
        at: ["services", .key(name), "discovery"])
    default: break
    }
    if case .dns(_, let type, nil) = service.discovery, type != "SRV" {
      context.report(
        "no-port", "addresses from DNS have no port", help: "add `port:`, or use `type: SRV`",
        at: ["services", .key(name), "discovery", "dns"])
    }
    if let health = service.health, service.targets.isEmpty, health.url == nil {
      context.report(
        "no-target", "discovered instances cannot be probed one by one",
        help: "add `url:`, the address behind which they stand", at: ["services", .key(name), "health"])
    }
    if let health = service.health, health.path == nil, health.deepPath == nil {
      context.report(
        "no-health-path", "neither `path` nor `deep_path` is said", help: "add `path: /health`",
        at: ["services", .key(name), "health"])
    }
    if let replicas = service.replicas, replicas < service.targets.count {
      context.report(
        "replicas", "\(replicas) replicas are expected, and \(service.targets.count) targets are listed",
        help: "remove `replicas`, or raise it", at: ["services", .key(name), "replicas"])
    }
  }

  private static func check(_ name: String, _ component: Component, _ context: inout SpecContext) {
    guard let pack = context.stack.packs[component.pack ?? name], pack.kind != .signals else { return }
    if !component.isManaged, component.targets.isEmpty {
      context.report(
        "no-target", "`\(name)` is not managed and has no `targets`", help: "say where its exporter is scraped",
        at: ["components", .name(name)])
    }
    let watches =
      pack.container.map { container in
        container.command.contains { $0.value.contains("@{target}") }
          || container.environment.values.contains { $0.value.contains("@{target}") }
      } ?? false
    if component.isManaged, watches, component.targets.isEmpty {
      context.report(
        "no-target", "the exporter of `\(name)` has nothing to watch", help: "add `targets: [HOST:PORT]`",
        at: ["components", .name(name)])
    }
    if component.isManaged, pack.container == nil {
      context.report(
        "not-managed", "the pack `\(pack.name)` has no container to run", help: "add `managed: false` and `targets:`",
        at: ["components", .name(name)])
    }
  }
}
