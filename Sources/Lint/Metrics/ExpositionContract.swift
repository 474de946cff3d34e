import Documents
import Exposition
import Project

/// What a service is declared to expose, held against what its scrapes expose together.
package struct ExpositionContract {
  package struct Problem {
    package var finding: ContractFinding
    package var message: String
    package var help: String?
    package var metric: String
    /// The scrape that it is seen in, by index; a metric that is missing in all of them is reported with the first.
    package var page: Int
    package var line: Int
    package var column: Int
  }

  private let owner: Owner
  private let known: Set<String>
  private let packs: [String: Pack]
  private let stack: Stack

  /// - Parameter service: its name; the one that declares most of what is exposed where it is nil.
  /// - Returns: nil where the stack has no such service, or none that declares anything of what is exposed.
  package init?(_ stack: Stack, service: String?, pages: [ExpositionReport]) {
    let exposed = Set(pages.flatMap { page in page.families.map { $0.name(in: page.format) } })
    let candidates = stack.services.filter { service == nil || $0.name == service }
    let shared = { (owner: Owner) in owner.metrics.keys.count { exposed.contains($0) } }
    guard let owner = candidates.max(by: { shared($0) < shared($1) }), service != nil || shared(owner) > 0 else {
      return nil
    }
    self.owner = owner
    known = Set(stack.knownMetrics)
    packs = stack.packs
    self.stack = stack
  }

  var service: String { owner.name }

  /// Whether the service declares most of what a page has and no library brings along: else it is the page of something else.
  func isMost(of page: ExpositionReport) -> Bool {
    let others = page.families.count { family in
      let name = family.name(in: page.format)
      return owner.metrics[name] == nil && !isExpected(name)
    }
    return declared(in: page) > others
  }

  /// How many metrics of a page the service declares.
  func declared(in page: ExpositionReport) -> Int {
    page.families.count { owner.metrics[$0.name(in: page.format)] != nil }
  }

  /// - Parameter areAll: the pages are those of all scrapes of the service. Of others nothing can be missing than what belongs to a scrape of
  ///   which something is there.
  package func problems(in pages: [ExpositionReport], areAll: Bool = true) -> [Problem] {
    var exposed: Set<String> = []
    var problems: [Problem] = []
    let dependents = MetricDependents(owner, in: stack)
    for (index, page) in pages.enumerated() {
      for family in page.families {
        let name = family.name(in: page.format)
        exposed.insert(name)
        problems += differences(family, name).map { finding, message in
          Problem(
            finding: finding, message: message,
            help: help(finding) ?? dependents.sentence(name),
            metric: name, page: index, line: family.line, column: family.column)
        }
      }
    }
    let scrapes = Set(exposed.compactMap { owner.metrics[$0].map(scrape) })
    let missing = owner.metrics.filter { name, metric in
      !name.includes(":") && !metric.isOptional && !exposed.contains(name)
        && (areAll || scrapes.contains(scrape(of: metric)))
    }
    return problems
      + missing.keys.map { name in
        Problem(
          finding: .missing, message: "`\(name)` is declared for `\(owner.name)` and not exposed",
          help: dependents.sentence(name), metric: name, page: 0, line: 1, column: 1)
      }
  }

  private func scrape(of metric: Metric) -> String { metric.scrape ?? owner.mainScrape }

  private func help(_ finding: ContractFinding) -> String? {
    switch finding {
    case .undeclared: "declare it under the service's `metrics`, or stop exposing it"
    case .exposed: "remove it from `services.\(owner.name).not_exposed`: what needs it comes back"
    default: nil
    }
  }

  private func differences(_ family: MetricFamily, _ name: String) -> [(ContractFinding, String)] {
    guard let metric = owner.metrics[name] else {
      if owner.notExposed.contains(Signal(name)) {
        return isMeant(family, name) ? [(.exposed, notExposed(Signal(name)))] : []
      }
      return isExpected(name) ? [] : [(.undeclared, "`\(name)` is exposed and not declared for `\(owner.name)`")]
    }
    return type(family, name, metric)
      + (family.series == 0 ? [] : labels(family, name, metric) + buckets(family, name, metric))
  }

  /// Whether a metric is the one that a pack knows by its name, and none of another type.
  private func isMeant(_ family: MetricFamily, _ name: String) -> Bool {
    let type = owner.packs.lazy.compactMap { self.packs[$0]?.metrics[name]?.type }.first
    return type == nil || type?.rawValue == family.type?.rawValue
  }

  private func notExposed(_ signal: Signal) -> String {
    "`\(signal)` is exposed, and said to be not exposed for `\(owner.name)`"
  }

  /// Series that client libraries make by themselves, and what the spec knows of others.
  private func isExpected(_ name: String) -> Bool {
    known.contains(name) || MetricFamily.runtimePrefixes.contains(where: name.hasPrefix)
      || MetricFamily.isCreation(name) { owner.metrics[$0] != nil }
  }

  private func type(_ family: MetricFamily, _ name: String, _ metric: Metric) -> [(ContractFinding, String)] {
    guard let declared = metric.type, declared != .unknown, family.type?.rawValue != declared.rawValue else {
      return []
    }
    // The text format has neither.
    if family.type == .gauge, declared == .info || declared == .stateset { return [] }
    func kind(_ name: String) -> String { "\(["info", "untyped"].contains(name) ? "an" : "a") \(name)" }
    let exposed = family.type.map { kind($0.rawValue) } ?? "of no type"
    return [(.type, "`\(name)` is declared \(kind(declared.rawValue)) and exposed as \(exposed)")]
  }

  private func labels(_ family: MetricFamily, _ name: String, _ metric: Metric) -> [(ContractFinding, String)] {
    let own = family.ownLabels
    var problems: [(ContractFinding, String)] = []
    let missing = metric.labels.keys.filter { label in !own.contains { $0.name == label } }
    if !missing.isEmpty { problems.append((.labels, "`\(name)` lacks the declared label\(Self.list(missing))")) }
    let unsaid = own.map(\.name).filter { metric.labels[$0] == nil }
    let (added, denied) = (
      unsaid.filter { !owner.notExposed.contains(Signal(name, label: $0)) },
      unsaid.filter { owner.notExposed.contains(Signal(name, label: $0)) }
    )
    problems += denied.map { (.exposed, notExposed(Signal(name, label: $0))) }
    if !added.isEmpty { problems.append((.labels, "`\(name)` has the undeclared label\(Self.list(added))")) }
    for label in own {
      guard let domain = metric.labels[label.name], !domain.values.isEmpty else { continue }
      // `other` is what stands for all that has no place.
      let outside = label.values.filter { !domain.values.contains($0) && $0 != "other" }
      guard !outside.isEmpty else { continue }
      problems.append((.domain, "`\(label.name)` of `\(name)` has values outside of its domain: \(Self.few(outside))"))
    }
    return problems
  }

  private func buckets(_ family: MetricFamily, _ name: String, _ metric: Metric) -> [(ContractFinding, String)] {
    guard metric.type == .histogram, family.type == .histogram else { return [] }
    let declared = metric.buckets.map(\.double)
    let exposed = family.bounds.filter { $0 != .infinity }
    guard declared != exposed else { return [] }
    let missing = declared.filter { !exposed.contains($0) }.map { "\($0)" }
    let added = exposed.filter { !declared.contains($0) }.map { "\($0)" }
    let parts = [
      missing.isEmpty ? nil : "lacks \(Self.few(missing))", added.isEmpty ? nil : "has also \(Self.few(added))",
    ]
    return [
      (.buckets, "`\(name)` has other buckets than declared: it \(parts.compactMap { $0 }.joined(separator: " and "))")
    ]
  }

  private static func list(_ names: [String]) -> String {
    (names.count == 1 ? " " : "s ") + names.map { "`\($0)`" }.joined(separator: ", ")
  }

  private static func few(_ values: [String]) -> String {
    values.prefix(5).joined(separator: ", ") + (values.count > 5 ? " and \(values.count - 5) more" : "")
  }
}
