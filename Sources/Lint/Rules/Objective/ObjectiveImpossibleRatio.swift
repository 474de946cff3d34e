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
      let isPercent = bound > 1 && bound <= 100 && node.rhs.unwrapped.isNumber
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

extension Expr {
  fileprivate var isNumber: Bool { if case .number = self { true } else { false } }

  /// Whether its values certainly lie between 0 and 1.
  fileprivate var isShare: Bool {
    switch unwrapped {
    case .selector(let selector): return selector.isNamedLikeShare
    case .aggregation(let node):
      switch node.aggregator {
      case .avg: return node.operand.isShare || node.operand.isSwitch
      case .min, .max, .topk, .bottomk, .quantile, .limitk, .limitRatio: return node.operand.isShare
      default: return false
      }
    case .call(let call):
      guard let argument = call.arguments.last else { return false }
      switch call.function.name {
      case "avg_over_time": return argument.isSwitch
      case "min_over_time", "max_over_time", "last_over_time": return argument.isShare
      default: return false
      }
    case .rangeSelector(let range): return range.selector.isNamedLikeShare
    case .binary(let node):
      if node.op == .subtract { return node.lhs.constant == 1 && node.rhs.isShare }
      return node.op == .divide && node.isPartOfWhole
    default: return false
    }
  }

  /// 0 or 1 at any time.
  private var isSwitch: Bool {
    switch unwrapped {
    case .selector(let selector): return selector.metricName == "up" || selector.metricName == "probe_success"
    case .rangeSelector(let range):
      return range.selector.metricName == "up" || range.selector.metricName == "probe_success"
    default: return false
    }
  }

  /// The one selector of an expression that only sums rates of it, with what surrounds it.
  fileprivate var summedRate: (selector: VectorSelector, duration: String, grouping: String)? {
    guard case .aggregation(let sum) = unwrapped, sum.aggregator == .sum, case .call(let call) = sum.operand.unwrapped,
      ["rate", "increase"].contains(call.function.name),
      case .rangeSelector(let range)? = call.arguments.first?.unwrapped
    else { return nil }
    let labels = sum.grouping.map { "\($0.isWithout) \($0.labels.map(\.name).sorted())" } ?? ""
    return (range.selector, "\(call.function.name) \(range.duration)", labels)
  }
}

extension VectorSelector {
  private static let words: Set<Substring> = [
    "error", "errors", "failure", "failures", "failed", "success", "availability", "sli",
  ]

  /// A record of a share by its name: what fails or succeeds is a part of a whole, other ratios may be anything.
  fileprivate var isNamedLikeShare: Bool {
    guard let parts = metricName?.split(separator: ":"), parts.count > 1, parts.last!.hasPrefix("ratio") else {
      return false
    }
    return parts.contains { $0.split(separator: "_").contains(where: Self.words.contains) }
  }
}

extension BinaryOperation {
  /// The sum of some series of a metric by the sum of all of them, at the same time.
  fileprivate var isPartOfWhole: Bool {
    guard matching == nil || matching?.cardinality == .oneToOne, let part = lhs.summedRate, let whole = rhs.summedRate,
      part.duration == whole.duration, part.grouping == whole.grouping,
      let name = part.selector.metricName, name == whole.selector.metricName,
      part.selector.timing.offset == nil, whole.selector.timing.offset == nil
    else { return false }
    return whole.selector.matchers.allSatisfy { matcher in
      part.selector.matchers.contains {
        $0.name == matcher.name && $0.operation == matcher.operation && $0.value == matcher.value
      }
    }
  }
}
