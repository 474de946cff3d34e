extension Expr {
  /// What part of a whole the values are, wherever a factor stands that makes percentages of them; nil where they are none.
  package var share: Quantity? {
    if let quantity { return quantity.isShare && !quantity.hasDimension ? quantity : nil }
    let scaled = scaledNature()
    return scaled.nature == .ratio ? Quantity(scale: 1 / scaled.factor, isShare: true) : nil
  }

  /// What the values are, as far as names of metrics, functions and factors tell; nil where they do not.
  package var quantity: Quantity? {
    switch self {
    case .number, .string: nil
    case .selector(let node): node.metricName.flatMap { Quantity(metric: $0) }
    case .rangeSelector(let node): node.selector.metricName.flatMap { Quantity(metric: $0) }
    case .subquery(let node): node.operand.quantity
    case .parenthesized(let node): node.inner.quantity
    case .unary(let node): node.operand.quantity
    case .aggregation(let node): node.quantity
    case .call(let node): node.quantity
    case .binary(let node): node.quantity
    }
  }

  /// Counts what a histogram or summary has observed, of whatever kind.
  fileprivate var isCount: Bool {
    let names = metricNames.map(\.name)
    return !names.isEmpty && names.allSatisfy { MetricPart.count.metric(of: $0) != nil }
  }
}

extension Aggregation {
  fileprivate var quantity: Quantity? {
    switch aggregator {
    case .sum, .avg, .min, .max, .topk, .bottomk, .quantile, .limitk, .limitRatio, .stddev: operand.quantity
    default: nil
    }
  }
}

extension Call {
  /// Functions that leave the quantity of their argument, by its index.
  private static let keeping: [String: Int] = [
    "abs": 0, "ceil": 0, "floor": 0, "round": 0, "clamp": 0, "clamp_min": 0, "clamp_max": 0, "sort": 0, "sort_desc": 0,
    "label_replace": 0, "label_join": 0, "scalar": 0, "vector": 0, "increase": 0, "delta": 0, "idelta": 0,
    "avg_over_time": 0, "min_over_time": 0, "max_over_time": 0, "last_over_time": 0, "quantile_over_time": 1,
    "histogram_quantile": 1,
  ]

  fileprivate var quantity: Quantity? {
    func argument(_ index: Int) -> Expr? { index < arguments.count ? arguments[index] : nil }
    switch function.name {
    case "rate", "irate", "deriv":
      guard var quantity = argument(0)?.quantity else { return nil }
      // Buckets count observations, which the name of their metric does not measure; a quantile of them does.
      if arguments[0].metricNames.first.flatMap({ MetricPart.bucket.metric(of: $0.name) }) != nil { return quantity }
      quantity.time -= 1
      // Seconds in a second are a share of the time.
      quantity.isShare = !quantity.hasDimension
      if quantity.isShare { (quantity.scale, quantity.multiple) = (quantity.scale / quantity.multiple, 1) }
      return quantity
    default: return Self.keeping[function.name].flatMap { argument($0)?.quantity }
    }
  }
}

extension BinaryOperation {
  fileprivate var quantity: Quantity? {
    if isPlaceholder { return nil }
    if op.isComparison { return returnsBool ? nil : lhs.type == .scalar ? rhs.quantity : lhs.quantity }
    switch op {
    case .multiply: return product
    case .divide: return quotient
    case .add, .subtract:
      // 1 - x is of the kind that x is.
      if lhs.constant != nil { return rhs.quantity }
      if rhs.constant != nil { return lhs.quantity }
      guard let left = lhs.quantity, let right = rhs.quantity, left.isSameDimension(as: right),
        left.isSameScale(as: right), left.multiple == right.multiple
      else { return nil }
      return left
    case .and, .unless: return lhs.quantity
    case .or:
      guard let left = lhs.quantity else { return nil }
      // `or vector(0)`
      if rhs.constant != nil { return left }
      return rhs.quantity == left ? left : nil
    default: return nil
    }
  }

  private var product: Quantity? {
    if let factor = rhs.constant { return lhs.quantity?.multiplied(by: factor) }
    if let factor = lhs.constant { return rhs.quantity?.multiplied(by: factor) }
    // Joined for its labels, an info metric is 1.
    return rhs.metricNames.allSatisfy { $0.name.hasSuffix("_info") } && !rhs.metricNames.isEmpty ? lhs.quantity : nil
  }

  private var quotient: Quantity? {
    if let divisor = rhs.constant { return divisor == 0 ? nil : lhs.quantity?.multiplied(by: 1 / divisor) }
    guard let above = lhs.quantity else { return nil }
    if rhs.isCount {
      // A rate of sums by a rate of counts is the mean of what was summed.
      guard above.time != 0 || above.data != 0 || lhs.isRate else { return nil }
      return rhs.isRate && lhs.isRate ? Quantity(time: above.time + 1, data: above.data, scale: above.scale) : nil
    }
    guard let below = rhs.quantity else { return nil }
    let time = above.time - below.time, data = above.data - below.data
    let isShare = time == 0 && data == 0
    var result = Quantity(time: time, data: data, scale: above.scale / below.scale, isShare: isShare)
    result.multiple = above.multiple / below.multiple
    // What was a number of things in bytes is a factor of a share of them.
    if isShare { (result.scale, result.multiple) = (result.scale / result.multiple, 1) }
    return result
  }
}

extension Expr {
  /// Change per second, not change or a value.
  fileprivate var isRate: Bool {
    switch unwrapped {
    case .call(let call): call.function.name == "rate" || call.function.name == "irate"
    case .aggregation(let node): node.operand.isRate
    case .binary(let node): node.lhs.isRate
    default: false
    }
  }
}
