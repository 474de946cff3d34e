import Documents
import PromQL

extension Rule {
  static let neverTrue = Rule(
    "promql/never-true", .error, "a comparison that can never be true",
    why: "An alert on it never fires. The usual reason: the count of nothing is not zero, it is nothing.",
    bad: [
      .alert(#"count(up{job="api"} == 1) ⟦== 0⟧"#), .alert("count(up) ⟦< 1⟧"),
      .alert("rate(http_requests_total[5m]) ⟦< 0⟧"),
      .alert("absent(up) ⟦== 0⟧"), .alert("up ⟦== NaN⟧"),
    ],
    good: [
      .alert(#"absent(up{job="api"} == 1)"#), .alert("(count(up) or vector(0)) == 0"), .alert("count(up) <= 1"),
      .alert("delta(temperature_celsius[5m]) < 0"), .alert("sum(up) == 0"),
    ],
    check: .binary { comparison, query, reporter in
      guard comparison.isFilter, case .number(let bound) = comparison.rhs.unwrapped, bound.placeholder == nil,
        let reason = reason(comparison, bound.value)
      else { return }
      reporter.report(
        "this is never true: \(reason)", in: query,
        at: comparison.opRange.lowerBound..<comparison.rhs.range.upperBound, help: help(comparison))
    })

  private static func reason(_ comparison: BinaryOperation, _ bound: Double) -> String? {
    if bound.isNaN, comparison.op != .notEqual { return "nothing compares with NaN" }
    if comparison.op == .equal, bound == 0, comparison.lhs.isNeverZero {
      if case .aggregation = comparison.lhs.unwrapped { return "of no series there is no count, not a count of zero" }
      return "the left side is never zero"
    }
    let asksForLess = comparison.op == .less || comparison.op == .lessOrEqual
    switch comparison.lhs.unwrapped {
    case .aggregation(let node) where node.aggregator == .count:
      let isBelowOne = comparison.op == .less && bound <= 1 || comparison.op == .lessOrEqual && bound < 1
      return isBelowOne ? "of no series there is no count, not a count of zero" : nil
    case .call(let call) where ["rate", "irate", "increase", "changes", "resets"].contains(call.function.name):
      return asksForLess && bound < 0 || comparison.op == .less && bound == 0
        ? "`\(call.function.name)` is never negative" : nil
    default: return nil
    }
  }

  private static func help(_ comparison: BinaryOperation) -> String? {
    if case .aggregation = comparison.lhs.unwrapped {
      return "ask with `absent(…)`, or give a zero: `(count(…) or vector(0)) == 0`"
    }
    return nil
  }
}
