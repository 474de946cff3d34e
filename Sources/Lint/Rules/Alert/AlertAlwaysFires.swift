import Documents
import PromQL

extension Rule {
  static let alwaysFires = Rule(
    "alert/always-fires", .warning, "an alert whose expression has no condition",
    why:
      "An alert fires for every series that its expression returns. Without a comparison that is as long as the metric exists. An info where it reads a record, which may hold the condition.",
    bad: [
      .alert("⟦rate(errors_total[5m])⟧"), .alert("⟦up == bool 0⟧"),
      .alert("rate(errors_total[5m]) > 1 or ⟦vector(1)⟧"),
      .alert("node_filesystem_avail_bytes / node_filesystem_size_bytes ⟦< 15⟧"),
      .alert("⟦group(vector(0)) > 0⟧"), .alert("⟦hour() >= 0⟧"),
    ],
    good: [
      .alert("rate(errors_total[5m]) > 1"), .alert("vector(1)"), .alert("1"), .alert("absent(up)"),
      .alert("a unless b"), .alert("avg(up) < 1"),
      .alert("(up == 0) > bool 1"), .alert(#"ALERTS{alertname="A"}"#),
      .alert(#"index_info{name=~".*ccnew.*"}"#),
      .alert(#"app_info{health="Degraded"} * on (name) group_left (team) app_labels"#),
    ],
    check: .alert { rule, reporter in
      // What can read the rule's result at all times on purpose is a heartbeat.
      guard let expression = rule.query.expression else { return }
      if let comparison = expression.topLevelComparison, isMetByAnyShare(comparison) {
        reporter.report(
          "the alert always fires: a share lies between 0 and 1", in: rule.query,
          at: comparison.opRange.lowerBound..<comparison.rhs.range.upperBound, help: "write 0.05 if 5% is meant")
      }
      let mayHold = rule.query.selectors.isEmpty || rule.query.text.value.includes("vector(")
      if mayHold, rule.query.isConditional, expression.certainty == .always {
        reporter.report(
          "the alert always fires: the condition holds whatever is stored", in: rule.query,
          at: expression.range, help: "compare a metric, or write `vector(1)` for a heartbeat")
      }
      guard !rule.query.isConditional, !isHeartbeat(expression) else { return }
      for part in expression.alternatives where !part.isConditional && !isOfAlerts(part) && !isPresence(part) {
        if case .binary(let comparison) = part, comparison.returnsBool {
          reporter.report(
            "the alert always fires: with `bool` the comparison returns 0 or 1, and either is a result", in: rule.query,
            at: part.range, help: "leave out `bool`")
        } else {
          reporter.report(
            "the alert always fires: nothing here compares the value with anything", in: rule.query, at: part.range,
            help: "compare it: `… > 0.05`",
            // A record may hold the condition.
            as: part.metricNames.contains { $0.name.includes(":") } ? .info : nil)
        }
      }
    })

  /// Whether a share is asked to be below what it never reaches.
  private static func isMetByAnyShare(_ comparison: BinaryOperation) -> Bool {
    guard comparison.op.isAbove == false, comparison.lhs.isShare, !comparison.lhs.isConditional else { return false }
    return comparison.rhs.constant.map { $0 > 1 } ?? false
  }

  /// `vector(1)`, `1` and the like: it fires so that somebody notices when it does not.
  private static func isHeartbeat(_ expression: Expr) -> Bool {
    switch expression.unwrapped {
    case .call(let call): call.function.name == "vector"
    case .number: true
    default: false
    }
  }

  /// A bare selector that asks for more than a target: the series is there only while something is wrong. Labels may be added to it.
  private static func isPresence(_ expression: Expr) -> Bool {
    switch expression.unwrapped {
    case .selector(let node):
      return node.matchers.contains { !["__name__", "job", "instance", "cluster", "namespace"].contains($0.name) }
    case .call(let call) where ["label_replace", "label_join"].contains(call.function.name):
      return call.arguments.first.map(isPresence) ?? false
    case .binary(let operation) where operation.matching?.cardinality == .manyToOne:
      return isPresence(operation.lhs)
    default: return false
    }
  }

  /// Alerts on alerts: `ALERTS` is there only while something fires.
  private static func isOfAlerts(_ expression: Expr) -> Bool {
    expression.metricNames.contains { $0.name == PrometheusSeries.alerts }
  }
}
