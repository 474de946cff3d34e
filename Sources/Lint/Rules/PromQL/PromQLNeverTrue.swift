import Documents
import Formats
import PromQL

extension Rule {
  static let neverTrue = Rule(
    "promql/never-true", .error, "a comparison that can never be true",
    why: "An alert on it never fires. The usual reason: the count of nothing is not zero, it is nothing.",
    bad: [
      .alert(#"count(up{job="api"} == 1) ⟦== 0⟧"#), .alert("count(up) ⟦< 1⟧"),
      .alert("rate(http_requests_total[5m]) ⟦< 0⟧"),
      .alert("absent(up) ⟦== 0⟧"), .alert("up ⟦== NaN⟧"), .alert("up ⟦< 0⟧"),
      .alert("up == 0 and on () vector(1) ⟦> 2⟧"),
      .alert("queue_depth > 100 ⟦and⟧ queue_depth < 50"), .alert("up == 0 ⟦and⟧ up == 1"),
      .alert("queue_depth > 100 ⟦unless⟧ queue_depth > 50"),
      .alert("100 * (1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes) ⟦> 100⟧"),
      .alert("⟦absent(vector(1))⟧"),
    ],
    good: [
      .alert(#"absent(up{job="api"} == 1)"#), .alert("(count(up) or vector(0)) == 0"), .alert("count(up) <= 1"),
      .alert("delta(temperature_celsius[5m]) < 0"), .alert("sum(up) == 0"),
      .alert("queue_depth > 100 and on (job) queue_depth < 50"), .alert("queue_depth > 50 and queue_depth < 100"),
      .alert("queue_depth > 100 unless queue_depth > 500"), .alert("absent(queue_depth > 5)"),
    ],
    check: .query { query, reporter in
      query.expression?.visit { node in
        switch node {
        case .binary(let node): report(node, query, &reporter)
        case .call(let call) where call.function.name.hasPrefix("absent"):
          guard node.certainty == .never else { return }
          reporter.report(
            "this never returns anything: what `\(call.function.name)` asks for is always there", in: query,
            at: call.range)
        default: break
        }
      }
    })

  private static func report(_ node: BinaryOperation, _ query: Query, _ reporter: inout Reporter) {
    if let value = node.contradiction, !node.isFilter || reason(node) == nil {
      reporter.report(
        "this is never true: no value of `\(value)` meets all that is asked of it", in: query, at: node.opRange,
        help: node.op == .and ? "write `or` where either is meant" : nil)
    } else if let reason = reason(node) {
      reporter.report(
        "this is never true: \(reason)", in: query, at: node.opRange.lowerBound..<node.rhs.range.upperBound,
        help: help(node))
    }
  }

  private static func reason(_ comparison: BinaryOperation) -> String? {
    guard comparison.isFilter else { return nil }
    let bound = comparison.rhs.constant
    if bound?.isNaN == true { return comparison.op == .notEqual ? nil : "nothing compares with NaN" }
    let left = comparison.lhs.valueBounds, right = comparison.rhs.valueBounds
    let isNeverZero = comparison.op == .equal && bound == 0 && comparison.lhs.isNeverZero
    guard isNeverZero || left.settles(comparison.op, right) == false else { return nil }
    // `objective/impossible-ratio` says what to compare a share with.
    if bound != nil, comparison.lhs.isShare { return nil }
    switch comparison.lhs.unwrapped {
    case .aggregation(let node) where isNeverZero || node.aggregator == .count:
      return "of no series there is no count, not a count of zero"
    case .call(let call) where call.function.isRise || ["changes", "resets"].contains(call.function.name):
      return "`\(call.function.name)` is never negative"
    default: return isNeverZero ? "the left side is never zero" : "the left side is \(text(left))"
    }
  }

  private static func text(_ bounds: ValueBounds) -> String {
    if bounds.lower == bounds.upper { return "always \(plain(bounds.lower))" }
    if bounds.upper == .infinity { return "never below \(plain(bounds.lower))" }
    if bounds.lower == -.infinity { return "never above \(plain(bounds.upper))" }
    return "between \(plain(bounds.lower)) and \(plain(bounds.upper))"
  }

  private static func help(_ comparison: BinaryOperation) -> String? {
    guard case .aggregation(let node) = comparison.lhs.unwrapped,
      node.aggregator == .count || comparison.rhs.constant == 0 && comparison.op == .equal
    else { return nil }
    return "ask with `absent(…)`, or give a zero: `(count(…) or vector(0)) == 0`"
  }
}
