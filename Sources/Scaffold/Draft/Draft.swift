import Documents
import Exposition
import Project

/// A first spec in the making: what importers found, why they think so, and what they could not carry over.
///
/// Importers add to it one after the other, so that a service that one of them found is known to the next.
package struct Draft {
  /// What it was made from, as the header of the spec names it.
  package var origins: [String] = []
  package private(set) var project: Entry
  /// Whether a person chose the name.
  private var isNamed: Bool
  package var services: OrderedMap<DraftService> = [:] { didSet { places = nil } }
  /// Made at the first question, and kept while services are added.
  private var places: ServicePlaces?
  package var components: OrderedMap<Entry> = [:]
  package var probes: OrderedMap<Entry> = [:]
  package var receivers: OrderedMap<Entry> = [:]
  /// Most urgent first; empty for those that a spec has without saying.
  package var severities: OrderedMap<Entry> = [:]
  package var routes: [Entry] = []
  package var timeIntervals: OrderedMap<Entry> = [:]
  package var heartbeat: Entry?
  package var alerts: OrderedMap<Entry> = [:]
  /// The jobs of an imported Prometheus, by which rules select, with what each is called here.
  package private(set) var jobs: [String: String] = [:]
  /// What they are called here.
  private var scraped: Set<String> = []
  package var prometheus: OrderedMap<Entry> = [:]
  /// Metrics that something outside of the spec exposes.
  package var knownMetrics: Set<String> = []
  /// Patterns of metrics that client libraries expose by themselves.
  package var knownPatterns: Set<String> = []
  /// The Compose network that the application is on.
  package var network: Entry?
  /// Where people read the runbooks, if that shows.
  package var runbooks: String?
  /// Hosts of what the stack has of its own.
  var replaced: Set<String> = []
  /// Imported routes, to be held against the generated ones.
  var comparisons: [RoutingComparison] = []
  /// Names on the application's network, which parts of the stack may have too.
  private(set) var networkNames: [(name: String, place: Place)] = []
  /// What the packs know of their software.
  let packs: PackKnowledge
  package private(set) var leftovers: [Leftover] = []
  /// The same, as each is said once.
  private var left: Set<Leftover> = []

  /// - Parameters:
  ///   - project: a name as somebody gave it, `My Shop`.
  ///   - isNamed: whether it stays whatever importers find.
  ///   - packs: what may be recognised.
  package init(project: String, isNamed: Bool, packs: PackFiles) {
    self.packs = PackKnowledge(packs)
    self.project = Entry(.string(OwnerName.slug(project) ?? "project"))
    self.isNamed = isNamed
  }

  /// Gives the project the name that a person chose.
  package mutating func name(project: String) {
    self.project.value = .string(OwnerName.slug(project) ?? "project")
    isNamed = true
  }

  /// Takes the name that an imported file gives the project, unless a person or another file gave one.
  mutating func suggest(project name: String) {
    guard !isNamed, let slug = OwnerName.slug(name) else { return }
    project.value = .string(slug)
    isNamed = true
  }

  /// Notes what a job is called here; of two jobs of one name the first counts.
  mutating func rename(job: String, to name: String) {
    jobs[job] = jobs[job] ?? name
    scraped.insert(name)
  }

  /// Whether a service or component is scraped as an imported job says.
  func isScraped(_ name: String) -> Bool { scraped.contains(name) }

  /// Notes the names that services answer to on the network that the stack joins.
  mutating func note(namesOn network: ComposeNetwork, _ members: [ComposeProject.Member]) {
    for member in members {
      guard let aliases = member.service.networks[network.key] else { continue }
      networkNames += ([member.name] + aliases).uniqued().map { ($0, member.place) }
    }
  }

  /// The service that a host and port of an address belong to.
  mutating func service(at target: HostPort) -> String? {
    if places == nil { places = ServicePlaces(services) }
    return places!.service(at: target)
  }

  /// Adds a service of a new name.
  mutating func add(_ service: DraftService, named name: String) {
    var places = places
    services[name] = service
    places?.add(service, named: name)
    self.places = places
  }

  /// Changes a service in what does not say where it is.
  mutating func edit(_ name: String, _ change: (inout DraftService?) -> Void) {
    let places = places
    change(&services[name])
    self.places = places
  }

  package var projectName: String { if case .string(let name) = project.value { name } else { "" } }

  package mutating func leave(_ kind: Leftover.Kind, _ message: String, at place: Place) {
    leave(Leftover(kind, message, at: place))
  }

  mutating func leave(_ leftover: Leftover) {
    if left.insert(leftover).inserted { leftovers.append(leftover) }
  }
}

/// A value of the spec, with what is to be said of it.
package struct Entry: Sendable {
  package var value: Tree
  /// A comment above it.
  package var note: String?
  /// Where it came from.
  package var place: Place?

  package init(_ value: Tree, note: String? = nil, from place: Place? = nil) {
    self.value = value
    self.note = note
    self.place = place
  }
}

/// A service in the making.
package struct DraftService: Sendable {
  /// A comment above it.
  package var note: String?
  package var place: Place?
  /// Its keys in the spec.
  package var keys: [String: Entry] = [:]
  package var objectives: OrderedMap<Entry> = [:]
  package var metrics: OrderedMap<Entry> = [:]
  /// What its expositions have, by name.
  var exposed: [String: MetricFamily] = [:]
  /// The paths that they were read from, by the names of the scrapes, and what those are called for people.
  var scraped: OrderedMap<String> = [:]
  var origins: [String] = []
  /// Names under which it is reached on its network.
  package var hosts: Set<String> = []
  /// Its ports by the ports of the host that they are published on.
  package var publishedPorts: [Int: Int] = [:]

  package init(targets: [HostPort], note: String? = nil, from place: Place? = nil) {
    self.note = note
    self.place = place
    if !targets.isEmpty { keys["targets"] = Entry(.strings(targets.map(\.description))) }
    hosts = Set(targets.map(\.host))
  }

  /// Where it is scraped, as far as it is said in so many words.
  var targets: [HostPort] {
    guard case .list(let items)? = keys["targets"]?.value else { return [] }
    return items.compactMap { if case .string(let text) = $0 { HostPort(text) } else { nil } }
  }

  /// The whole as a value of the spec, its keys in the order in which the spec declares them.
  var tree: Tree {
    var all = keys
    if !objectives.isEmpty { all["objectives"] = Entry(objectives.tree) }
    all["metrics"] = metrics.isEmpty ? nil : Entry(metrics.tree, note: all["metrics"]?.note)
    return .mapping(
      Service.section.fields.compactMap { field in all[field.key].map { Tree.Entry(field.key, $0.tree) } })
  }
}

extension Entry {
  /// The value with its note as a comment.
  var tree: Tree { note.map { .commented(Remark.wrapped($0), value) } ?? value }
}

extension OrderedMap<Entry> {
  var tree: Tree { .mapping(map { Tree.Entry($0.key, $0.value.tree) }) }
}
