import Documents
import PromQL

/// Something that targets and alerts belong to: one object for all jobs, probes and alerts of it, of which there may be thousands.
package final class Owner: Sendable {
  package enum Kind: String, Sendable { case service, component }

  package let kind: Kind
  package let name: String
  package let team: String
  /// Packs applied to it, implied ones included.
  package let packs: [String]
  /// How many targets it has, by the spec.
  package let replicas: Int
  package let capacity: Rate?
  /// Metrics that its targets expose: its packs' catalogues refined by its own declarations.
  package let metrics: OrderedMap<Metric>
  /// Those of them that a service declares or refines itself, as it does.
  package let declaredMetrics: OrderedMap<Metric>
  /// Where the instances of a service are, as far as the spec lists them.
  package let targets: [HostPort]
  /// Endpoints of a service with metrics.
  package let scrapes: OrderedMap<Scrape>
  /// What a service sends to the collector besides spans.
  package let sent: [OTLPSignal]
  /// Paths of a service that programs ask for, to scrape it and to see whether it is healthy: no user's requests.
  package let machinePaths: [String]
  /// Paths of a service that answer probes of its health.
  package let healthPath: String?
  package let deepHealthPath: String?
  /// Whether this is a probe of the spec, which has no scrape of its own.
  package let isProbe: Bool
  /// Metrics of its packs, and labels of them, that it does not expose.
  package let notExposed: [Signal]
  /// What it calls the metrics of its packs; nil where it calls all of them as they do.
  package let names: ServiceNames?
  /// Metrics of its packs that a library or a tool exposes by itself.
  let ofLibraries: [String]
  /// Packs without what needs those, by name.
  let fits: [String: PackFit]

  init(
    kind: Kind, name: String, team: String, packs: [String], replicas: Int, capacity: Rate? = nil,
    metrics: OrderedMap<Metric>, declaredMetrics: OrderedMap<Metric> = [:], targets: [HostPort] = [],
    scrapes: OrderedMap<Scrape> = [:], sent: [OTLPSignal] = [], machinePaths: [String] = [], healthPath: String? = nil,
    deepHealthPath: String? = nil, isProbe: Bool = false, notExposed: [Signal] = [], names: ServiceNames? = nil,
    ofLibraries: [String] = [],
    fits: [String: PackFit] = [:]
  ) {
    self.kind = kind
    self.name = name
    self.team = team
    self.packs = packs
    self.replicas = replicas
    self.capacity = capacity
    self.metrics = metrics
    self.declaredMetrics = declaredMetrics
    self.targets = targets
    self.scrapes = scrapes
    self.sent = sent
    self.machinePaths = machinePaths
    self.healthPath = healthPath
    self.deepHealthPath = deepHealthPath
    self.isProbe = isProbe
    self.notExposed = notExposed
    self.names = names
    self.ofLibraries = ofLibraries
    self.fits = fits
  }

  /// The same with other packs.
  func with(packs: [String], metrics: OrderedMap<Metric>) -> Owner {
    Owner(
      kind: kind, name: name, team: team, packs: packs, replicas: replicas, capacity: capacity, metrics: metrics,
      declaredMetrics: declaredMetrics, targets: targets, scrapes: scrapes, sent: sent,
      machinePaths: machinePaths, healthPath: healthPath, deepHealthPath: deepHealthPath, isProbe: isProbe,
      notExposed: notExposed, names: self.names, ofLibraries: ofLibraries, fits: fits)
  }

  /// What it calls a metric of its packs.
  package func exposedName(of metric: String) -> String { names?.exposedName(of: metric) ?? metric }

  /// What it calls a label of a metric of its packs.
  package func exposedName(of label: String, in metric: String) -> String {
    names?.exposedName(of: label, in: metric) ?? label
  }

  /// Metrics of its packs whose names, or those of their labels, the spec says: something else than generated code exposes them.
  package var namedMetrics: [String] { names?.namedMetrics ?? [] }

  /// The same as they are exposed, and what comes with them.
  package var exposedByLibraries: [String] { (names?.exposedMetrics ?? []) + ofLibraries }

  /// The scrape of metrics that name none.
  package var mainScrape: String { scrapes["main"] == nil ? scrapes.keys.first ?? "main" : "main" }

  /// `service="api"` or `component="db"`: what selects its targets.
  package var label: (name: String, value: String) { (kind.rawValue, name) }
  /// Jobs of a service that ask less often than once a minute while others ask more often. What such a job saw last is stale by the time that
  /// others notice an outage.
  var seldomScraped: [String] {
    let isSeldom = scrapes.mapValues { $0.connection.interval.map { $0 > .seconds(60) } ?? false }
    guard isSeldom.values.contains(false) else { return [] }
    return isSeldom.filter(\.value).map { scrape, _ in Naming.job(service: name, scrape: scrape) }
  }
  /// Labels on every target of it.
  package var targetLabels: [(name: String, value: String)] { [label, ("team", team)] }
}
