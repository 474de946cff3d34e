extension Expr {
  /// Whether every value of the expression differs from zero, whatever is stored.
  public var isNeverZero: Bool { sign == .positive || sign == .nonzero }

  /// Whether no value of the expression is below zero, whatever is stored.
  var isNeverNegative: Bool { sign.isNeverNegative }

  /// What is certain of the sign of all its values.
  fileprivate var sign: Sign {
    switch unwrapped {
    case .number(let number):
      guard number.placeholder == nil, !number.value.isNaN else { return .any }
      return number.value > 0 ? .positive : number.value == 0 ? .notNegative : .nonzero
    case .rangeSelector, .selector, .string: return .any
    case .subquery(let node): return node.operand.sign
    case .aggregation(let node): return node.sign
    case .unary(let node):
      let sign = node.operand.sign
      return node.isNegation ? (sign.isNeverZero ? .nonzero : .any) : sign
    case .call(let node): return node.sign
    case .binary(let node): return node.isPlaceholder ? .any : node.sign
    case .parenthesized(let node): return node.inner.sign
    }
  }
}

/// What is known of the sign of values.
private enum Sign {
  case positive, notNegative
  /// Above or below zero.
  case nonzero
  case any

  var isNeverZero: Bool { self == .positive || self == .nonzero }
  var isNeverNegative: Bool { self == .positive || self == .notNegative }

  /// What holds for values that may be of either kind.
  func or(_ other: Sign) -> Sign {
    if self == other { return self }
    if isNeverZero, other.isNeverZero { return .nonzero }
    return isNeverNegative && other.isNeverNegative ? .notNegative : .any
  }

  /// What holds for values of which both are true.
  func and(_ other: Sign) -> Sign {
    if isNeverZero || other.isNeverZero {
      return isNeverNegative || other.isNeverNegative ? .positive : .nonzero
    }
    return isNeverNegative || other.isNeverNegative ? .notNegative : .any
  }
}

extension Aggregation {
  fileprivate var sign: Sign {
    switch aggregator {
    // Groups without members are not there at all.
    case .count, .group: return .positive
    case .min, .max, .topk, .bottomk, .limitk, .limitRatio: return operand.sign
    // What is above and below zero may cancel out.
    case .sum, .avg: return operand.sign == .nonzero ? .any : operand.sign
    case .stddev, .stdvar: return .notNegative
    case .countValues: return .positive
    case .quantile: return .any
    }
  }
}

extension Call {
  fileprivate var sign: Sign {
    func sign(_ index: Int) -> Sign { index < arguments.count ? arguments[index].sign : .any }
    switch function.name {
    case "clamp_min": return sign(1).isNeverNegative ? sign(1) : .any
    case "clamp_max": return arguments.last?.constant.map { $0 < 0 } == true ? .nonzero : .any
    case "clamp": return sign(1).isNeverNegative ? sign(1) : .any
    case "count_over_time", "present_over_time", "absent", "absent_over_time", "time", "pi", "timestamp",
      "days_in_month", "day_of_month", "day_of_year", "month", "exp":
      return .positive
    // Counters only rise, and what they fell by at a restart is not counted.
    case "rate", "irate", "increase", "changes", "resets", "histogram_count", "histogram_stddev", "histogram_stdvar",
      "stddev_over_time", "stdvar_over_time", "mad_over_time",
      "day_of_week", "hour", "minute":
      return .notNegative
    case "abs": return sign(0).isNeverZero ? .positive : .notNegative
    case "sqrt", "ceil": return sign(0).isNeverNegative ? sign(0) : .any
    case "sum_over_time", "avg_over_time": return sign(0) == .nonzero ? .any : sign(0)
    case "vector", "sort", "sort_desc", "sort_by_label", "sort_by_label_desc", "label_replace", "label_join",
      "last_over_time", "first_over_time", "min_over_time", "max_over_time":
      return sign(0)
    // NaN unless there is exactly one series.
    case "scalar": return sign(0)
    default: return .any
    }
  }
}

extension BinaryOperation {
  fileprivate var sign: Sign {
    let left = lhs.sign, right = rhs.sign
    if returnsBool { return .notNegative }
    if matching?.fillLeft != nil || matching?.fillRight != nil { return .any }
    switch op {
    case .and, .unless: return left
    case .or: return left.or(right)
    case .multiply, .divide:
      guard left.isNeverNegative, right.isNeverNegative else {
        return left.isNeverZero && right.isNeverZero ? .nonzero : .any
      }
      return left == .positive && right == .positive ? .positive : .notNegative
    case .add:
      guard left.isNeverNegative, right.isNeverNegative else { return .any }
      return left == .positive || right == .positive ? .positive : .notNegative
    default:
      guard isFilter else { return .any }
      return (lhs.type == .scalar ? right : left).and(passed)
    }
  }

  /// What a filter says of the values that it lets through.
  private var passed: Sign {
    let (op, bound) = lhs.type == .scalar ? (op.flipped, lhs) : (op, rhs)
    switch op {
    case .greater: return bound.sign.isNeverNegative ? .positive : .any
    case .greaterOrEqual, .equal: return bound.sign
    case .less: return bound.constant.map { $0 <= 0 } == true ? .nonzero : .any
    case .lessOrEqual: return bound.constant.map { $0 < 0 } == true ? .nonzero : .any
    case .notEqual: return bound.constant == 0 ? .nonzero : .any
    default: return .any
    }
  }

  /// Whether a filter lets no zero through.
  var dropsZero: Bool { isFilter && passed.isNeverZero }
}
