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

/// What the values of an expression are, and what constants multiply them with.
public struct ScaledNature: Sendable, Equatable {
  /// Without the constants: a ratio, for a percentage.
  public var nature: Nature
  /// 100 for a percentage, 60 for a rate that is made one of minutes.
  public var factor: Double

  static let unknown = ScaledNature(.unknown)

  init(_ nature: Nature, factor: Double = 1) {
    self.nature = nature
    self.factor = factor
  }

  /// Factors are exact only up to rounding: `* 100 / 100`.
  fileprivate func isSame(as other: ScaledNature) -> Bool {
    nature == other.nature && abs(factor - other.factor) <= abs(factor) * 1e-9
  }

  fileprivate func multiplied(by number: Double) -> ScaledNature {
    guard number > 0, number.isFinite, nature != .boolean else { return .unknown }
    return ScaledNature(nature, factor: factor * number)
  }
}

extension Expr {
  /// A rate stays one whatever it is multiplied with, which nothing else does: `100 * a / b` is no ratio.
  ///
  /// - Parameter type: what a metric is declared as, from a catalogue; nil lets its name decide.
  public func nature(knowing type: (String) -> MetricType? = { _ in nil }) -> Nature {
    let scaled = scaledNature(knowing: type)
    return scaled.nature == .rate || scaled.isSame(as: ScaledNature(scaled.nature)) ? scaled.nature : .unknown
  }

  /// What the values are up to constant factors, wherever those stand: `100 * a / b`, `a / (b / 100)`, `100 - 100 * a / b`.
  ///
  /// - Parameter type: what a metric is declared as, from a catalogue; nil lets its name decide.
  public func scaledNature(knowing type: (String) -> MetricType? = { _ in nil }) -> ScaledNature {
    switch self {
    case .number, .string: return .unknown
    case .selector(let node): return ScaledNature(node.nature(type))
    case .rangeSelector(let node): return ScaledNature(node.selector.nature(type))
    case .subquery(let node): return node.operand.scaledNature(knowing: type)
    case .parenthesized(let node): return node.inner.scaledNature(knowing: type)
    case .unary(let node): return node.isNegation ? .unknown : node.operand.scaledNature(knowing: type)
    case .aggregation(let node): return node.nature(type)
    case .call(let node): return node.nature(type)
    case .binary(let node): return node.nature(type)
    }
  }
}

extension VectorSelector {
  /// Whether its values are 0 or 1, by its name: what a scrape and a probe say of their success.
  var isSwitch: Bool { metricName == PrometheusSeries.up || metricName == "probe_success" }

  /// The name, where it is that of a histogram's buckets as they are exposed; records with that ending are something else.
  public var nameOfBuckets: String? {
    guard let metricName, MetricPart.bucket.metric(of: metricName) != nil, !metricName.hasColon
    else { return nil }
    return metricName
  }

  func nature(_ type: (String) -> MetricType?) -> Nature {
    guard let name = metricName else { return .unknown }
    if isSwitch { return .boolean }
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
  fileprivate func nature(_ type: (String) -> MetricType?) -> ScaledNature {
    let inner = operand.scaledNature(knowing: type)
    switch aggregator {
    case .count, .countValues: return ScaledNature(.count)
    case .group: return ScaledNature(.boolean)
    case .sum:
      if inner.nature == .boolean { return ScaledNature(.count) }
      return inner.nature == .ratio ? .unknown : inner
    case .avg: return inner.nature == .boolean ? ScaledNature(.ratio) : inner
    case .stddev, .stdvar: return .unknown
    case .min, .max, .topk, .bottomk, .quantile, .limitk, .limitRatio: return inner
    }
  }
}

extension Call {
  fileprivate func nature(_ type: (String) -> MetricType?) -> ScaledNature {
    func inner(_ index: Int) -> ScaledNature {
      index < arguments.count ? arguments[index].scaledNature(knowing: type) : .unknown
    }
    switch function.name {
    case "rate", "irate":
      // A rate of buckets is still one number for each upper bound.
      return ScaledNature(inner(0).nature == .buckets ? .buckets : .rate)
    case "increase": return ScaledNature(inner(0).nature == .buckets ? .buckets : .increase)
    case "absent", "absent_over_time", "present_over_time": return ScaledNature(.boolean)
    case "count_over_time", "changes", "resets": return ScaledNature(.count)
    case "avg_over_time": return inner(0).nature == .boolean ? ScaledNature(.ratio) : inner(0)
    case "histogram_fraction": return ScaledNature(.ratio)
    case "last_over_time", "first_over_time", "min_over_time", "max_over_time", "sort", "sort_desc", "sort_by_label",
      "sort_by_label_desc", "label_replace", "label_join", "clamp", "clamp_min", "clamp_max", "vector", "scalar",
      "info", "round", "abs":
      return inner(0)
    case "quantile_over_time": return inner(1)
    default: return .unknown
    }
  }
}

extension BinaryOperation {
  fileprivate func nature(_ type: (String) -> MetricType?) -> ScaledNature {
    if isPlaceholder { return .unknown }
    if returnsBool { return ScaledNature(.boolean) }
    let left = lhs.scaledNature(knowing: type), right = rhs.scaledNature(knowing: type)
    if op.isComparison || op == .and || op == .unless { return lhs.type == .scalar ? right : left }
    switch op {
    case .or: return left.isSame(as: right) || rhs.constant != nil ? left : .unknown
    case .divide:
      if let divisor = rhs.constant { return divisor == 0 ? .unknown : left.multiplied(by: 1 / divisor) }
      // The sum of a histogram by its count is a mean, not a share.
      if left.nature == right.nature, [.rate, .increase, .count, .counter].contains(left.nature), !isMean {
        return ScaledNature(.ratio, factor: left.factor / right.factor)
      }
      return rhs.type == .scalar && left.nature == .rate ? left : .unknown
    case .subtract:
      // 1 - x, and 100 - 100 * x.
      if let whole = lhs.constant, right.isSame(as: ScaledNature(.ratio, factor: whole)) { return right }
      return left.isSame(as: right) && left.nature != .boolean ? left : .unknown
    case .add: return left.isSame(as: right) && left.nature != .boolean && left.nature != .ratio ? left : .unknown
    case .multiply:
      if let factor = rhs.constant { return left.multiplied(by: factor) }
      if let factor = lhs.constant { return right.multiplied(by: factor) }
      if left.nature == .ratio, right.nature == .ratio {
        return ScaledNature(.ratio, factor: left.factor * right.factor)
      }
      if rhs.type == .scalar, left.nature == .rate { return left }
      return lhs.type == .scalar && right.nature == .rate ? right : .unknown
    default: return .unknown
    }
  }

  private var isMean: Bool {
    guard let above = lhs.metricNames.first?.name, let below = rhs.metricNames.first?.name else { return false }
    return MetricPart.sum.metric(of: above) != nil && MetricPart.sum.metric(of: below) == nil
  }
}
