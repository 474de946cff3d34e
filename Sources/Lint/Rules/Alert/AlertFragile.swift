import Documents
import Formats
import PromQL

extension Rule {
  static let fragileAlert = Rule(
    "alert/fragile", .warning, "an alert on `topk`, `bottomk`, `limitk` or `limit_ratio`",
    why:
      "Which series these return changes from one evaluation to the next; with each change an alert ends and another begins, and `for` starts anew.",
    bad: [.alert("⟦topk(3, rate(errors_total[5m]))⟧ > 1")],
    good: [
      .alert("rate(errors_total[5m]) > 1"), .alert("count(topk(3, up)) > 2"), .record("x:top:rate5m", "topk(3, x)"),
      .alert("up * on (pod) group_left (node) topk by (pod) (1, kube_pod_info) == 0"),
    ],
    check: .alert { rule, reporter in
      guard let expression = rule.query.expression else { return }
      for node in selections(expression) {
        reporter.report(
          "the series that `\(node.aggregator.rawValue)` returns change from one evaluation to the next",
          in: rule.query,
          at: node.range, help: "alert on every series that crosses the threshold")
      }
    })

  /// What decides which series the alert is for. Further in, as the other side of a join, a selection is a way to drop duplicates.
  private static func selections(_ expression: Expr) -> [Aggregation] {
    switch expression.unwrapped {
    case .aggregation(let node): return node.aggregator.selectsSeries ? [node] : []
    case .binary(let node):
      if node.op == .or { return selections(node.lhs) + selections(node.rhs) }
      if node.op.isSet || node.rhs.type == .scalar { return selections(node.lhs) }
      return node.lhs.type == .scalar ? selections(node.rhs) : []
    default: return []
    }
  }
}
