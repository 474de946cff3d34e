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
    let isKnown = !context.isBroken(place + ["targets"], place + ["discovery"])
    switch (service.targets.isEmpty, service.discovery) {
    case (true, nil) where isKnown && !service.otlp.contains(.metrics):
      context.report(
        .noTarget, "`\(name)` has neither `targets` nor `discovery`",
        help: "add `targets: [HOST:PORT]`: where its metrics are read", at: path)
    case (false, .some) where isKnown:
      context.report(
        .twoTargets, "`\(name)` has both `targets` and `discovery`", help: "keep one of them",
        at: ["services", .key(name), "discovery"])
    default: break
    }
    let dns = place + ["discovery", "dns"]
    if case .dns(_, let type, nil) = service.discovery, type != "SRV", !context.isBroken(dns + ["type"], dns + ["port"])
    {
      context.report(
        .noPort, "addresses from DNS have no port", help: "add `port:`, or use `type: SRV`",
        at: dns)
    }
    let health = place + ["health"]
    if isKnown, let probed = service.health, service.targets.isEmpty, probed.url == nil,
      !context.isBroken(health + ["url"])
    {
      context.report(
        .noTarget,
        service.discovery == nil
          ? "there are no `targets` to probe" : "discovered instances cannot be probed one by one",
        help: "add `url:`, the address of all instances together", at: health)
    }
    if let probed = service.health, probed.path == nil, probed.deepPath == nil,
      !context.isBroken(health + ["path"], health + ["deep_path"])
    {
      context.report(
        .noHealthPath, "neither `path` nor `deep_path` is set", help: "add `path: /health`",
        at: health)
    }
    if isKnown { replicas(service, place, &context) }
  }

  private static func replicas(_ service: Service, _ place: Path, _ context: inout SpecContext) {
    guard let replicas = service.replicas, !service.targets.isEmpty else { return }
    if replicas < service.targets.count {
      context.report(
        .replicas, "\(replicas) replicas are expected, and \(service.targets.count) targets are listed",
        help: "remove `replicas`, or raise it", at: place + ["replicas"])
    } else if replicas > service.targets.count, service.discovery == nil {
      let (first, count) = (service.targets[0], service.targets.count)
      context.report(
        .hiddenReplicas,
        "\(count == 1 ? "`\(first)` answers" : "\(count) addresses answer") for \(replicas) replicas: each scrape reads one of them at random",
        help:
          "let DNS name each of them, `discovery: { dns: { names: [\(first.host)], port: \(first.port) } }`, or list them all under `targets`",
        at: place + ["replicas"])
    }
  }

  private static func check(_ name: String, _ component: Component, _ context: inout SpecContext) {
    let place: Path = ["components", .key(name)]
    guard let pack = context.resolved.packs[component.pack ?? name], pack.kind != .signals,
      !context.unreadPacks.contains(pack.name),
      !context.isBroken(place + ["managed"], place + ["targets"], place + ["pack"])
    else { return }
    guard let workload = pack.workload else {
      if component.targets.isEmpty {
        context.report(
          .noTarget, "`\(name)` has no `targets`",
          help: "say where it serves its metrics: `targets: [HOST:\(pack.scrape?.port ?? 80)]`",
          at: ["components", .name(name)])
      }
      return
    }
    if !component.isManaged, component.targets.isEmpty {
      context.report(
        .noTarget, "`\(name)` is not managed and has no `targets`", help: "say where its exporter is scraped",
        at: ["components", .name(name)])
    }
    if component.isManaged, workload.asksTarget, component.targets.isEmpty {
      context.report(
        .noTarget, "the exporter of `\(name)` has no target", help: "add `targets: [HOST:PORT]`",
        at: ["components", .name(name)])
    }
  }
}
