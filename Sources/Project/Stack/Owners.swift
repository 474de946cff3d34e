import Documents

extension Spec {
  /// What the stack runs by itself, from the sections and `deploy.provide`: names of components, and of their packs.
  var parts: [String] {
    let provide = deploy.provide
    var names: [String] = []
    if provide.contains(.prometheus) { names.append("prometheus") }
    if provide.contains(.alertmanager) { names.append("alertmanager") }
    if provide.contains(.alertmanager), heartbeat != nil { names.append("heartbeat") }
    if provide.contains(.grafana) { names.append("grafana") }
    let hasProber = components.values.contains { $0.pack == "blackbox" }
    if provide.contains(.exporters), hasProbes, !hasProber { names.append("blackbox") }
    if provide.contains(.logging), let logging { names += [logging.store, logging.collector] }
    if provide.contains(.tracing), let tracing { names += [tracing.collector, tracing.store] }
    return names
  }

  private var hasProbes: Bool {
    !probes.isEmpty || services.values.contains { $0.health?.path != nil || $0.health?.deepPath != nil }
  }
}

extension Resolver {
  /// The spec's components and those that the stack itself runs.
  func allComponents() -> OrderedMap<Component> {
    var components = spec.components
    for name in parts where components[name] == nil { components[name] = Component() }
    return components
  }

  /// Where the relay has no image to run from, Alertmanager reads the address of the dead-man's switch from a file itself.
  private var parts: [String] {
    target.isContainerized ? spec.parts : spec.parts.filter { $0 != Endpoint.heartbeat.part }
  }

  private var projectTeam: String { spec.team ?? spec.project }

  func services() -> [Owner] {
    var catalogue = PackMetrics(packs)
    var fits = OwnerFits(packs)
    var naming = NamingOfServices(packs)
    let all = packs.values.applied(to: .services), promising = packs.values.applied(to: .objectives)
    let sending = packs.values.applied(to: .otlp)
    let paying = spec.cost?.models.isEmpty == false ? packs.values.applied(to: .prices) : []
    return spec.services.map { name, service in
      var names = all + service.packs
      if !service.objectives.isEmpty { names += promising }
      if service.otlp.contains(.metrics) { names += sending }
      if !paying.isEmpty, names.contains(where: { packs[$0]?.metrics["model_tokens_total"] != nil }) { names += paying }
      let called = naming.names(of: service, packs: names)
      let lacking = (service.notExposed + (called?.notExposed ?? [])).uniqued()
      let metrics = catalogue.metrics(of: names, without: lacking, called: called.map { (service.names, $0) })
      return Owner(
        kind: .service, name: name, team: service.team ?? projectTeam, packs: names.uniqued(),
        replicas: service.expectedTargets,
        capacity: service.capacity,
        metrics: metrics.refined(by: service.metrics),
        declaredMetrics: service.metrics, targets: service.targets, scrapes: service.scrapes, sent: service.otlp,
        machinePaths: Self.machinePaths(service), healthPath: service.health?.path,
        deepHealthPath: service.health?.deepPath, notExposed: lacking, names: called,
        ofLibraries: names.compactMap { packs[$0] }.filter(\.isOfLibrary).flatMap(\.metrics.keys),
        fits: fits.fits(of: names, lacking: lacking))
    }
  }

  /// At `/` people may ask as well.
  private static func machinePaths(_ service: Service) -> [String] {
    let health = [service.health?.path, service.health?.deepPath].compactMap { $0 }
    return (service.scrapes.values.map(\.path) + health).filter { $0 != "/" }.uniqued()
  }

  func owners(of components: OrderedMap<Component>) -> [Owner] {
    var catalogue = PackMetrics(packs)
    var fits = OwnerFits(packs)
    let all = packs.values.applied(to: .components)
    return components.map { name, component in
      let names = (all + [component.pack ?? name]).uniqued()
      return Owner(
        kind: .component, name: name, team: component.team ?? projectTeam, packs: names,
        replicas: max(component.targets.count, 1),
        metrics: catalogue.metrics(of: names, without: component.notExposed), notExposed: component.notExposed,
        fits: fits.fits(of: names, lacking: component.notExposed))
    }
  }

  /// A probe that belongs to no service is an owner of its own.
  func probeOwners() -> [Owner] {
    spec.probes.filter { _, probe in probe.service == nil }.map { name, probe in
      Owner(
        kind: .component, name: name, team: probe.team ?? projectTeam, packs: [], replicas: 1, metrics: [:],
        isProbe: true)
    }
  }
}
