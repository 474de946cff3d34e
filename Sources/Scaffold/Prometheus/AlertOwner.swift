import Documents
import Formats
import PromQL

/// The one service or component that an imported alert is about, as far as its expression and its labels say.
struct AlertOwner {
  /// `service` or `component`.
  var key: String
  var name: String

  /// - Parameter jobs: the services and components that its expression selects by their jobs.
  /// - Returns: nil where it is about several, whose series say which of them.
  init?(of rule: PrometheusRule, _ tree: Expr, jobs: [String], in draft: Draft) {
    let matched = tree.selectors.flatMap(\.matchers).filter { $0.operation == .equal }.map { ($0.name, $0.value) }
    let labels = rule.allLabels.map { ($0.key.value, $0.value.value) }
    let named = (matched + labels).filter { ["job", "service", "component"].contains($0.0) }
      .compactMap { draft.job(formerly: $0.1) }.filter { draft.isOwner($0) }
    let byMetric = Self.components(tree, draft)
    let said = (jobs + named).uniqued()
    let all = draft.services.keys + draft.components.keys
    // Where it is about several, the label of one would overwrite that of the others.
    guard let only = [said, byMetric, all].first(where: { !$0.isEmpty }), only.count == 1 else { return nil }
    key = draft.services[only[0]] != nil ? "service" : "component"
    name = only[0]
  }

  /// The components whose exporters have the first of the metrics that an exporter has.
  private static func components(_ tree: Expr, _ draft: Draft) -> [String] {
    for metric in tree.metricNames {
      guard let pack = draft.packs.exporter(ofMetric: metric.name) else { continue }
      let found = draft.components(of: pack.name)
      if !found.isEmpty { return found }
    }
    return []
  }
}

extension Draft {
  /// Whether a service or component is called so.
  func isOwner(_ name: String) -> Bool { services[name] != nil || components[name] != nil }
}
