/// A division whose divisor can be zero.
public struct ZeroDivision: Sendable {
  /// The division.
  public var operation: BinaryOperation
  /// Whether both sides can be zero together, which gives NaN; else the result is infinite.
  public var givesNaN: Bool
  /// Whether a comparison around it drops what is not a number: NaN is never above or below anything.
  public var isFiltered: Bool
  /// The aggregation around it whose result one NaN spoils, such as a `sum`, unless a comparison inside drops it.
  public var spoils: Aggregation?
}

extension Expr {
  /// Every `/` and `%` whose divisor can be zero as far as the expression tells, in the order of the text.
  ///
  /// A divisor that `and` or `unless` keeps from zero, as in `a / b and b > 0`, is not among them.
  public var zeroDivisions: [ZeroDivision] {
    var found: [ZeroDivision] = []
    collect(Surroundings(), into: &found)
    return found
  }

  private func collect(_ around: Surroundings, into found: inout [ZeroDivision]) {
    var inner = around
    switch self {
    case .binary(let node):
      if node.op == .divide || node.op == .modulo, !node.rhs.isNeverZero,
        !around.nonzero.contains(node.rhs.unwrapped.description)
      {
        found.append(
          ZeroDivision(
            operation: node, givesNaN: !node.lhs.isNeverZero || node.op == .modulo, isFiltered: around.isFiltered,
            spoils: around.aggregation))
      }
      // `!=` is the one comparison that NaN passes.
      if node.isFilter, node.op != .notEqual {
        inner.isFiltered = true
        inner.aggregation = nil
      }
      var left = inner
      if let kept = node.keptFromZero { left.nonzero.append(kept) }
      node.lhs.collect(left, into: &found)
      node.rhs.collect(inner, into: &found)
    case .parenthesized, .unary:
      for child in children { child.collect(inner, into: &found) }
    default:
      // What is known of the result's series says nothing of those that go into it.
      inner.nonzero = []
      if case .aggregation(let node) = self, node.aggregator.isSpoiltByNaN { inner.aggregation = node }
      for child in children { child.collect(inner, into: &found) }
    }
  }

  /// Whether every value of the expression differs from zero, whatever is stored.
  public var isNeverZero: Bool {
    switch unwrapped {
    case .number(let number): return number.placeholder == nil && number.value != 0 && !number.value.isNaN
    // Groups without members are not there at all.
    case .aggregation(let node):
      switch node.aggregator {
      case .count, .group: return true
      case .min, .max, .topk, .bottomk, .limitk, .limitRatio: return node.operand.isNeverZero
      default: return false
      }
    case .unary(let node): return node.operand.isNeverZero
    case .call(let node): return node.isNeverZero
    case .binary(let node): return node.isNeverZero
    default: return false
    }
  }
}

extension Call {
  fileprivate var isNeverZero: Bool {
    func number(_ index: Int) -> Double? {
      guard index < arguments.count, case .number(let number) = arguments[index].unwrapped else { return nil }
      return number.value
    }
    switch function.name {
    case "clamp_min": return number(1).map { $0 > 0 } ?? false
    case "clamp_max": return number(1).map { $0 < 0 } ?? false
    case "clamp": return number(1).map { $0 > 0 } ?? false
    case "count_over_time", "present_over_time", "absent", "absent_over_time", "time", "pi", "timestamp",
      "days_in_month",
      "exp":
      return true
    case "vector", "scalar", "sort", "sort_desc", "abs", "sqrt", "last_over_time", "min_over_time", "max_over_time":
      return arguments.first?.isNeverZero ?? false
    default: return false
    }
  }
}

extension BinaryOperation {
  fileprivate var isNeverZero: Bool {
    switch op {
    case .and, .unless: return lhs.isNeverZero
    case .or: return lhs.isNeverZero && rhs.isNeverZero
    case .multiply, .divide: return lhs.isNeverZero && rhs.isNeverZero
    default: return isFilter && (lhs.isNeverZero || dropsZero)
    }
  }
}

/// What stands around a division.
private struct Surroundings {
  var isFiltered = false
  var aggregation: Aggregation?
  /// Expressions that are not zero on any series of the result, as they print.
  var nonzero: [String] = []
}

extension Aggregator {
  fileprivate var isSpoiltByNaN: Bool { [.sum, .avg, .stddev, .stdvar].contains(self) }
}

extension BinaryOperation {
  /// What the right side of `and` or `unless` keeps from being zero on the left: `b` in `… and b > 0`, `… unless b == 0`.
  fileprivate var keptFromZero: String? {
    guard matching == nil, case .binary(let condition) = rhs.unwrapped, condition.isFilter else { return nil }
    let keeps =
      op == .and && condition.dropsZero
      || op == .unless && condition.op == .equal && condition.rhs.constant == 0
    return keeps ? condition.lhs.unwrapped.description : nil
  }

  /// Whether a filter lets no zero through.
  fileprivate var dropsZero: Bool {
    guard isFilter, case .number(let bound) = rhs.unwrapped else { return false }
    switch op {
    case .greater: return bound.value >= 0
    case .greaterOrEqual: return bound.value > 0
    case .equal: return bound.value != 0
    case .less: return bound.value <= 0
    case .lessOrEqual: return bound.value < 0
    case .notEqual: return bound.value == 0
    default: return false
    }
  }
}
