import Documents
import Project

/// What keeps quiet while something worse speaks.
///
/// Alertmanager takes a label that both sides lack for equal, so each rule names only labels that both sides carry.
struct InhibitRules {
  let stack: Stack

  var rules: [Tree] { severityRules + downRules }

  // MARK: Severities

  /// The more urgent level of an alert mutes the less urgent one of the same alert about the same thing.
  private var severityRules: [Tree] {
    var namesBySignature: OrderedMap<[String]> = [:]
    for alert in stack.alerts where alert.levels.count > 1 {
      let signature = equalLabels(alert).joined(separator: ",")
      namesBySignature[signature] = ((namesBySignature[signature] ?? []) + [alert.name]).uniqued()
    }
    return namesBySignature.flatMap { signature, names -> [Tree] in
      let equal = ["alertname"] + signature.split(separator: ",").map(String.init)
      return stack.severities.indices.dropLast().compactMap { index in
        let lower = stack.severities[(index + 1)...].map(\.name)
        guard used(stack.severities[index].name, names), lower.contains(where: { used($0, names) }) else { return nil }
        return [
          "source_matchers": [
            .string(any("severity", [stack.severities[index].name])), .string(any("alertname", names)),
          ],
          "target_matchers": [.string(any("severity", lower)), .string(any("alertname", names))],
          "equal": .strings(equal),
        ]
      }
    }
  }

  private func used(_ severity: String, _ names: [String]) -> Bool {
    stack.alerts.contains { names.contains($0.name) && $0.levels.contains { $0.severity.name == severity } }
  }

  /// Labels that tell one instance of an alert from another.
  private func equalLabels(_ alert: Alert) -> [String] {
    let own = (alert.owner.map { [$0.label.name] } ?? []) + alert.labels.keys
    let carried = alert.carries + (alert.cases.first?.expected.first?.labels.keys.sorted() ?? [])
    return (own + carried).uniqued()
  }

  // MARK: Down

  /// While a service or component is down, its symptoms say nothing new.
  private var downRules: [Tree] {
    [Owner.Kind.service, .component].compactMap { kind in
      let alerts = stack.alerts.filter { $0.owner?.kind == kind }
      let sources = alerts.filter(\.mutesSymptoms).map(\.name).uniqued()
      let targets = alerts.filter { $0.isSymptom && !$0.mutesSymptoms }.map(\.name).uniqued()
      guard !sources.isEmpty, !targets.isEmpty else { return nil }
      return [
        "source_matchers": [.string(any("alertname", sources))],
        "target_matchers": [.string(any("alertname", targets))],
        "equal": [.string(kind.rawValue)],
      ]
    }
  }

  private func any(_ label: String, _ values: [String]) -> String {
    values.count == 1
      ? "\(label)=\(JSONWriter.quoted(values[0]))"
      : "\(label)=~\(JSONWriter.quoted(values.map(Selector.quotedMeta).joined(separator: "|")))"
  }
}
