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
    ],
    check: .alert { rule, reporter in
      rule.query.expression.map { visit($0, rule, &reporter) }
    })

  private static func visit(_ expression: Expr, _ rule: PrometheusRule, _ reporter: inout Reporter) {
    if case .aggregation(let node) = expression {
      guard node.aggregator.selectsSeries else { return }
      reporter.report(
        "the series that `\(node.aggregator.rawValue)` returns change from one evaluation to the next", in: rule.query,
        at: node.range, help: "alert on every series that crosses the threshold")
      return
    }
    for child in expression.children { visit(child, rule, &reporter) }
  }
}
