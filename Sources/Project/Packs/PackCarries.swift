import Documents
import PromQL

extension Pack {
  /// Adds to what each alert says that its result carries what its expression tells: which labels of the targets it keeps.
  mutating func inferCarries() {
    var flows: [String: LabelFlow] = [:]
    for record in records { flows[record.name] = flow(of: record.expression, flows) }
    for (name, alert) in alerts where alert.language == .promQL {
      guard let flow = flow(of: alert.expression, flows) else { continue }
      let kept = Self.ofTargets.filter { flow.presence(of: $0) != .never }
      alerts[name]?.carries = (kept + alert.carries).uniqued()
    }
  }

  /// Besides the labels of the owner, which alerts have in any case.
  private static let ofTargets = ["job", "instance"]

  /// - Parameter records: what is known of those that stand before.
  private func flow(of expression: String, _ records: [String: LabelFlow]) -> LabelFlow? {
    ExpressionTemplate(expression.trimmed()).validated().expression?.labels { selector in
      // What is recorded has what its own expression left; what is exposed has the labels of its target.
      guard let flow = selector.name.flatMap({ records[$0] }) else { return nil }
      return flow.all.map(Set.init)
    }
  }
}
