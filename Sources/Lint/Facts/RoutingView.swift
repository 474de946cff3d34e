import Documents
import Formats
import Project
import PromQL

/// The alerts of a project before the routing trees of its Alertmanagers.
///
/// Many alerts differ in nothing that a tree looks at. They go through it once, as one.
package struct RoutingView: Sendable {
  /// Alerts that look alike to every tree and inhibit rule.
  package struct Group: Sendable {
    package let labels: PossibleLabels
    /// Indices into `alerts`.
    package fileprivate(set) var members: [Int]
  }

  package let alerts: [RoutedAlert]
  package let groups: [Group]
  package let trees: [Tree]
  private let alertNames: Set<String>
  /// Severities that wake a person, where the spec says.
  package let pagingSeverities: [String]?

  package struct Tree: Sendable {
    package let tree: RoutingTree
    /// For each group, where it can come to.
    package let reaches: [RoutingTree.Reach]
  }

  init(_ facts: ProjectFacts, _ knowledge: Knowledge) {
    let context = AlertLabels(facts.alerting, knowledge)
    // The rules that a spec generates are known even if their files are not among those that are linted.
    alerts =
      facts.alerts.isEmpty
      ? (knowledge.stack?.alerts ?? []).flatMap { context.alerts($0) } : facts.alerts.map { context.alert($0) }
    alertNames = Set(alerts.map(\.name))
    var groups: [Group] = []
    var indices: [PossibleLabels: Int] = [:]
    for (index, alert) in alerts.enumerated() {
      let labels = alert.relevantLabels
      if let group = indices[labels] {
        groups[group].members.append(index)
      } else {
        indices[labels] = groups.count
        groups.append(Group(labels: labels, members: [index]))
      }
    }
    self.groups = groups
    trees = facts.alerting.files.map { file in
      let tree = RoutingTree(file)
      return Tree(tree: tree, reaches: tree.reaches(groups.map(\.labels)))
    }
    pagingSeverities = knowledge.stack.map { $0.severities.filter(\.pages).map(\.name) }
  }

  /// Whether a condition asks a label that no rule sets for the name of an alert, which is in `alertname`.
  package func mistakesName(_ matcher: AlertMatcher) -> Bool {
    ["alert", "alert_name", "alertName", "AlertName", "Alertname"].contains(matcher.name)
      && matcher.values?.isEmpty == false
      && matcher.values!.allSatisfy(alertNames.contains)
      && !alerts.contains { $0.value(of: matcher.name).isThere }
  }

  /// The first alerts of a group by name, for messages.
  package func names(_ group: Group) -> String {
    let names = group.members.prefix(3).map { "`\(alerts[$0].name)`" }
    return names.joined(separator: ", ") + (group.members.count > 3 ? " and \(group.members.count - 3) more" : "")
  }
}

/// An alert with what is known of its labels when it arrives at Alertmanager.
package struct RoutedAlert: Sendable {
  package let name: String
  /// Where it is defined; nil for one that a spec generates.
  package let place: (source: SourceFile, range: Range<Int>)?
  /// How long it is pending before it fires.
  package let pending: PrometheusDuration
  /// A heartbeat that is never silent.
  let firesAlways: Bool
  let labels: [String: PossibleLabels.Value]
  fileprivate let flow: LabelFlow?
  fileprivate let context: AlertLabels

  func value(of label: String) -> PossibleLabels.Value { context.arriving(label, labels[label], flow) }

  /// What is known of the labels that a tree or an inhibit rule looks at; the same for alerts that look alike to them.
  fileprivate var relevantLabels: PossibleLabels {
    let relevant = context.relevant, others = context.arriving(AlertLabels.anyOther, nil, flow)
    var known: [String: PossibleLabels.Value] = [:]
    for label in context.exceptions.union(labels.keys).union(flow?.named ?? []) where relevant.contains(label) {
      let value = value(of: label)
      if value != others { known[label] = value }
    }
    if known.count * 2 < relevant.count { return PossibleLabels(known, others: others) }
    // Here another value may be the one of most labels, and has to come out as such for other alerts too.
    let all = Dictionary(uniqueKeysWithValues: relevant.map { ($0, known[$0] ?? others) })
    let counts = all.values.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    guard let most = counts.first(where: { $0.value * 2 > all.count })?.key else {
      return PossibleLabels(all, others: .anything)
    }
    return PossibleLabels(all.filter { $0.value != most }, others: most)
  }
}

/// What becomes of labels between a rule and Alertmanager.
struct AlertLabels: Sendable {
  /// A name that no label has.
  static let anyOther = ""

  /// The labels that a tree or an inhibit rule looks at.
  let relevant: Set<String>
  /// Labels that may be other than most are, whatever the alert.
  let exceptions: Set<String>
  private let externalLabels: [String: PossibleLabels.Value]?
  private let relabelled: Set<String>
  private let relabelsAny: Bool

  init(_ facts: AlertingFacts, _ knowledge: Knowledge) {
    var names: Set<String> = []
    for file in facts.files {
      for matcher in file.routes.flatMap(\.matchers.placed) { names.insert(matcher.matcher.name) }
      for rule in file.inhibitRules {
        for matcher in rule.source.placed + rule.target.placed { names.insert(matcher.matcher.name) }
        for label in rule.equal { names.insert(label.value) }
      }
    }
    names.insert("severity")
    relevant = names
    if let known = facts.externalLabels {
      externalLabels = known
    } else if let stack = knowledge.stack {
      externalLabels = Dictionary(
        uniqueKeysWithValues: stack.prometheus.externalLabels.map { ($0.0, .exactly($0.1)) })
    } else {
      externalLabels = nil
    }
    relabelled = facts.relabelled
    relabelsAny = facts.relabelsAny
    exceptions = relabelled.union(externalLabels?.keys.map { $0 } ?? []).union(ServerLabels.conventional)
  }

  func alert(_ fact: AlertFact) -> RoutedAlert {
    var labels: [String: PossibleLabels.Value] = [:]
    for label in fact.labels { labels[label.name] = Self.written(label.value) }
    labels["alertname"] = .exactly(fact.name)
    return RoutedAlert(
      name: fact.name, place: (fact.source, fact.range), pending: fact.pending,
      firesAlways: fact.firesAlways, labels: labels, flow: fact.flow, context: self)
  }

  func alerts(_ alert: Alert) -> [RoutedAlert] {
    alert.levels.map { level in
      var labels: [String: PossibleLabels.Value] = [:]
      for label in alert.carries { labels[label] = .anything }
      for label in alert.staticLabels(level) { labels[label.name] = Self.written(label.value) }
      labels["alertname"] = .exactly(alert.name)
      return RoutedAlert(
        name: alert.name, place: nil, pending: alert.duration, firesAlways: false, labels: labels, flow: nil,
        context: self)
    }
  }

  /// A template gives what its data gives, which may be nothing.
  private static func written(_ value: String) -> PossibleLabels.Value {
    value.isEmpty ? .absent : value.includes("{{") ? .anything : .exactly(value)
  }

  /// What a label is at Alertmanager.
  func arriving(_ label: String, _ written: PossibleLabels.Value?, _ flow: LabelFlow?) -> PossibleLabels.Value {
    if relabelsAny || relabelled.contains(label) { return .anything }
    let own = written ?? flow.map { Self.carried(label, $0) } ?? .anything
    switch own {
    case .exactly, .present: return own
    case .absent:
      guard let externalLabels else { return ServerLabels.conventional.contains(label) ? .anything : .absent }
      return externalLabels[label] ?? .absent
    case .anything: return externalLabels?[label] != nil ? .present : .anything
    }
  }

  private static func carried(_ label: String, _ flow: LabelFlow) -> PossibleLabels.Value {
    switch flow.presence(of: label) {
    case .never: .absent
    case .always: flow.value(of: label).map { $0.isEmpty ? .absent : .exactly($0) } ?? .present
    case .sometimes: .anything
    }
  }
}

extension PossibleLabels.Value {
  /// Whether an alert certainly has the label.
  fileprivate var isThere: Bool { if case .exactly = self { true } else { self == .present } }
}
