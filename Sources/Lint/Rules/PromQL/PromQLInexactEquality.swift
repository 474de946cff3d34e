import Documents
import Formats
import PromQL

extension Rule {
  static let inexactEquality = Rule(
    "promql/inexact-equality", .warning, "a rate or an increase compared with `==` or `!=`",
    why: """
      Both are extrapolated to the ends of the range: one event counts for 1.07 or 0.98. An exact number is met by chance only, and \
      `!=` holds nearly always.
      """,
    bad: [
      .alert("increase(payment_errors_total[5m]) ⟦== 1⟧"), .alert("sum(rate(errors_total[5m])) ⟦!= 2⟧"),
      .alert("sum(increase(errors_total[5m])) * 60 ⟦== 3⟧"),
    ],
    good: [
      .alert("increase(payment_errors_total[5m]) == 0"), .alert("increase(payment_errors_total[5m]) >= 1"),
      .alert("round(increase(payment_errors_total[5m])) == 1"), .alert("changes(restarts[5m]) == 1"),
    ],
    check: .binary { node, query, reporter in
      guard node.isFilter, node.op == .equal || node.op == .notEqual, let bound = node.rhs.constant, bound != 0,
        !bound.isNaN, [.rate, .increase].contains(node.lhs.scaledNature().nature), !isRounded(node.lhs)
      else { return }
      reporter.report(
        "a rate is extrapolated and hardly ever exactly \(plain(bound))", in: query,
        at: node.opRange.lowerBound..<node.rhs.range.upperBound,
        help: "compare with `>` or `<`, or `round(…)` it first")
    })

  private static func isRounded(_ expression: Expr) -> Bool {
    var found = false
    expression.visit { node in
      if case .call(let call) = node { found = found || ["round", "ceil", "floor"].contains(call.function.name) }
    }
    return found
  }
}
