/// Between which numbers every value of an expression lies, the two among them.
public struct ValueBounds: Sendable, Equatable {
  /// `-.infinity` where nothing is known.
  public var lower: Double
  /// `.infinity` where nothing is known.
  public var upper: Double

  /// Nothing is known.
  static let any = ValueBounds(lower: -.infinity, upper: .infinity)
  static let share = ValueBounds(lower: 0, upper: 1)

  /// Whether a comparison holds for every value against each of the other's, or for none; nil where that depends.
  public func settles(_ op: BinaryOperator, _ other: ValueBounds) -> Bool? {
    switch op {
    case .greater: lower > other.upper ? true : upper <= other.lower ? false : nil
    case .greaterOrEqual: lower >= other.upper ? true : upper < other.lower ? false : nil
    case .less: upper < other.lower ? true : lower >= other.upper ? false : nil
    case .lessOrEqual: upper <= other.lower ? true : lower > other.upper ? false : nil
    case .equal: isApart(from: other) ? false : isSameNumber(as: other) ? true : nil
    case .notEqual: isApart(from: other) ? true : isSameNumber(as: other) ? false : nil
    default: nil
    }
  }

  private func isApart(from other: ValueBounds) -> Bool { upper < other.lower || other.upper < lower }
  private func isSameNumber(as other: ValueBounds) -> Bool { lower == upper && self == other }

  fileprivate func union(_ other: ValueBounds) -> ValueBounds {
    ValueBounds(lower: min(lower, other.lower), upper: max(upper, other.upper))
  }

  fileprivate func scaled(by factor: Double) -> ValueBounds {
    guard factor.isFinite, factor != 0 else { return .any }
    let ends = [lower * factor, upper * factor]
    return ValueBounds(lower: ends.min()!, upper: ends.max()!)
  }

  fileprivate func moved(by number: Double) -> ValueBounds {
    number.isFinite ? ValueBounds(lower: lower + number, upper: upper + number) : .any
  }
}

extension Expr {
  /// What its shape, the functions in it and the names of its metrics say of its values, whatever is stored.
  ///
  /// What a comparison lets through is not looked at: for that see `valueWindows`.
  public var valueBounds: ValueBounds {
    if let number = constant { return number.isNaN ? .any : ValueBounds(lower: number, upper: number) }
    // Whether it is a share is asked where the values come from.
    if case .binary(let node) = unwrapped, node.passesLeft { return node.lhs.valueBounds }
    if isShare { return .share }
    switch unwrapped {
    case .selector(let node): return node.valueBounds
    case .rangeSelector(let node): return node.selector.valueBounds
    case .subquery(let node): return node.operand.valueBounds
    case .unary(let node):
      return node.isNegation ? node.operand.valueBounds.scaled(by: -1) : node.operand.valueBounds
    case .aggregation(let node): return node.valueBounds
    case .call(let node): return node.valueBounds
    case .binary(let node): return node.valueBounds
    case .number, .string, .parenthesized: return .any
    }
  }
}

extension VectorSelector {
  fileprivate var valueBounds: ValueBounds { isSwitch ? .share : .any }
}

extension Aggregation {
  fileprivate var valueBounds: ValueBounds {
    switch aggregator {
    // A group without members is not there at all.
    case .count, .countValues: return ValueBounds(lower: 1, upper: .infinity)
    case .group: return ValueBounds(lower: 1, upper: 1)
    case .stddev, .stdvar: return ValueBounds(lower: 0, upper: .infinity)
    case .sum:
      let inner = operand.valueBounds
      return ValueBounds(
        lower: inner.lower >= 0 ? inner.lower : -.infinity, upper: inner.upper <= 0 ? inner.upper : .infinity)
    case .avg, .min, .max, .topk, .bottomk, .limitk, .limitRatio: return operand.valueBounds
    // Beyond 0 and 1 a quantile is infinite.
    case .quantile: return (parameter?.constant).map { (0...1).contains($0) } == true ? operand.valueBounds : .any
    }
  }
}

extension Call {
  /// <https://prometheus.io/docs/prometheus/latest/querying/functions/>
  fileprivate var valueBounds: ValueBounds {
    func inner(_ index: Int) -> ValueBounds { index < arguments.count ? arguments[index].valueBounds : .any }
    switch function.name {
    case "absent", "absent_over_time", "present_over_time": return ValueBounds(lower: 1, upper: 1)
    case "count_over_time": return ValueBounds(lower: 1, upper: .infinity)
    case "histogram_fraction": return .share
    case "hour": return ValueBounds(lower: 0, upper: 23)
    case "minute": return ValueBounds(lower: 0, upper: 59)
    case "day_of_week": return ValueBounds(lower: 0, upper: 6)
    case "day_of_month": return ValueBounds(lower: 1, upper: 31)
    case "day_of_year": return ValueBounds(lower: 1, upper: 366)
    case "days_in_month": return ValueBounds(lower: 28, upper: 31)
    case "month": return ValueBounds(lower: 1, upper: 12)
    case "sgn": return ValueBounds(lower: -1, upper: 1)
    case "abs":
      let argument = inner(0)
      return ValueBounds(
        lower: argument.lower >= 0 ? argument.lower : 0, upper: max(abs(argument.lower), abs(argument.upper)))
    case "avg_over_time", "min_over_time", "max_over_time", "last_over_time", "first_over_time", "vector", "scalar",
      "sort", "sort_desc", "sort_by_label", "sort_by_label_desc", "label_replace", "label_join":
      return inner(0)
    case "quantile_over_time":
      return arguments.first?.constant.map { (0...1).contains($0) } == true ? inner(1) : .any
    case "floor", "ceil":
      let argument = inner(0)
      return ValueBounds(lower: argument.lower.rounded(.down), upper: argument.upper.rounded(.up))
    case "clamp_min":
      guard let bound = arguments.last?.constant else { return .any }
      return ValueBounds(lower: max(inner(0).lower, bound), upper: max(inner(0).upper, bound))
    case "clamp_max":
      guard let bound = arguments.last?.constant else { return .any }
      return ValueBounds(lower: min(inner(0).lower, bound), upper: min(inner(0).upper, bound))
    case "clamp":
      guard arguments.count == 3, let low = arguments[1].constant, let high = arguments[2].constant, low <= high else {
        return .any
      }
      return ValueBounds(lower: low, upper: high)
    default: return Expr.call(self).isNeverNegative ? ValueBounds(lower: 0, upper: .infinity) : .any
    }
  }
}

extension BinaryOperation {
  /// Whether its values are those of the left side, some of them.
  fileprivate var passesLeft: Bool {
    (isFilter || op == .and || op == .unless) && lhs.type != .scalar && !isPlaceholder && matching?.fillLeft == nil
      && matching?.fillRight == nil
  }

  fileprivate var valueBounds: ValueBounds {
    if isPlaceholder || matching?.fillLeft != nil || matching?.fillRight != nil { return .any }
    if returnsBool { return .share }
    switch op {
    case .and, .unless: return lhs.valueBounds
    case .or: return lhs.valueBounds.union(rhs.valueBounds)
    case .multiply:
      if let factor = rhs.constant { return lhs.valueBounds.scaled(by: factor) }
      return lhs.constant.map { rhs.valueBounds.scaled(by: $0) } ?? .any
    case .divide: return rhs.constant.map { lhs.valueBounds.scaled(by: 1 / $0) } ?? .any
    case .add:
      if let number = rhs.constant { return lhs.valueBounds.moved(by: number) }
      return lhs.constant.map { rhs.valueBounds.moved(by: $0) } ?? .any
    case .subtract:
      if let number = rhs.constant { return lhs.valueBounds.moved(by: -number) }
      return lhs.constant.map { rhs.valueBounds.scaled(by: -1).moved(by: $0) } ?? .any
    default:
      guard isFilter else { return .any }
      return lhs.type == .scalar ? rhs.valueBounds : lhs.valueBounds
    }
  }
}
