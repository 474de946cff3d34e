import Documents

/// The resolved spec: every default filled in, every pack applied. Generators are pure functions of it.
package struct Stack: Sendable {
  /// The spec's file name as generated files mention it, `pharos.yml`.
  package var specName: String
  package var project: String
  /// What runs it.
  package var target: any Target
  package var environment: String
  package var team: String
  /// The external Compose network that the application is on.
  package var network: String
  package var deploy: Deploy
  /// Addresses that generated links point to.
  package var urls: Addresses
  package var prometheus: PrometheusSettings
  package var retention: Retention
  package var budgets: Budgets
  /// How logs are collected and kept, by whomever; nil where the spec does not ask for them.
  package var logging: Logging?
  /// How traces are collected and kept, by whomever; nil where the spec does not ask for them.
  package var tracing: Tracing?
  /// The dead-man's switch.
  package var heartbeat: Heartbeat?
  package var timeIntervals: OrderedMap<[RecurringInterval]>
  /// Metrics that something outside of the stack exposes.
  package var knownMetrics: [String]
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
  package var workloads: [Workload] { didSet { workloadPlaces = NamePlaces(workloads.map(\.owner)) } }
  private(set) var workloadPlaces = NamePlaces([])
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
  package var routing: Routing
  /// The spec's, then the stack's own.
  package var receivers: [ResolvedReceiver]
  package var inhibitions: [Inhibition]
  package var runbooks: [Runbook]

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

  func workloads(of owner: String) -> [Workload] { workloadPlaces[owner].map { workloads[$0] } }

  /// Whether the stack runs a part itself.
  package func provides(_ part: Deploy.Part) -> Bool { deploy.provide.contains(part) }

  /// How the stack itself collects and keeps logs; nil where it does not.
  package var providedLogging: Logging? { provides(.logging) ? logging : nil }

  /// How the stack itself collects and keeps traces; nil where it does not.
  package var providedTracing: Tracing? { provides(.tracing) ? tracing : nil }

  /// Whether the stack runs a pack.
  package func runs(_ pack: String) -> Bool { workloads.contains { $0.pack == pack } }

  /// Every secret that something reads, each file once.
  package var secrets: [SecretReference] {
    var seen: Set<SecretReference> = []
    return secretUses.map(\.reference).filter { seen.insert($0).inserted }
  }

  /// Which workload reads which secret, and what for.
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
  /// Those of them that a service declares or refines itself, as it does.
  package var declaredMetrics: OrderedMap<Metric> = [:]
  /// Where the instances of a service are, as far as the spec lists them.
  package var targets: [HostPort] = []
  /// Endpoints of a service with metrics.
  package var scrapes: OrderedMap<Scrape> = [:]
  /// Whether this is a probe of the spec, which has no scrape of its own.
  package var isProbe = false

  /// `service="api"` or `component="db"`: what selects its targets.
  package var label: (name: String, value: String) { (kind.rawValue, name) }
  /// Labels on every target of it.
  package var targetLabels: [(name: String, value: String)] { [label, ("team", team)] }
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
  /// Name of the workload that reads it.
  package var reader: String
  /// The user, `uid:gid`, that this runs as.
  package var user: String?
  package var purpose: String
}
