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
  /// The text as it is read.
  package private(set) var spec: Spec?
  /// The resolved spec; nil where there are errors.
  package private(set) var stack: Stack?

  private var draft: Draft
  private let packs: PackFiles
  private let targets: [any Target]

  /// - Parameters:
  ///   - packs: the packs that pharos brings.
  ///   - targets: what a stack may run on.
  package init(_ draft: Draft, packs: PackFiles, targets: [any Target]) {
    self.draft = draft
    self.packs = packs
    self.targets = targets
    if draft.receivers.isEmpty { self.draft.receivers["slack"] = Self.example }
    settle()
    addKnownMetrics()
    compareRoutes()
    leaveSharedNames()
    leaveUnknownMetrics()
    text = SpecText.render(self.draft)
    leftovers = self.draft.leftovers
  }

  /// Takes out what other checks refuse of the text, with their reason, and what is refused without that.
  ///
  /// - Parameter findings: errors in the present text.
  package mutating func takeOut(_ findings: [Finding]) {
    resolve()
    takeOutEach(findings)
    settle()
    addKnownMetrics()
    leftovers = draft.leftovers
  }

  private static let example = Entry(
    ["type": "slack", "channel": "#alerts", "webhook_url_file": "secrets/slack_webhook_url"],
    note: "An example: where should alerts go? The types are slack, email, pagerduty and webhook.")

  /// Takes out what the checks refuse, with their reason, until nothing is refused.
  private mutating func settle() {
    // Each round takes something out; a draft has less than this.
    for _ in 0..<Self.rounds {
      resolve()
      guard takeOutEach(errors) else { return }
    }
  }

  /// - Returns: whether there was anything to take out.
  @discardableResult private mutating func takeOutEach(_ findings: [Finding]) -> Bool {
    let refused = findings.compactMap { finding in location(of: finding).map { ($0, finding.message) } }
    var seen: Set<Location> = []
    // From the back, so that the routes before keep their numbers.
    for (location, reason) in refused.reversed() where seen.insert(location).inserted {
      draft.remove(location, reason)
    }
    return !refused.isEmpty
  }

  private static let rounds = 100

  private mutating func resolve() {
    text = SpecText.render(draft)
    let reading = Spec.read(SourceFile(name: "pharos.yml", text: text))
    let resolution = Resolver.resolution(of: reading, packs: packs, targets: targets)
    stack = resolution.stack
    spec = reading.spec
    errors = resolution.findings.filter { $0.severity == .error }
    root = reading.root
  }

  private var root: Node?

  /// The entry of the draft that a finding stands in; nil where it stands in none that can be taken out.
  private func location(of finding: Finding) -> Location? {
    guard let root, let (section, value) = Self.entry(of: root, at: finding.range.lowerBound) else { return nil }
    guard !["version", "project"].contains(section) else { return nil }
    if section == "routes" {
      let index = value.sequence?.firstIndex { $0.range.contains(finding.range.lowerBound) }
      return index.map { Location(section: section, index: $0) }
    }
    guard let (name, inner) = Self.entry(of: value, at: finding.range.lowerBound) else {
      return Location(section: section)
    }
    guard section == "services" else { return Location(section: section, name: name) }
    guard let (key, part) = Self.entry(of: inner, at: finding.range.lowerBound) else {
      return Location(section: section, name: name)
    }
    let item = ["objectives", "metrics"].contains(key) ? Self.entry(of: part, at: finding.range.lowerBound)?.0 : nil
    return Location(section: section, name: name, key: key, item: item)
  }

  /// The entry of a mapping that a byte belongs to.
  private static func entry(of node: Node, at offset: Int) -> (String, Node)? {
    let entry = node.mapping?.first { entry in
      entry.key.range.lowerBound <= offset && offset < max(entry.value.range.upperBound, entry.key.range.upperBound)
    }
    return entry.map { ($0.key.text ?? "", $0.value) }
  }

  /// Metrics that imported expressions read and nothing in the spec exposes.
  private mutating func addKnownMetrics() {
    guard let stack else { return }
    func isExposed(_ name: String) -> Bool { stack.owners.contains { $0.metrics.exposes(name) } }
    let records = Set(stack.ruleFiles.flatMap { $0.groups.flatMap { $0.records.map(\.name) } })
    let ratios = draft.services.values.flatMap { $0.objectives.values }.flatMap {
      [$0.value["bad"], $0.value["total"]]
    }
    let expressions = draft.alerts.values.map { $0.value["expr"] } + ratios
    for case .string(let text)? in expressions {
      for use in ExpressionTemplate(text).validated().expression?.metricNames ?? [] {
        let isKnown = isExposed(use.name) || records.contains(use.name) || PrometheusSeries.contains(use.name)
        if !isKnown, Name.isLabel(use.name) { draft.knownMetrics.insert(use.name) }
      }
    }
    draft.knownMetrics = draft.knownMetrics.filter { !isExposed($0) }
    resolve()
  }

  // MARK: What only the whole shows

  private mutating func compareRoutes() {
    guard let stack else { return }
    for comparison in draft.comparisons {
      for difference in comparison.differences(to: stack.routing, severities: stack.severities.map(\.name)) {
        draft.leave(difference)
      }
    }
  }

  /// Names on the network that a part of the stack has as well: both answer to them there.
  private mutating func leaveSharedNames() {
    guard let stack else { return }
    let parts = Set(stack.workloads.filter { $0.reach == .application }.map(\.name))
    for (name, place) in draft.networkNames where parts.contains(name) {
      draft.leave(
        .changed,
        "`\(name)` is the name of a part of the stack as well, and on the network that they share both answer to it: "
          + "stop this one before the stack starts, or give the stack's parts others with `deploy: { compose: { prefix: monitoring- } }`",
        at: place)
    }
  }

  /// The team's own services whose metrics nothing shows.
  private mutating func leaveUnknownMetrics() {
    for (name, service) in draft.services where service.keys["packs"] == nil && service.exposed.isEmpty {
      guard let place = service.place else { continue }
      draft.leave(
        .changed,
        "`\(name)`: nothing shows which metrics it exposes, so the alert on its error rate stays silent until it has `http_requests_total`, "
          + "or `names` says what it calls that; `pharos init --scrape \(name)=ADDRESS` finds out", at: place)
    }
  }
}
