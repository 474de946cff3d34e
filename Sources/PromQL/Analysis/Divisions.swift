/// A division whose divisor can be zero.
public struct ZeroDivision: Sendable {
  /// The division.
  public var operation: BinaryOperation
  /// Whether both sides can be zero together, which gives NaN; else the result is infinite.
  public var givesNaN: Bool
  /// Whether a comparison around it drops what is not a number: NaN is never above or below anything.
  public var isFiltered: Bool
}

extension Expr {
  /// Every `/` and `%` whose divisor can be zero as far as the expression tells, in the order of the text.
  public var zeroDivisions: [ZeroDivision] {
    var found: [ZeroDivision] = []
    collect(isFiltered: false, into: &found)
    return found
  }

  private func collect(isFiltered: Bool, into found: inout [ZeroDivision]) {
    if case .binary(let node) = self {
      if node.op == .divide || node.op == .modulo, !node.rhs.isNeverZero {
        found.append(
          ZeroDivision(operation: node, givesNaN: !node.lhs.isNeverZero || node.op == .modulo, isFiltered: isFiltered))
      }
      // `!=` is the one comparison that NaN passes.
      let filters = node.isFilter && node.op != .notEqual
      node.lhs.collect(isFiltered: isFiltered || filters, into: &found)
      node.rhs.collect(isFiltered: isFiltered || filters, into: &found)
      return
    }
    for child in children { child.collect(isFiltered: isFiltered, into: &found) }
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
    default:
      guard isFilter else { return false }
      if lhs.isNeverZero { return true }
      guard case .number(let bound) = rhs.unwrapped else { return false }
      // Whether the filter lets zero through.
      switch op {
      case .greater: return bound.value >= 0
      case .greaterOrEqual, .equal: return op == .equal ? bound.value != 0 : bound.value > 0
      case .less: return bound.value <= 0
      case .lessOrEqual: return bound.value < 0
      case .notEqual: return bound.value == 0
      default: return false
      }
    }
  }
}
