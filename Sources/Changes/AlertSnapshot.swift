import Documents
import Formats

/// An alert as people know it, with who is notified of it.
struct AlertSnapshot {
  let name: String
  /// Those whose values are known before it fires.
  let labels: [String: String]
  let expression: String
  let pending: String
  let keepFiring: String
  /// Receivers that are notified, in the order of the tree; nil where the stack brings no routes.
  let receivers: [String]?

  init(_ rule: PrometheusRule, _ files: StackFiles) {
    name = rule.name.value
    expression = rule.query.text.value
    pending = rule.pending?.value ?? "0s"
    keepFiring = rule.keepFiringFor?.value ?? "0s"
    let known = rule.allLabels.filter { !$0.value.value.includes("{{") }.map { ($0.key.value, $0.value.value) }
    labels = Dictionary(known) { first, _ in first }
    // Prometheus adds its external labels to what it sends.
    let external = (files.prometheus?.externalLabels ?? []).map { ($0.key.value, $0.value.value) }
    let sent = labels.merging(external) { own, _ in own }.merging(["alertname": name]) { $1 }
    receivers = files.routing.map { tree in
      tree.receivers(of: sent).filter { tree.file.receiver($0)?.integrations.isEmpty == false }.uniqued()
    }
  }

  static func all(_ files: StackFiles) -> [AlertSnapshot] {
    files.rules.filter { $0.rule.kind == .alert }.map { AlertSnapshot($0.rule, files) }
  }

  var severity: String { labels["severity"] ?? "" }
  /// The service or component that it is about.
  var owner: String { labels["service"] ?? labels["component"] ?? "" }
  /// `api`, or `availability` of `api`.
  var subject: String {
    let owner = self.owner.isEmpty ? "the stack" : Phrase.code(self.owner)
    return labels["objective"].map { "\(Phrase.code($0)) of \(owner)" } ?? owner
  }

  /// ` (critical)`, or nothing.
  var level: String { severity.isEmpty ? "" : " (\(severity))" }

  /// For people: `HighErrorRate` of `api` (critical).
  var title: String { "\(Phrase.code(name)) of \(subject)\(level)" }

  /// The labels but those that may change without its becoming another alert.
  func identity(besides others: Set<String>) -> String {
    labels.filter { !others.contains($0.key) }.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: "\n")
  }
}

/// Alerts of two times, put together.
struct AlertPairs {
  private(set) var pairs: [(old: AlertSnapshot, new: AlertSnapshot)] = []
  private(set) var gone: [AlertSnapshot]
  private(set) var added: [AlertSnapshot]

  /// First those that agree in everything that names an alert, then those that agree in ever less: another team or category, another
  /// severity, at last another name with the very same condition.
  init(_ old: [AlertSnapshot], _ new: [AlertSnapshot]) {
    (gone, added) = (old, new)
    pair { "\($0.name)\n\n\($0.identity(besides: []))\n\n\($0.expression)" }
    pair { "\($0.name)\n\n\($0.identity(besides: []))" }
    pair { "\($0.name)\n\n\($0.identity(besides: ["team", "category"]))" }
    pair { "\($0.name)\n\n\($0.identity(besides: ["team", "category", "severity"]))" }
    pair { "\($0.expression)\n\n\($0.identity(besides: ["team", "category"]))" }
  }

  private mutating func pair(by key: (AlertSnapshot) -> String) {
    var waiting: [String: [Int]] = [:]
    for (index, alert) in gone.enumerated().reversed() { waiting[key(alert), default: []].append(index) }
    var found: Set<Int> = []
    added = added.filter { alert in
      guard let index = waiting[key(alert), default: []].popLast() else { return true }
      found.insert(index)
      pairs.append((gone[index], alert))
      return false
    }
    gone = gone.indices.filter { !found.contains($0) }.map { gone[$0] }
  }
}
