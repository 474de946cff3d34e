import PromQL

extension Rule {
  static let objectiveImpossibleRatio = Rule(
    "objective/impossible-ratio", .error, "a share is compared with something that it can never pass",
    why:
      """
      A share of requests, probes or targets lies between 0 and 1. Compared with 5, where 5% was meant, or with a burn rate times a \
      budget that is more than everything, the alert never fires.
      """,
    bad: [
      .alert(#"sum(rate(requests_total{code=~"5.."}[5m])) / sum(rate(requests_total[5m])) > ⟦5⟧"#),
      .alert(#"slo:sli_error:ratio_rate1h{slo="checkout"} > ⟦(14.4 * 0.1)⟧"#),
      .alert("avg(up) > ⟦1⟧"),
    ],
    good: [
      .alert(#"sum(rate(requests_total{code=~"5.."}[5m])) / sum(rate(requests_total[5m])) > 0.05"#),
      .alert("instance:node_load1_per_cpu:ratio > 2"),
      .alert("rate(requests_total[5m]) / rate(requests_total[5m] offset 1d) > 2"),
      .alert(#"100 * sum(rate(requests_total{code=~"5.."}[5m])) / sum(rate(requests_total[5m])) > 5"#),
      .alert("rate(sent_total[5m]) / rate(received_total[5m]) > 2"),
      .alert("avg(up) < 1"),
    ],
    check: .binary { node, query, reporter in
      guard node.isFilter, let bound = node.rhs.constant, !bound.isNaN else { return }
      let impossible =
        switch node.op {
        case .greater: bound >= 1
        case .greaterOrEqual, .equal: bound > 1
        case .less: bound <= 0
        case .lessOrEqual: bound < 0
        default: false
        }
      guard impossible, node.lhs.isShare else { return }
      let isPercent = bound > 1 && bound <= 100 && isNumber(node.rhs)
      reporter.report(
        "a share lies between 0 and 1 and is never `\(node.op.rawValue) \(number(bound))`: the condition never holds",
        in: query, at: node.rhs.range,
        help: isPercent
          ? "write \(number(bound / 100)) if \(number(bound))% is meant" : "compare with something between 0 and 1")
    })
}

private func number(_ value: Double) -> String {
  let text = "\((value * 1e6).rounded() / 1e6)"
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

private func isNumber(_ expression: Expr) -> Bool { if case .number = expression.unwrapped { true } else { false } }
