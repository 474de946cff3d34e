import Documents

/// Alerts of which nobody is notified while others fire.
///
/// Alertmanager takes a label that both sides lack for equal, so each names only labels that both sides carry.
package struct Inhibition: Sendable {
  /// Labels of the alerts that keep others quiet, and the values of which one must be there.
  package let sources: OrderedMap<[String]>
  /// The same of those that are kept quiet.
  package let targets: OrderedMap<[String]>
  /// Labels in which both agree.
  package let equal: [String]
}

/// Works out which alerts say nothing new while which others fire.
struct InhibitionResolver {
  private let alerts: [Alert]
  /// Most urgent first.
  private let severities: [SeverityLevel]
  /// Severities that alerts have, by the alert's name.
  private let used: [String: Set<String>]
  private let routing: Routing

  init(_ alerts: [Alert], _ severities: [SeverityLevel], _ routing: Routing) {
    self.alerts = alerts
    self.severities = severities
    self.routing = routing
    used = alerts.reduce(into: [:]) { used, alert in
      used[alert.name, default: []].formUnion(alert.levels.lazy.map(\.severity.name))
    }
  }

  func resolve() -> [Inhibition] {
    bySeverity + whileDown + IncidentInhibitions(alerts, severities, routing).resolve()
  }

  // MARK: Severities

  /// The more urgent level of an alert mutes the less urgent one of the same alert about the same thing.
  private var bySeverity: [Inhibition] {
    var namesBySignature: OrderedMap<[String]> = [:]
    for alert in alerts where alert.levels.count > 1 {
      let signature = equalLabels(alert).joined(separator: ",")
      let names = namesBySignature[signature] ?? []
      // Thousands of services have alerts of the same few names.
      if !names.contains(alert.name) { namesBySignature[signature] = names + [alert.name] }
    }
    return namesBySignature.flatMap { signature, names -> [Inhibition] in
      let equal = ["alertname"] + signature.split(separator: ",").map(String.init)
      return severities.indices.dropLast().compactMap { index in
        let lower = severities[(index + 1)...].map(\.name)
        guard isUsed(severities[index].name, names), lower.contains(where: { isUsed($0, names) }) else { return nil }
        return Inhibition(
          sources: ["severity": [severities[index].name], "alertname": names],
          targets: ["severity": lower, "alertname": names], equal: equal)
      }
    }
  }

  private func isUsed(_ severity: String, _ names: [String]) -> Bool {
    names.contains { used[$0]?.contains(severity) == true }
  }

  /// Labels that tell one instance of an alert from another.
  private func equalLabels(_ alert: Alert) -> [String] {
    let own = (alert.owner.map { [$0.label.name] } ?? []) + alert.labels.keys
    return (own + alert.carries).uniqued()
  }

  // MARK: Down

  /// While a service or component is down, its symptoms say nothing new; but what is less severe than they are mutes none.
  private var whileDown: [Inhibition] {
    [Owner.Kind.service, .component].flatMap { kind -> [Inhibition] in
      let alerts = alerts.filter { $0.owner?.kind == kind }
      let down = alerts.filter(\.mutesSymptoms)
      let targets = alerts.filter { $0.isSymptom && !$0.mutesSymptoms }.map(\.name).uniqued()
      guard !targets.isEmpty else { return [] }
      return severities.indices.compactMap { index in
        let severity = severities[index].name
        let sources = down.filter { $0.levels.contains { $0.severity.name == severity } }.map(\.name).uniqued()
        guard !sources.isEmpty else { return nil }
        var from: OrderedMap<[String]> = ["alertname": sources, "severity": [severity]]
        var to: OrderedMap<[String]> = ["alertname": targets]
        if sources.allSatisfy({ used[$0] == [severity] }) { from = ["alertname": sources] }
        // Nothing is more severe than the first.
        if index > 0 { to["severity"] = severities[index...].map(\.name) }
        return Inhibition(sources: from, targets: to, equal: [kind.rawValue])
      }
    }
  }
}
