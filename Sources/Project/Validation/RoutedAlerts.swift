import Documents
import PromQL

/// The labels that alerts of a stack have when they reach Alertmanager.
final class RoutedAlerts {
  private struct Rule {
    /// Labels whose values are known.
    var fixed: [String: String]
    var condition: Alert.Condition?
    /// The labels of its result, besides those, where it is an expression over log lines.
    var ofLines: [String]?
  }

  private let owners: [Owner]
  private let rules: [Rule]
  /// What Prometheus adds to each alert that has no such label.
  private let external: [String: String]
  /// The labels of each metric, worked out only where a route asks for what no rule sets.
  private lazy var known: [String: Set<String>] = {
    let target: Set<String> = ["job", "instance", "service", "component", "team", "probe"]
    var known: [String: Set<String>] = [:]
    for (name, metric) in owners.lazy.flatMap(\.metrics) {
      known[name, default: target].formUnion(metric.labels.keys)
    }
    return known
  }()

  init(_ context: SpecContext) {
    owners = context.resolved.owners
    external = Dictionary(context.spec.prometheus.externalLabels.map { ($0, $1) }) { a, _ in a }
    // The heartbeat has a route of its own, before all others.
    rules = context.ruleFiles.alerts.filter { $0.name != "Watchdog" }.flatMap { alert in
      alert.levels.map { level in
        var fixed = Dictionary(alert.staticLabels(level).map { ($0.name, $0.value) }) { a, _ in a }
        fixed["alertname"] = alert.name
        return Rule(
          fixed: fixed, condition: level.condition, ofLines: level.logQuery == nil ? nil : alert.carries)
      }
    }
  }

  /// Whether one of the alerts can have all of these labels.
  func canTake(_ match: OrderedMap<[String]>) -> Bool {
    // Only those are asked that the most telling of the labels leaves.
    let labels = match.map { label, values in (index: index(of: label), values: values) }
    guard let fewest = labels.min(by: { $0.index.count(of: $0.values) < $1.index.count(of: $1.values) }) else {
      return !rules.isEmpty
    }
    return fewest.index.candidates(fewest.values).contains { canHave(match, rules[$0]) }
  }

  private func canHave(_ match: OrderedMap<[String]>, _ rule: Rule) -> Bool {
    match.allSatisfy { label, values in
      // A template's value is anything.
      if let value = rule.fixed[label] { return value.includes("{{") || values.contains(value) }
      if let labels = rule.ofLines {
        return labels.contains(label) || external[label].map(values.contains) ?? false
      }
      let result = result(of: rule)
      if result.presence(of: label) != .never { return result.value(of: label).map(values.contains) ?? true }
      return external[label].map(values.contains) ?? false
    }
  }

  /// The rules by their values of one label.
  private struct LabelIndex {
    var fixed: [String: [Int]] = [:]
    /// Those whose value is not known.
    var open: [Int] = []
    /// Values that are known, in order, to be told and to be suggested.
    var values: [String] = []
    var suggestions = NearestNames(among: [])

    func count(of values: [String]) -> Int { values.reduce(open.count) { $0 + (fixed[$1]?.count ?? 0) } }

    /// The rules that may have one of some values.
    func candidates(_ values: [String]) -> [Int] { open + values.flatMap { fixed[$0] ?? [] } }
  }

  /// By label.
  private var indices: [String: LabelIndex] = [:]

  private func index(of label: String) -> LabelIndex {
    if let known = indices[label] { return known }
    var index = LabelIndex()
    for (place, rule) in rules.enumerated() {
      guard let value = rule.fixed[label], !value.includes("{{") else {
        index.open.append(place)
        continue
      }
      index.fixed[value, default: []].append(place)
    }
    index.values = Set(rules.compactMap { $0.fixed[label] } + [external[label]].compactMap { $0 }).sorted()
    index.suggestions = NearestNames(among: index.values)
    indices[label] = index
    return index
  }

  /// By expression: each route, and each of its labels, asks the same rules.
  private var results: [String: LabelFlow] = [:]

  private func result(of rule: Rule) -> LabelFlow {
    guard let expression = rule.condition?.expression else { return .anything }
    if let result = results[expression.text] { return result }
    let known = known
    let result = expression.tree.labels { $0.metricName.flatMap { known[$0] } }
    results[expression.text] = result
    return result
  }

  /// The values that are known of a label.
  func values(of label: String) -> [String] { index(of: label).values }

  /// What may be meant by a value that no alert has.
  func help(for value: String, of label: String) -> String? {
    _ = index(of: label)
    return indices[label]?.suggestions.help(for: value)
  }

  private lazy var labels = NearestNames(among: Set(rules.flatMap(\.fixed.keys) + external.keys))

  /// What may be meant by a label that no alert has.
  func help(forLabel label: String) -> String? { labels.help(for: label) }
}
