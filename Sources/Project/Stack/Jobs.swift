import Documents

extension Resolver {
  func serviceJobs(_ owners: [Owner]) -> [ScrapeJob] {
    owners.filter { $0.kind == .service }.flatMap { owner -> [ScrapeJob] in
      guard let service = spec.services[owner.name], !owner.sent.contains(.metrics) else { return [] }
      return service.scrapes.map { name, scrape in
        ScrapeJob(
          name: Naming.job(service: owner.name, scrape: name), owner: owner, path: scrape.path,
          connection: scrape.connection,
          interval: scrape.connection.interval, timeout: scrape.connection.timeout, parameters: [:],
          targets: service.targets.map { .init(address: $0.description) }, discovery: service.discovery)
      }
    }
  }

  /// What the collector was sent, and what it makes of spans, is read from it: any Prometheus can, and the labels of the targets are made there. Prometheus' own
  /// receiver of OTLP would attach none of these, and came with 2.47, <https://github.com/prometheus/prometheus/blob/v3.14.0/CHANGELOG.md>.
  func collectedJobs(_ owners: [Owner]) -> [ScrapeJob] {
    let senders = owners.filter { owner in
      owner.sent.contains(.metrics) || owner.packs.contains { packs[$0]?.source == .spans }
    }
    guard spec.parts.contains(Endpoint.collected.part), !senders.isEmpty,
      let collector = owners.first(where: { $0.name == Endpoint.collected.part })
    else { return [] }
    return [
      ScrapeJob(
        name: Naming.job(service: collector.name, scrape: "otlp"), owner: collector, path: "/metrics",
        connection: Connection(), parameters: [:], targets: [.init(address: target.address(of: .collected))],
        senders: senders)
    ]
  }

  /// A component is scraped at its exporter, and what that watches is the `instance`; what exposes metrics itself is scraped where it is.
  func componentJobs(_ components: OrderedMap<Component>, of owners: [Owner], at workloads: [Workload]) -> [ScrapeJob] {
    let workloads = Dictionary(grouping: workloads, by: \.owner)
    return owners.filter { $0.kind == .component }.compactMap { owner in
      guard let component = components[owner.name], let pack = packs[component.pack ?? owner.name],
        let scrape = pack.scrape
      else { return nil }
      let workloads = workloads[owner.name] ?? []
      let hasOwnExporter = component.hasOwnExporter(of: pack)
      let targets: [ScrapeJob.Target]
      if hasOwnExporter {
        targets = workloads.enumerated().map { index, workload in
          .init(
            address: target.address(of: Endpoint(workload.name, port: scrape.port)),
            instance: component.targets.isEmpty ? nil : component.targets[index].description)
        }
      } else {
        targets = component.targets.map { .init(address: $0.description) }
      }
      guard !targets.isEmpty else { return nil }
      return ScrapeJob(
        name: owner.name, owner: owner, path: scrape.path,
        connection: hasOwnExporter ? component.connection.ofOwnExporter : component.connection,
        interval: component.connection.interval ?? scrape.interval,
        timeout: component.connection.timeout ?? scrape.timeout,
        parameters: scrape.parameters, targets: targets, discovery: nil)
    }
  }

  /// Health and deep health of each service, and the spec's probes.
  func probeTargets(_ owners: [Owner]) -> [ProbeTarget] {
    var targets: [ProbeTarget] = []
    for owner in owners where owner.kind == .service {
      guard let service = spec.services[owner.name], let health = service.health else { continue }
      let bases = health.url.map { [$0.base] } ?? service.targets.map { "\(health.connection.scheme.rawValue)://\($0)" }
      for base in bases {
        if let path = health.path {
          targets.append(
            .init(
              probe: "health", owner: owner, address: base + path, check: .http(status: [200], body: nil),
              connection: health.connection))
        }
        if let path = health.deepPath {
          // Deep health answers 200 even when degraded: what it says in its body decides.
          let check = ProbeTarget.Check.http(status: [200], body: #""status"\s*:\s*"healthy""#)
          targets.append(
            .init(probe: "deep-health", owner: owner, address: base + path, check: check, connection: health.connection)
          )
        }
      }
    }
    let owners = Dictionary(owners.map { ($0.name, $0) }) { first, _ in first }
    for (name, probe) in spec.probes where probe.kind != .grpc || takes(.grpcProbe) {
      guard let (address, check) = probe.request, let owner = owners[probe.service ?? name] else { continue }
      targets.append(
        .init(probe: name, owner: owner, address: address, check: check, connection: probe.connection))
    }
    return targets
  }
}

extension Connection {
  /// Of an exporter that the stack itself runs: it answers plain HTTP on a network of its own. `ConnectionChecks` refuses what would go
  /// unheard.
  fileprivate var ofOwnExporter: Connection {
    var own = Connection()
    own.sampleLimit = sampleLimit
    return own
  }
}
