import Documents
import Formats
import PromQL

extension Rule {
  static let rawCounter = Rule(
    "promql/raw-counter", .warning, "a counter used without `rate` or `increase`",
    why: """
      A counter's value says how much has happened since its process started: it grows for good and falls to zero at a restart. \
      What matters is how fast it grows.
      """,
    bad: [
      .alert("⟦http_requests_total⟧ > 100"), .alert("sum(⟦errors_total⟧) / sum(rate(requests_total[5m])) > 0.1"),
      .alert("max_over_time(⟦errors_total⟧[1h]) > 5"),
    ],
    good: [
      .alert("rate(http_requests_total[5m]) > 100"), .alert("changes(restarts_total[1h]) > 3"),
      .alert("absent(http_requests_total)"), .alert("up == 0 unless on (job) http_requests_total"),
      .alert("count(http_requests_total) > 100"), .alert("errors_total - errors_total offset 1h > 5"),
      .alert("ever_failed_total > 0"),
    ],
    check: .query { query, reporter in
      guard let expression = query.expression else { return }
      expression.visitRawCounters { name, range in
        reporter.report(
          "`\(name)` is a counter: its value only says how long the process has been running", in: query, at: range,
          help: "ask for its growth: `rate(\(name)[5m])`, or `increase(\(name)[1h])` for a number of events")
      }
    })
}

extension Expr {
  /// Functions that make sense of a counter's bare value, or ask only whether it is there.
  // https://prometheus.io/docs/prometheus/latest/querying/functions/
  private static let counterFunctions: Set<String> = [
    "rate", "irate", "increase", "changes", "resets", "absent", "absent_over_time", "present_over_time",
    "count_over_time", "timestamp", "delta", "idelta", "deriv", "predict_linear", "ts_of_first_over_time",
    "ts_of_last_over_time",
    "ts_of_max_over_time", "ts_of_min_over_time", "start_timestamp",
  ]

  fileprivate func visitRawCounters(_ found: (String, Range<Int>) -> Void) {
    switch self {
    case .number, .string: break
    case .selector(let node): node.reportIfCounter(found)
    case .rangeSelector(let node): node.selector.reportIfCounter(found)
    case .call(let node):
      if Self.counterFunctions.contains(node.function.name) { return }
      for argument in node.arguments { argument.visitRawCounters(found) }
    case .aggregation(let node):
      if [.count, .group, .countValues].contains(node.aggregator) { return }
      node.operand.visitRawCounters(found)
    case .binary(let node):
      if node.asksForPresence { return }
      node.lhs.visitRawCounters(found)
      if node.op != .unless && node.op != .and { node.rhs.visitRawCounters(found) }
    case .subquery(let node): node.operand.visitRawCounters(found)
    case .unary(let node): node.operand.visitRawCounters(found)
    case .parenthesized(let node): node.inner.visitRawCounters(found)
    }
  }
}

extension VectorSelector {
  fileprivate func reportIfCounter(_ found: (String, Range<Int>) -> Void) {
    guard let name = metricName, name.utf8.count > 6, name.hasSuffix("_total"), !name.utf8.contains(UInt8(ascii: ":")),
      let range = metricNameRange
    else { return }
    found(name, range)
  }
}

extension BinaryOperation {
  /// Compares with zero, whether it ever happened; or with the same series at another time, whether it happened since.
  fileprivate var asksForPresence: Bool {
    if op.isComparison, case .number(let bound) = rhs.unwrapped, bound.value == 0 { return true }
    guard op == .subtract || op.isComparison else { return false }
    let names = Set(lhs.metricNames.map(\.name))
    return names.count == 1 && names == Set(rhs.metricNames.map(\.name))
  }
}
