import Documents

/// The resolved spec: every default filled in, every pack applied. Generators are pure functions of it.
package struct Stack: Sendable {
  package var spec: Spec
  /// The spec's file name as generated files mention it, `pharos.yml`.
  package var specName: String
  package var project: String
  package var environment: String
  package var team: String
  /// The external Compose network that the application is on.
  package var network: String
  /// Most urgent first; `notify` is filled in.
  package var severities: [SeverityLevel]
  /// Services, components (the stack's own included) and probes, in the order of the spec.
  package var owners: [Owner] { didSet { ownerPlaces = NamePlaces(owners.map(\.name)) } }
  private(set) var ownerPlaces = NamePlaces([])
  /// Every pack that something uses, by name.
  package var packs: [String: Pack]
  package var sharedRunbooks: [String: SourceFile]
  /// Text templates of the instrumentation, by path below `templates/`.
  package var instrumentation: [String: SourceFile]
  /// What runs besides the application: exporters and the stack's own parts.
  package var containers: [ContainerInstance] { didSet { containerPlaces = NamePlaces(containers.map(\.owner)) } }
  private(set) var containerPlaces = NamePlaces([])
  package var jobs: [ScrapeJob] { didSet { jobPlaces = NamePlaces(jobs.map(\.owner.name)) } }
  private(set) var jobPlaces = NamePlaces([])
  package var probes: [ProbeTarget] { didSet { probePlaces = NamePlaces(probes.map(\.owner.name)) } }
  private(set) var probePlaces = NamePlaces([])
  /// Where the blackbox exporter answers, whoever runs it. Without one, nothing is probed.
  package var prober: String? { jobs.first { $0.owner.packs.contains("blackbox") }?.targets.first?.address }
  /// Rules by the file they stand in.
  package var ruleFiles: [RuleFile] {
    didSet { alerts = ruleFiles.flatMap { $0.groups.flatMap(\.alerts) } }
  }
  /// Every alert of every rule file.
  package private(set) var alerts: [Alert] = []
  package var objectives: [ResolvedObjective]
  package var runbooks: [Runbook]
  /// In the order of `DashboardName`.
  package internal(set) var dashboards: [ResolvedDashboard] = []

  package var services: [Owner] { owners.filter { $0.kind == .service } }
  package var components: [Owner] { owners.filter { $0.kind == .component } }

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

  package func probes(of owner: String) -> [ProbeTarget] { probePlaces[owner].map { probes[$0] } }

  func containers(of owner: String) -> [ContainerInstance] { containerPlaces[owner].map { containers[$0] } }

  /// Whether the stack runs a part itself.
  package func provides(_ part: Deploy.Part) -> Bool { spec.deploy.provide.contains(part) }

  /// Whether the stack runs a container of a pack.
  package func runs(_ pack: String) -> Bool { containers.contains { $0.pack == pack } }

  /// Every secret that something reads, each file once.
  package var secrets: [SecretReference] {
    var seen: Set<SecretReference> = []
    return secretUses.map(\.reference).filter { seen.insert($0).inserted }
  }

  /// Which container reads which secret, and what for.
  package var secretUses: [SecretUse]
}

/// Something that targets and alerts belong to.
package struct Owner: Sendable {
  package enum Kind: String, Sendable { case service, component }

  package var kind: Kind
  package var name: String
  package var team: String
  /// Packs applied to it, implied ones included.
  package var packs: [String]
  /// How many targets it has, by the spec.
  package var replicas: Int
  package var capacity: Rate?
  /// Metrics that its targets expose: its packs' catalogues refined by its own declarations.
  package var metrics: OrderedMap<Metric>
  /// Whether this is a probe of the spec, which has no scrape of its own.
  package var isProbe = false

  /// `service="api"` or `component="db"`: what selects its targets.
  package var label: (name: String, value: String) { (kind.rawValue, name) }
  /// Labels on every target of it.
  package var targetLabels: [(name: String, value: String)] { [label, ("team", team)] }
}

/// A container of the stack.
package struct ContainerInstance: Sendable {
  /// Name of the Compose service.
  package var name: String
  package var owner: String
  package var pack: String
  package var definition: PackContainer
  /// Full reference with tag or digest.
  package var image: String
  /// Values for the text templates in the definition.
  package var context: [String: String]
  /// Settings of the component that are secrets, by their key.
  package var secretSettings: [String: SecretReference]
}

/// One `scrape_config`.
package struct ScrapeJob: Sendable {
  package var name: String
  package var owner: Owner
  package var path: String
  package var connection: Connection
  package var interval: PrometheusDuration?
  package var timeout: PrometheusDuration?
  package var parameters: OrderedMap<[String]>
  package var targets: [Target]
  package var discovery: Discovery?

  package struct Target: Sendable, Hashable {
    package var address: String
    /// The `instance` label, where it is not the address: what an exporter watches.
    package var instance: String?
  }
}

/// An address that the blackbox exporter probes.
package struct ProbeTarget: Sendable {
  /// `health`, `deep-health`, or the probe's name: the label `probe`.
  package var probe: String
  package var owner: Owner
  package var url: String
  package var check: Check
  package var connection: Connection

  /// What a good answer is; equal checks share a blackbox module.
  package struct Check: Sendable, Hashable {
    package var status: [Int]
    package var body: String?
  }
}

/// A secret and who reads it.
package struct SecretUse: Sendable {
  package var reference: SecretReference
  /// Compose service that reads it.
  package var container: String
  /// The user, `uid:gid`, that the container runs as.
  package var user: String?
  package var purpose: String
}
