/// What the values of an expression are, as far as its metrics' names or types and its functions tell.
public enum Nature: String, Sendable, CaseIterable {
  /// Only ever rises, until its process restarts.
  case counter
  /// Counters by upper bound, labelled `le`.
  case buckets
  /// Change per second.
  case rate
  /// Change over a stretch of time.
  case increase
  /// A part of a whole, 0 to 1.
  case ratio
  /// 0 or 1.
  case boolean
  /// How many there are.
  case count
  /// Anything else.
  case unknown
}

/// What a metric was declared as.
public enum MetricType: String, Sendable, CaseIterable {
  case counter, gauge, histogram, summary
}

extension Expr {
  /// - Parameter type: what a metric is declared as, from a catalogue; nil lets its name decide.
  public func nature(knowing type: (String) -> MetricType? = { _ in nil }) -> Nature {
    switch self {
    case .number, .string: return .unknown
    case .selector(let node): return node.nature(type)
    case .rangeSelector(let node): return node.selector.nature(type)
    case .subquery(let node): return node.operand.nature(knowing: type)
    case .parenthesized(let node): return node.inner.nature(knowing: type)
    case .unary(let node): return node.isNegation ? .unknown : node.operand.nature(knowing: type)
    case .aggregation(let node): return node.nature(type)
    case .call(let node): return node.nature(type)
    case .binary(let node): return node.nature(type)
    }
  }
}

extension VectorSelector {
  func nature(_ type: (String) -> MetricType?) -> Nature {
    guard let name = metricName else { return .unknown }
    if name == "up" || name == "probe_success" { return .boolean }
    // Records say what they are after the last colon, `job:http_errors:ratio_rate5m`.
    if let colon = name.utf8.lastIndex(of: UInt8(ascii: ":")) {
      let operations = name.utf8[colon...].dropFirst()
      if operations.starts(with: "ratio".utf8) { return .ratio }
      if operations.starts(with: "rate".utf8) || operations.starts(with: "irate".utf8) { return .rate }
      if operations.starts(with: "increase".utf8) { return .increase }
      return .unknown
    }
    let suffix = name.utf8.lastIndex(of: UInt8(ascii: "_")).map { name[$0...].dropFirst() } ?? name[...]
    switch (type(name), suffix) {
    case (.gauge, _): return .unknown
    case (.counter, _): return .counter
    case (_, "bucket"): return .buckets
    case (_, "total"), (_, "sum"), (_, "count"): return .counter
    default: return .unknown
    }
  }
}

extension Aggregation {
  fileprivate func nature(_ type: (String) -> MetricType?) -> Nature {
    let inner = operand.nature(knowing: type)
    switch aggregator {
    case .count, .countValues: return .count
    case .group: return .boolean
    case .sum: return inner == .boolean ? .count : inner == .ratio ? .unknown : inner
    case .avg: return inner == .boolean ? .ratio : inner
    case .stddev, .stdvar: return .unknown
    case .min, .max, .topk, .bottomk, .quantile, .limitk, .limitRatio: return inner
    }
  }
}

extension Call {
  fileprivate func nature(_ type: (String) -> MetricType?) -> Nature {
    func inner(_ index: Int) -> Nature {
      index < arguments.count ? arguments[index].nature(knowing: type) : .unknown
    }
    switch function.name {
    case "rate", "irate":
      // A rate of buckets is still one number for each upper bound.
      return inner(0) == .buckets ? .buckets : .rate
    case "increase": return inner(0) == .buckets ? .buckets : .increase
    case "absent", "absent_over_time", "present_over_time": return .boolean
    case "count_over_time", "changes", "resets": return .count
    case "avg_over_time": return inner(0) == .boolean ? .ratio : inner(0)
    case "last_over_time", "first_over_time", "min_over_time", "max_over_time", "sort", "sort_desc", "sort_by_label",
      "sort_by_label_desc", "label_replace", "label_join", "clamp", "clamp_min", "clamp_max", "vector", "scalar",
      "info":
      return inner(0)
    case "quantile_over_time": return inner(1)
    default: return .unknown
    }
  }
}

extension BinaryOperation {
  fileprivate func nature(_ type: (String) -> MetricType?) -> Nature {
    let left = lhs.nature(knowing: type), right = rhs.nature(knowing: type)
    if returnsBool { return .boolean }
    if op.isComparison || op == .and || op == .unless { return lhs.type == .scalar ? right : left }
    switch op {
    case .or: return left == right ? left : .unknown
    case .divide:
      // The sum of a histogram by its count is a mean, not a share.
      if left == right, [.rate, .increase, .count, .counter].contains(left), !isMean { return .ratio }
      return rhs.type == .scalar && left == .rate ? .rate : .unknown
    case .subtract:
      if case .number(let one) = lhs.unwrapped, one.value == 1, right == .ratio { return .ratio }
      return left == right && left != .boolean ? left : .unknown
    case .add: return left == right && left != .boolean && left != .ratio ? left : .unknown
    case .multiply:
      if left == .ratio, right == .ratio { return .ratio }
      if rhs.type == .scalar, left == .rate { return .rate }
      return lhs.type == .scalar && right == .rate ? .rate : .unknown
    default: return .unknown
    }
  }

  private var isMean: Bool {
    guard let above = lhs.metricNames.first?.name, let below = rhs.metricNames.first?.name else { return false }
    return above.hasSuffix("_sum") && !below.hasSuffix("_sum")
  }
}
