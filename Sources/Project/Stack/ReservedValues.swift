import Documents
import PromQL
import RE2

/// Values of labels that objectives and the project's own alerts match. Where a label takes only so many values, these have their place
/// whatever came first: an objective on an endpoint that counts as `other` would see nothing.
package struct ReservedValues {
  private struct Place: Hashable {
    let owner: String
    let metric: String
    let label: String
  }

  private var values: [Place: [String]] = [:]

  package init(_ stack: Stack) { self.init(stack.objectives, stack.alerts) }

  init(_ objectives: [ResolvedObjective], _ alerts: [Alert]) {
    for objective in objectives {
      for rate in [objective.rates?.bad, objective.rates?.total] { add(rate, objective.owner) }
    }
    for alert in alerts where alert.isOwn {
      guard let owner = alert.owner else { continue }
      for level in alert.levels { add(level.expression, owner) }
    }
  }

  private mutating func add(_ expression: WrittenExpr?, _ owner: Owner) {
    for selector in expression?.tree.selectors ?? [] {
      guard let series = selector.metricName else { continue }
      let metric = owner.metrics[series] == nil ? MetricPart.split(series)?.metric ?? series : series
      for matcher in selector.matchers where owner.metrics[metric]?.labels[matcher.name]?.max != nil {
        let place = Place(owner: owner.name, metric: metric, label: matcher.name)
        values[place] = ((values[place] ?? []) + Self.literals(matcher)).uniqued()
      }
    }
  }

  /// The values that a matcher names; none for one that names a kind of values.
  private static func literals(_ matcher: LabelMatcher) -> [String] {
    switch matcher.operation {
    case .equal: matcher.value.isEmpty ? [] : [matcher.value]
    case .regexMatch: (try? Pattern(matcher.value))?.literals(limit: 100) ?? []
    case .notEqual, .regexNotMatch: []
    }
  }

  /// The values of a label of one owner's metric that always have a place, those of its catalogue first.
  package func values(of label: String, in metric: String, of owner: Owner) -> [String] {
    let kept = owner.metrics[metric]?.labels[label]?.kept ?? []
    return (kept + (values[Place(owner: owner.name, metric: metric, label: label)] ?? [])).uniqued()
  }
}
