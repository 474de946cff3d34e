import Documents

/// Alerts of one incident: while one of them pages, those that it `mutes` say nothing new to the same people.
///
/// A rule holds only where the alert that speaks is at least as severe and whoever the other one would wake is notified of it.
struct IncidentInhibitions {
  private let alerts: [Alert]
  /// Most urgent first.
  private let severities: [SeverityLevel]
  private let routing: Routing

  init(_ alerts: [Alert], _ severities: [SeverityLevel], _ routing: Routing) {
    self.alerts = alerts
    self.severities = severities
    self.routing = routing
  }

  /// One alert at one severity. Objectives of an owner have alerts of one name.
  private struct Source: Hashable {
    let kind: Owner.Kind
    let name: String
    let severity: String
    let objective: String?
  }

  /// The owners at which a source could mute an alert, and those at which it does.
  private struct Owners {
    var all: [String] = []
    var muting: [String] = []

    /// Nil where it does so at all of them.
    var restriction: [String]? { all.count == muting.count ? nil : muting }
  }

  func resolve() -> [Inhibition] {
    let muting = Set(alerts.lazy.filter { !$0.mutes.isEmpty }.map(\.name))
    guard !muting.isEmpty else { return [] }
    let targets = Set(alerts.lazy.flatMap(\.mutes))
    let involved = alerts.filter { muting.contains($0.name) || targets.contains($0.name) }
    var owners: OrderedMap<OrderedMap<Owners>> = [:]
    var sources: [String: Source] = [:]
    for (_, own) in Dictionary(grouping: involved.enumerated(), by: { $0.element.owner?.name ?? "" })
      .sorted(by: { $0.value[0].offset < $1.value[0].offset })
    {
      for (_, alert) in own where muting.contains(alert.name) {
        guard let owner = alert.owner else { continue }
        for level in alert.levels where level.severity.pages {
          let source = Source(
            kind: owner.kind, name: alert.name, severity: level.severity.name, objective: alert.labels["objective"])
          let key = "\(source.kind.rawValue) \(source.name) \(source.severity) \(source.objective ?? "")"
          sources[key] = source
          var byTarget = owners[key] ?? [:]
          for (_, target) in own where target.name != alert.name && targets.contains(target.name) {
            var places = byTarget[target.name] ?? Owners()
            places.all.append(owner.name)
            if alert.mutes.contains(target.name), isCovered(target, by: alert, level) {
              places.muting.append(owner.name)
            }
            byTarget[target.name] = places
          }
          owners[key] = byTarget
        }
      }
    }
    return owners.flatMap { key, byTarget in sources[key].map { inhibitions($0, byTarget) } ?? [] }
  }

  /// One rule for all alerts that a source mutes at the same owners.
  private func inhibitions(_ source: Source, _ byTarget: OrderedMap<Owners>) -> [Inhibition] {
    var namesByPlace: OrderedMap<(names: [String], owners: [String]?)> = [:]
    for (name, owners) in byTarget where !owners.muting.isEmpty {
      let restriction = owners.restriction
      let key = restriction?.joined(separator: " ") ?? ""
      namesByPlace[key] = ((namesByPlace[key]?.names ?? []) + [name], restriction)
    }
    let place = severities.firstIndex { $0.name == source.severity } ?? 0
    return namesByPlace.values.map { names, owners in
      var from: OrderedMap<[String]> = ["alertname": [source.name], "severity": [source.severity]]
      if let objective = source.objective { from["objective"] = [objective] }
      if let owners { from[source.kind.rawValue] = owners }
      var to: OrderedMap<[String]> = ["alertname": names]
      if place > 0 { to["severity"] = severities[place...].map(\.name) }
      return Inhibition(sources: from, targets: to, equal: [source.kind.rawValue])
    }
  }

  /// Whether whoever an alert would wake, at each level that is no more severe, is notified of the other one. What wakes nobody can wait.
  private func isCovered(_ target: Alert, by alert: Alert, _ level: Alert.Level) -> Bool {
    let told = routing.notified(of: alert, level)
    let place = severities.firstIndex { $0.name == level.severity.name } ?? 0
    let paging = Set(severities[place...].filter(\.pages).map(\.name))
    return target.levels.allSatisfy { other in
      !paging.contains(other.severity.name) || routing.notified(of: target, other).isSubset(of: told)
    }
  }
}

extension Routing {
  /// Who is notified of an alert, as far as its own labels decide; a receiver that is muted at times counts as another one.
  fileprivate func notified(of alert: Alert, _ level: Alert.Level) -> Set<String> {
    var labels = Dictionary(alert.staticLabels(level).map { ($0.name, $0.value) }) { a, _ in a }
    labels["alertname"] = alert.name
    func takes(_ match: OrderedMap<[String]>) -> Bool {
      match.allSatisfy { name, values in labels[name].map(values.contains) ?? false }
    }
    var told: Set<String> = []
    for route in routes where takes(route.match) {
      guard let branch = route.branches.first(where: { takes($0.match) }) else { continue }
      told.formUnion(branch.receivers.map { ([$0] + route.mute).joined(separator: " ") })
      if !route.continues { return told }
    }
    return told.isEmpty ? [fallback] : told
  }
}
