import Documents
import Project
import PromQL

/// The text of a first spec, held against the checks that every spec is held against.
package struct FirstSpec {
  package private(set) var text = ""
  /// What the draft left over, and what the checks turned out to refuse.
  package private(set) var leftovers: [Leftover] = []
  /// Errors that nothing imported explains: a defect.
  package private(set) var errors: [Finding] = []
  /// The resolved spec; nil where there are errors.
  package private(set) var stack: Stack?

  private var draft: Draft
  private let packs: PackFiles

  /// - Parameter packs: the packs that pharos brings.
  package init(_ draft: Draft, packs: PackFiles) {
    self.draft = draft
    self.packs = packs
    if draft.receivers.isEmpty { self.draft.receivers["slack"] = Self.example }
    settle()
    addKnownMetrics()
    leftovers = self.draft.leftovers
  }

  private static let example = Entry(
    ["type": "slack", "channel": "#alerts", "webhook_url_file": "secrets/slack_webhook_url"],
    note: "An example: who should hear of it, and where? The types are slack, email, pagerduty and webhook.")

  /// Takes out what the checks refuse, with their reason, until nothing is refused.
  private mutating func settle() {
    while true {
      resolve()
      let refused = errors.compactMap { error in location(of: error).map { ($0, error.message) } }
      guard !refused.isEmpty else { return }
      var seen: Set<Location> = []
      // From the back, so that the routes before keep their numbers.
      for (location, reason) in refused.reversed() where seen.insert(location).inserted {
        draft.remove(location, reason)
      }
    }
  }

  private mutating func resolve() {
    text = SpecText.render(draft)
    let reading = Spec.read(SourceFile(name: "pharos.yml", text: text))
    let (stack, findings) = Resolver.resolve(reading, packs: packs)
    self.stack = stack
    errors = findings.filter { $0.severity == .error }
    root = reading.root
  }

  private var root: Node?

  /// The entry of the draft that a finding stands in; nil where it stands in none that can be taken out.
  private func location(of finding: Finding) -> Location? {
    func name(_ section: Node?) -> String? {
      section?.mapping?.first {
        $0.key.range.lowerBound <= finding.range.lowerBound
          && finding.range.lowerBound < max($0.value.range.upperBound, $0.key.range.upperBound)
      }?.key.text
    }
    for section in Location.Section.allCases {
      if let name = name(root?[section.rawValue]) { return Location(section: section, name: name) }
    }
    if let index = root?["routes"]?.sequence?.firstIndex(where: { $0.range.contains(finding.range.lowerBound) }) {
      return Location(index: index)
    }
    guard let service = name(root?["services"]) else { return nil }
    for part in ["objectives", "metrics"] {
      if let name = name(root?["services"]?[service]?[part]) {
        return Location(service: service, part: part, name: name)
      }
    }
    return nil
  }

  /// Metrics that imported expressions read and nothing in the spec exposes.
  private mutating func addKnownMetrics() {
    guard let stack else { return }
    let exposed = stack.owners.reduce(into: Set<String>()) { names, owner in
      for (name, metric) in owner.metrics {
        names.insert(name)
        guard metric.type == .histogram || metric.type == .summary else { continue }
        names.formUnion(["_bucket", "_sum", "_count"].map { name + $0 })
      }
    }
    let records = Set(stack.ruleFiles.flatMap { $0.groups.flatMap { $0.records.map(\.name) } })
    let ratios = draft.services.values.flatMap { $0.objectives.values }.flatMap {
      [$0.value["bad"], $0.value["total"]]
    }
    let expressions = draft.alerts.values.map { $0.value["expr"] } + ratios
    for case .string(let text)? in expressions {
      for use in ExpressionTemplate(text).validated().expression?.metricNames ?? [] {
        let isKnown = exposed.contains(use.name) || records.contains(use.name) || Self.builtIn.contains(use.name)
        if !isKnown, Name.isLabel(use.name) { draft.knownMetrics.insert(use.name) }
      }
    }
    draft.knownMetrics.subtract(exposed)
    resolve()
  }

  /// What Prometheus makes of itself.
  private static let builtIn: Set<String> = [
    "up", "ALERTS", "ALERTS_FOR_STATE", "scrape_duration_seconds", "scrape_samples_scraped",
    "scrape_samples_post_metric_relabeling", "scrape_series_added",
  ]
}

/// An entry of a draft.
struct Location: Hashable {
  enum Section: String, CaseIterable { case alerts, probes, receivers, components, timeIntervals = "time_intervals" }

  var section: Section?
  var index: Int?
  var service: String?
  var part: String?
  var name = ""
}

extension Draft {
  /// Takes an entry out that the spec's checks refuse.
  mutating func remove(_ location: Location, _ reason: String) {
    let entry: Entry?
    let what: String
    if let section = location.section {
      let path: WritableKeyPath<Draft, OrderedMap<Entry>> =
        switch section {
        case .alerts: \.alerts
        case .probes: \.probes
        case .receivers: \.receivers
        case .components: \.components
        case .timeIntervals: \.timeIntervals
        }
      entry = self[keyPath: path][location.name]
      self[keyPath: path][location.name] = nil
      what = "`\(location.name)` under `\(section.rawValue)`"
    } else if let index = location.index {
      entry = routes.remove(at: index)
      what = "a route"
    } else {
      let service = location.service ?? ""
      let path: WritableKeyPath<DraftService, OrderedMap<Entry>> = location.part == "metrics" ? \.metrics : \.objectives
      entry = services[service]?[keyPath: path][location.name]
      services[service]?[keyPath: path][location.name] = nil
      what = "`\(location.name)` of `\(service)`"
    }
    leave(.leftOut, "\(what): \(reason)", at: entry?.place ?? Place("pharos.yml", line: 1, column: 1))
  }
}
