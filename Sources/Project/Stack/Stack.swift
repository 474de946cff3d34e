import Documents
import PromQL

/// What generators read, whole: the resolved spec without what nothing would be known of, its rules, and who is notified.
package struct Stack: Sendable {
  let resolved: ResolvedSpec
  /// The spec's file name as generated files mention it, `pharos.yml`.
  package let specName: String
  package let project: String
  package let environment: String
  package let team: String
  package let deploy: Deploy
  /// Addresses that generated links point to.
  package let pages: Pages
  package let prometheus: PrometheusSettings
  package let retention: Retention
  package let budgets: Budgets
  /// How logs are collected and kept, by whomever; nil where the spec does not ask for them.
  package let logging: Logging?
  /// How traces are collected and kept, by whomever; nil where the spec does not ask for them.
  package let tracing: Tracing?
  /// The dead-man's switch.
  package let heartbeat: Heartbeat?
  package let timeIntervals: OrderedMap<[RecurringInterval]>
  /// Metrics that something outside of the stack exposes.
  package let knownMetrics: [String]
  package let sharedRunbooks: [String: SourceFile]
  /// Files of the instrumentation, by path below `templates/`; none where the spec wants no code.
  package let instrumentation: [String: SourceFile]
  /// Rules by the file they stand in.
  package let ruleFiles: [RuleFile]
  /// Every alert of every rule file.
  package let alerts: [Alert]
  package let routing: Routing
  /// The spec's, then the stack's own.
  package let receivers: [ResolvedReceiver]
  package let inhibitions: [Inhibition]
  package let runbooks: [Runbook]
  /// In the order of `DashboardName`.
  package private(set) var dashboards: [ResolvedDashboard] = []
  /// Which workload reads which secret, and what for.
  package let secretUses: [SecretUse]

  /// - Parameters:
  ///   - resolved: the spec without what nothing would be known of.
  ///   - files: what the packs were read from, for the texts that belong to no pack.
  init(
    _ resolved: ResolvedSpec, ruleFiles: [RuleFile], secretUses: [SecretUse], files: PackFiles, specName: String
  ) {
    let spec = resolved.spec
    self.resolved = resolved
    self.specName = specName
    project = spec.project
    environment = spec.environment
    team = resolved.team
    deploy = spec.deploy
    pages = resolved.pages
    prometheus = spec.prometheus
    retention = spec.retention
    budgets = spec.budgets
    logging = spec.logging
    tracing = spec.tracing
    heartbeat = spec.heartbeat
    timeIntervals = spec.timeIntervals
    knownMetrics = spec.knownMetrics
    sharedRunbooks = files.sharedRunbooks
    instrumentation = spec.instrumentation == .python ? files.instrumentation : [:]
    self.ruleFiles = ruleFiles
    alerts = ruleFiles.alerts
    routing = RouteResolver(severities: resolved.severities).resolve(
      spec, sendsWatchdog: alerts.contains { $0.name == "Watchdog" })
    receivers = ResolvedReceiver.all(spec, routing, hasRelay: resolved.runs("heartbeat"))
    inhibitions = InhibitionResolver(alerts, resolved.severities, routing).resolve()
    runbooks = Runbook.linked(by: alerts, packs: resolved.packs, shared: files.sharedRunbooks)
    self.secretUses = secretUses
    dashboards = DashboardResolver(self).dashboards()
  }

  /// Every secret that something reads, each file once.
  package var secrets: [SecretReference] {
    var seen: Set<SecretReference> = []
    return secretUses.map(\.reference).filter { seen.insert($0).inserted }
  }

  /// How the stack itself collects and keeps logs; nil where it does not.
  package var providedLogging: Logging? { provides(.logging) ? logging : nil }

  /// Services whose logs the stack's own collector hands to the stack's own Loki.
  package var logSenders: [Owner] {
    guard providedTracing != nil, providedLogging != nil, takes(.otlpLogs) else { return [] }
    return services.filter { $0.sent.contains(.logs) }
  }

  /// Services that are scraped through the collector.
  package var metricSenders: [Owner] { jobs.flatMap(\.senders) }

  /// How the stack itself collects and keeps traces; nil where it does not.
  package var providedTracing: Tracing? { provides(.tracing) ? tracing : nil }
}

/// What the resolved spec has already.
extension Stack {
  /// What runs it.
  package var target: any Target { resolved.target }
  /// Most urgent first; `notify` is filled in.
  package var severities: [SeverityLevel] { resolved.severities }
  /// Every pack that something uses, by name.
  package var packs: [String: Pack] { resolved.packs }
  /// Services, components (the stack's own included) and probes, in the order of the spec.
  package var owners: [Owner] { resolved.owners }
  package var services: [Owner] { resolved.services }
  package var components: [Owner] { resolved.components }
  /// What runs besides the application: exporters and the stack's own parts.
  package var workloads: [Workload] { resolved.workloads }
  package var jobs: [ScrapeJob] { resolved.jobs }
  package var probes: [ProbeTarget] { resolved.probes }
  /// Where the blackbox exporter answers, whoever runs it.
  package var prober: String? { resolved.prober }
  /// The workload that probes, or what it would be called.
  package var proberName: String { resolved.proberName }
  /// Where a part answers, whoever runs it; nil where nobody says so.
  package func address(of endpoint: Endpoint) -> String? { resolved.address(of: endpoint) }
  package var objectives: [ResolvedObjective] { resolved.objectives }

  /// The first job that scrapes an owner.
  func job(of owner: String) -> ScrapeJob? { resolved.job(of: owner) }

  package func probes(of owner: String) -> [ProbeTarget] { resolved.probes(of: owner) }

  /// Whether the stack runs a part itself.
  package func provides(_ part: Deploy.Part) -> Bool { resolved.provides(part) }

  /// Whether the stack runs a pack.
  package func runs(_ pack: String) -> Bool { resolved.runs(pack) }

  /// What selects an owner's log lines.
  func logMatcher(of owner: Owner) -> LabelMatcher? { resolved.logMatcher(of: owner) }

  /// Whether an alert or a panel has something to speak of at an owner.
  package func meets(_ condition: PackCondition?, for owner: Owner) -> Bool { resolved.meets(condition, for: owner) }
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
  /// The services whose series it brings, where what is scraped was sent them.
  package var senders: [Owner] = []

  package struct Target: Sendable, Hashable {
    package var address: String
    /// The `instance` label, where it is not the address: what an exporter watches.
    package var instance: String?
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
