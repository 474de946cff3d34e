import Documents

/// What a spec asks for, with every default filled in and every pack applied. Checks read it, rules are made from it, and it is what
/// remains in the `Stack`.
struct ResolvedSpec: Sendable {
  /// As written, for what needs no resolving.
  let spec: Spec
  /// What runs the stack.
  let target: any Target
  let pages: Pages
  /// Most urgent first; `notify` is filled in.
  let severities: [SeverityLevel]
  /// Every pack that something uses, by name.
  let packs: [String: Pack]
  /// Names of those that are applied to probes.
  let probePacks: [String]
  /// Services, components (the stack's own included) and probes, in the order of the spec.
  let owners: [Owner]
  /// What runs besides the application: exporters and the stack's own parts.
  let workloads: [Workload]
  let jobs: [ScrapeJob]
  let probes: [ProbeTarget]
  let objectives: [ResolvedObjective]

  private let ownerPlaces: NamePlaces
  private let jobPlaces: NamePlaces
  private let probePlaces: NamePlaces

  init(
    spec: Spec, target: any Target, severities: [SeverityLevel], packs: [String: Pack], owners: [Owner],
    workloads: [Workload], jobs: [ScrapeJob], probes: [ProbeTarget], objectives: [ResolvedObjective]
  ) {
    self.spec = spec
    self.target = target
    pages = Pages(spec.urls, on: target)
    self.severities = severities
    self.packs = packs
    probePacks = packs.values.applied(to: .probes)
    self.owners = owners
    self.workloads = workloads
    self.jobs = jobs
    self.probes = probes
    self.objectives = objectives
    ownerPlaces = NamePlaces(owners.map(\.name))
    jobPlaces = NamePlaces(jobs.map(\.owner.name))
    probePlaces = NamePlaces(probes.map(\.owner.name))
  }

  /// The team that answers for everything that names no other.
  var team: String { spec.team ?? spec.project }

  var services: [Owner] { owners.filter { $0.kind == .service } }
  var components: [Owner] { owners.filter { $0.kind == .component } }

  /// The first service, component or probe of a name.
  func owner(named name: String) -> Owner? { ownerPlaces[name].first.map { owners[$0] } }

  /// The first service of a name or component of another.
  func owner(service: String?, component: String?) -> Owner? {
    let services = service.map { ownerPlaces[$0].filter { owners[$0].kind == .service } } ?? []
    let components = component.map { ownerPlaces[$0].filter { owners[$0].kind == .component } } ?? []
    return (services + components).min().map { owners[$0] }
  }

  /// The first job that scrapes an owner.
  func job(of owner: String) -> ScrapeJob? { jobPlaces[owner].first.map { jobs[$0] } }

  /// The job by which what a service sent is read.
  func job(bringing service: String) -> ScrapeJob? { jobs.first { $0.senders.contains { $0.name == service } } }

  /// The first job of an owner that shows at once when it stops; the first one where none does.
  func leadingJob(of owner: Owner) -> ScrapeJob? {
    let seldom = owner.seldomScraped, places = jobPlaces[owner.name]
    return (places.first { !seldom.contains(jobs[$0].name) } ?? places.first).map { jobs[$0] }
  }

  func probes(of owner: String) -> [ProbeTarget] { probePlaces[owner].map { probes[$0] } }

  /// Where the blackbox exporter answers, whoever runs it. Without one, nothing is probed.
  var prober: String? { jobs.first { $0.owner.packs.contains(Endpoint.prober.part) }?.targets.first?.address }

  /// The workload that probes, or what it would be called.
  var proberName: String { workloads.first { $0.pack == Endpoint.prober.part }?.name ?? Endpoint.prober.part }

  /// Where a part answers: by the target where the stack runs it, else as the spec says where it is. Nil where neither is so.
  ///
  /// Targets of a component are where it is scraped; its other ports are those of the same host.
  func address(of endpoint: Endpoint) -> String? {
    if workloads.contains(where: { $0.name == endpoint.part }) { return target.address(of: endpoint) }
    guard let own = job(of: endpoint.part)?.targets.first?.address else { return nil }
    guard let scraped = packs[endpoint.part]?.scrape?.port, scraped != endpoint.port,
      let colon = own.lastIndex(of: ":")
    else { return own }
    return "\(own[..<colon]):\(endpoint.port)"
  }

  /// Whether the stack runs a part itself.
  func provides(_ part: Deploy.Part) -> Bool { spec.deploy.provide.contains(part) }

  /// Whether the stack runs a pack.
  func runs(_ pack: String) -> Bool { workloads.contains { $0.pack == pack } }
}

extension ResolvedSpec {
  /// The same without what nothing would be known of: what has no job has no series, so that rules, tests and panels of its packs would
  /// speak of nothing, and without a blackbox exporter there are no probes.
  var watched: ResolvedSpec {
    let scraped = Set(jobs.flatMap { [$0.owner] + $0.senders }.map(\.name))
    var catalogue = PackMetrics(packs)
    let owners = owners.map { owner in
      guard !scraped.contains(owner.name) else { return owner }
      // Objectives may be measured by probes, and a part of the stack may expose nothing by itself.
      let kept = owner.packs.filter { name in
        guard let pack = packs[name] else { return true }
        return pack.appliesTo == .objectives
          || !(pack.kind == .signals || pack.appliesTo == .components || pack.scrape != nil)
      }
      return owner.with(packs: kept, metrics: catalogue.metrics(of: kept))
    }
    return ResolvedSpec(
      spec: spec, target: target, severities: severities, packs: packs, owners: owners, workloads: workloads,
      jobs: jobs,
      probes: prober == nil ? [] : probes, objectives: objectives)
  }
}
