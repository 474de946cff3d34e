extension Expr {
  /// The counters that are read as they stand, not by how they rise: such a value depends on when the process started.
  ///
  /// Functions that look at the rise (`rate`), at resets or only at presence are fine, and so are counting how many series
  /// there are and the right side of `and` and `unless`, whose values nobody sees.
  /// - Parameter type: what a metric is declared as, from a catalogue; nil lets its name decide.
  /// - Returns: in the order of the text; buckets of classic histograms are among them.
  public func countersReadRaw(knowing type: (String) -> MetricType? = { _ in nil }) -> [MetricUse] {
    var found: [MetricUse] = []
    collectCounters(type, &found)
    return found
  }

  private func collectCounters(_ type: (String) -> MetricType?, _ found: inout [MetricUse]) {
    switch self {
    case .selector(let node): node.collectCounter(type, &found)
    case .rangeSelector(let node): node.selector.collectCounter(type, &found)
    case .call(let node) where node.function.isAboutRise: break
    case .aggregation(let node) where node.aggregator == .count || node.aggregator == .group: break
    case .binary(let node) where node.op == .unless || node.op == .and: node.lhs.collectCounters(type, &found)
    default: forEachChild { $0.collectCounters(type, &found) }
    }
  }
}

extension VectorSelector {
  fileprivate func collectCounter(_ type: (String) -> MetricType?, _ found: inout [MetricUse]) {
    switch nature(type) {
    case .counter, .buckets: break
    default: return
    }
    guard let name = metricName, let range = metricNameRange else { return }
    found.append(MetricUse(name: name, range: range, selector: self))
  }
}

extension Function {
  /// Whether it looks at how its argument rises, at resets, or only at presence.
  fileprivate var isAboutRise: Bool { Self.aboutRise.contains(ObjectIdentifier(self)) }

  private static let aboutRise = Set(
    [
      "rate", "irate", "increase", "changes", "resets", "absent", "absent_over_time", "present_over_time",
      "count_over_time", "timestamp", "start_timestamp", "ts_of_first_over_time", "ts_of_last_over_time",
    ].compactMap { Function.named($0).map { ObjectIdentifier($0) } })
}
