extension Expr {
  /// The counters, by their names, that are read as they stand and not by how they rise: such a value depends on when the process
  /// started. In the order of the text.
  ///
  /// Left out is what makes sense of a bare value: whether it is there or ever rose, how many series there are, how far two counters
  /// are apart, a `_total` that is the size of a whole, and the right side of `and` and `unless`, whose values nobody sees unless they are
  /// compared.
  public var countersReadRaw: [MetricUse] {
    var found: [MetricUse] = []
    collectCounters(&found)
    return found
  }

  private func collectCounters(_ found: inout [MetricUse]) {
    switch self {
    case .number, .string: break
    case .selector(let node): node.collectCounter(&found)
    case .rangeSelector(let node): node.selector.collectCounter(&found)
    case .call(let node):
      if node.function.makesSenseOfCounters { return }
      for argument in node.arguments { argument.collectCounters(&found) }
    case .aggregation(let node):
      if [.count, .group, .countValues].contains(node.aggregator) { return }
      node.operand.collectCounters(&found)
    case .binary(let node):
      if node.asksForPresence || node.comparesWithCapacity { return }
      node.lhs.collectCounters(&found)
      if node.op != .unless && node.op != .and || node.rhs.topLevelComparison != nil {
        node.rhs.collectCounters(&found)
      }
    case .subquery(let node): node.operand.collectCounters(&found)
    case .unary(let node): node.operand.collectCounters(&found)
    case .parenthesized(let node): node.inner.collectCounters(&found)
    }
  }

  /// Metrics whose value is taken as it is, perhaps aggregated.
  fileprivate var bareNames: [String] {
    switch unwrapped {
    case .selector(let node): node.metricName.map { [$0] } ?? []
    case .aggregation(let node): node.operand.bareNames
    case .binary(let node): node.lhs.bareNames + node.rhs.bareNames
    case .unary(let node): node.operand.bareNames
    default: []
    }
  }
}

extension VectorSelector {
  fileprivate func collectCounter(_ found: inout [MetricUse]) {
    guard let name = metricName, name.isCounter, let range = metricNameRange else { return }
    found.append(MetricUse(name: name, range: range, selector: self))
  }
}

extension String {
  fileprivate var isCounter: Bool {
    hasSuffix("_total") && !hasColon
      // How long something has been up is read as it is.
      && !utf8.indices.contains { utf8[$0...].starts(with: "uptime".utf8) }
  }
}

extension Function {
  fileprivate var makesSenseOfCounters: Bool { Self.ofCounters.contains(ObjectIdentifier(self)) }

  /// Functions that make sense of a counter's bare value, or ask only whether it is there.
  /// <https://prometheus.io/docs/prometheus/latest/querying/functions/>
  private static let ofCounters = Set(
    [
      "rate", "irate", "increase", "changes", "resets", "absent", "absent_over_time", "present_over_time",
      "count_over_time", "timestamp", "delta", "idelta", "deriv", "predict_linear", "ts_of_first_over_time",
      "ts_of_last_over_time", "ts_of_max_over_time", "ts_of_min_over_time", "start_timestamp",
    ].compactMap { Function.named($0).map { ObjectIdentifier($0) } })
}

extension BinaryOperation {
  /// Compares with zero, whether it ever happened; or takes the difference of two counters: since when, or how many are left.
  fileprivate var asksForPresence: Bool {
    if comparesWithZero { return true }
    if op == .subtract, lhs.bareNames.contains(where: \.isCounter), rhs.bareNames.contains(where: \.isCounter) {
      return true
    }
    guard op.isComparison, lhs.type == .vector, rhs.type == .vector else { return false }
    let names = Set(lhs.metricNames.map(\.name))
    return names.count == 1 && names == Set(rhs.metricNames.map(\.name))
  }

  /// `used / total`: a `_total` beside the bare value of something that is none is the size of a whole, not a count of events.
  fileprivate var comparesWithCapacity: Bool {
    guard op.isArithmetic, lhs.type == .vector, rhs.type == .vector else { return false }
    let bare = lhs.bareNames + rhs.bareNames
    return bare.contains(where: \.isCounter) && bare.contains { !$0.isCounter }
  }
}
