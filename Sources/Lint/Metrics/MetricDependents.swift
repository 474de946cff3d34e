import Documents
import Project
import PromQL

/// What of a stack needs a metric of one owner, directly or through what rules record of it.
struct MetricDependents {
  private var alerts: [String: [String]] = [:]
  private var objectives: [String: [String]] = [:]
  private var panels: [String: [String]] = [:]

  init(_ owner: Owner, in stack: Stack) {
    var recorded: [String: Set<String>] = [:]

    func metrics(of expression: WrittenExpr?) -> Set<String> {
      var names: Set<String> = []
      for series in expression?.tree.selectors.compactMap(\.metricName) ?? [] {
        if let parts = recorded[series] {
          names.formUnion(parts)
        } else {
          names.insert(owner.metrics[series] == nil ? MetricPart.split(series)?.metric ?? series : series)
        }
      }
      return names
    }

    // Records stand in the order in which they need each other.
    for record in stack.ruleFiles.flatMap(\.groups).flatMap(\.records) where record.owner ?? owner.name == owner.name {
      recorded[record.name, default: []].formUnion(metrics(of: record.expression))
    }
    for alert in stack.alerts where alert.owner?.name ?? owner.name == owner.name {
      let names = alert.levels.reduce(into: Set<String>()) { $0.formUnion(metrics(of: $1.expression)) }
      for name in names { alerts[name, default: []].append(alert.name) }
    }
    for objective in stack.objectives where objective.owner.name == owner.name {
      for name in metrics(of: objective.rates?.bad).union(metrics(of: objective.rates?.total)) {
        objectives[name, default: []].append(objective.name)
      }
    }
    for panel in stack.dashboards.flatMap(\.panels) {
      var names: Set<String> = []
      for query in panel.queries {
        if case .promQL(let expression) = query.expression { names.formUnion(metrics(of: expression)) }
      }
      for name in names { panels[name, default: []].append(panel.title) }
    }
  }

  /// What stays without data if the metric is not as declared; nil where nothing asks for it.
  func sentence(_ metric: String) -> String? {
    let parts = [
      Self.list("alert", alerts[metric]), Self.list("panel", panels[metric]),
      Self.list("objective", objectives[metric]),
    ].compactMap { $0 }
    return parts.isEmpty ? nil : "needed by " + parts.joined(separator: "; ")
  }

  /// All names where they are few: each is something that does not work.
  private static func list(_ kind: String, _ names: [String]?) -> String? {
    guard let names = names?.uniqued(), !names.isEmpty else { return nil }
    let shown = names.prefix(6).joined(separator: ", ")
    return "\(kind)\(names.count == 1 ? "" : "s") \(shown)\(names.count > 6 ? " and \(names.count - 6) more" : "")"
  }
}
