import PromQL

/// What pages now that did not, what is silent now, which thresholds moved.
struct AlertChanges {
  private(set) var changes: [StackChanges.Change] = []
  private let paging: Set<String>

  init(_ old: StackFiles, _ new: StackFiles, paging: Set<String>) {
    self.paging = paging
    let pairs = AlertPairs(AlertSnapshot.all(old), AlertSnapshot.all(new))
    tell(of: pairs.added.filter(wakes), .wakes) { "a new alert, \(Self.told($0.receivers))" }
    tell(of: pairs.added.filter { !wakes($0) }, .newAlerts) { Self.told($0.receivers) }
    tell(of: pairs.gone.filter(wakes), .wakesNoMore) { _ in "gone" }
    tell(of: pairs.gone.filter { !wakes($0) }, .silent) { _ in "gone" }
    let sorted = pairs.pairs.sorted {
      ($0.new.owner, $0.new.name, $0.new.severity) < ($1.new.owner, $1.new.name, $1.new.severity)
    }
    tell(of: sorted.compactMap(compare))
  }

  /// What is other about an alert that there was before.
  private struct Difference {
    var topic: StackChanges.Topic
    var title: String
    var words: String
  }

  private mutating func tell(of differences: [Difference]) {
    for topic in differences.map(\.topic).uniqued() {
      let items = differences.filter { $0.topic == topic }.map { (title: $0.title, words: $0.words) }
      changes += Phrase.together(items, "alerts").map { .init(topic, $0) }
    }
  }

  private func wakes(_ alert: AlertSnapshot) -> Bool { paging.contains(alert.severity) }

  /// One line for each subject, severity and fate: a service that is new brings dozens of alerts, and of one with several severities it
  /// matters which of them comes or goes.
  private mutating func tell(
    of alerts: [AlertSnapshot], _ topic: StackChanges.Topic, _ fate: (AlertSnapshot) -> String
  ) {
    var names: [String: [String]] = [:]
    var order: [String] = []
    for alert in alerts {
      let words = "\(alert.subject)\(alert.level): \(fate(alert))"
      if names[words] == nil { order.append(words) }
      names[words, default: []].append(alert.name)
    }
    for words in order {
      changes.append(.init(topic, "\(Phrase.list(names[words, default: []].uniqued())) of \(words)"))
    }
  }

  private func compare(_ old: AlertSnapshot, _ new: AlertSnapshot) -> Difference? {
    var words: [String] = []
    if old.name != new.name { words.append("renamed from \(Phrase.code(old.name))") }
    if old.severity != new.severity { words.append("severity \(Phrase.change(old.severity, new.severity))") }
    words += condition(old.expression, new.expression)
    if old.pending != new.pending { words.append("`for` \(Phrase.change(old.pending, new.pending))") }
    if old.keepFiring != new.keepFiring {
      words.append("`keep_firing_for` \(Phrase.change(old.keepFiring, new.keepFiring))")
    }
    for label in Set(old.labels.keys).union(new.labels.keys).sorted() where label != "severity" {
      let (a, b) = (old.labels[label] ?? "", new.labels[label] ?? "")
      if a != b { words.append("label \(Phrase.code(label)) \(Phrase.change(a, b))") }
    }
    if let a = old.receivers, let b = new.receivers, a != b {
      words.append("\(Self.told(b)), was \(a.isEmpty ? "nobody" : Phrase.list(a))")
    }
    if words.isEmpty { return nil }
    return Difference(topic: topic(old, new), title: new.title, words: words.joined(separator: "; "))
  }

  private func topic(_ old: AlertSnapshot, _ new: AlertSnapshot) -> StackChanges.Topic {
    if new.receivers?.isEmpty == true, old.receivers?.isEmpty == false { return .silent }
    if wakes(new), !wakes(old) { return .wakes }
    return wakes(old) && !wakes(new) ? .wakesNoMore : .alerts
  }

  private func condition(_ old: String, _ new: String) -> [String] {
    guard old != new else { return [] }
    guard let literals = LiteralChange.between(old, new) else { return ["the condition is another"] }
    return literals.map { literal in
      switch literal.role {
      case .threshold: "threshold \(Phrase.change(literal.old, literal.new))"
      case .duration: "looks back over \(Phrase.change(literal.old, literal.new))"
      case .other: "a number of the condition \(Phrase.change(literal.old, literal.new))"
      }
    }.uniqued()
  }

  private static func told(_ receivers: [String]?) -> String {
    guard let receivers else { return "sent by your own Alertmanager" }
    return receivers.isEmpty ? "notifies nobody" : "notifies \(Phrase.list(receivers))"
  }
}
