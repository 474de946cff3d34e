extension Expr {
  /// The counters that are read as they stand, not by how they rise: such a value depends on when the process started.
  ///
  /// Functions that look at the rise (`rate`), at resets or only at presence are fine, and so are counting how many series
  /// there are and the right side of `and` and `unless`, whose values nobody sees.
  /// - Parameter type: what a metric is declared as, from a catalogue; nil lets its name decide.
  /// - Returns: in the order of the text; buckets of classic histograms are among them.
  public func countersReadRaw(knowing type: (String) -> MetricType? = { _ in nil }) -> [MetricUse] {
    switch self {
    case .selector(let node):
      guard [.counter, .buckets].contains(nature(knowing: type)), let name = node.metricName,
        let range = node.metricNameRange
      else { return [] }
      return [MetricUse(name: name, range: range, selector: node)]
    case .rangeSelector(let node): return Expr.selector(node.selector).countersReadRaw(knowing: type)
    case .call(let node) where Self.tamers.contains(node.function.name): return []
    case .aggregation(let node) where node.aggregator == .count || node.aggregator == .group: return []
    case .binary(let node) where node.op == .unless || node.op == .and: return node.lhs.countersReadRaw(knowing: type)
    default: return children.flatMap { $0.countersReadRaw(knowing: type) }
    }
  }

  private static let tamers: Set<String> = [
    "rate", "irate", "increase", "changes", "resets", "absent", "absent_over_time", "present_over_time",
    "count_over_time", "timestamp", "start_timestamp", "ts_of_first_over_time", "ts_of_last_over_time",
  ]
}
