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
      if node.op == .divide || node.op == .modulo, !around.knows(node.rhs) {
        found.append(
          ZeroDivision(
            operation: node, givesNaN: !around.knows(node.lhs) || node.op == .modulo, isFiltered: around.isFiltered,
            spoils: around.aggregation))
      }
      // `!=` is the one comparison that NaN passes; of any with `bool` comes 0 or 1.
      if node.op.isComparison, node.returnsBool || node.op != .notEqual {
        inner.isFiltered = true
        inner.aggregation = nil
      }
      var left = inner
      left.nonzero += node.keptFromZero
      node.lhs.collect(left, into: &found)
      node.rhs.collect(inner, into: &found)
    case .parenthesized, .unary:
      for child in children { child.collect(inner, into: &found) }
    // Of each series one comes out.
    case .call(let node) where node.arguments.allSatisfy({ $0.type != .matrix }):
      for child in children { child.collect(inner, into: &found) }
    default:
      // What is known of the result's series says nothing of those that go into it.
      inner.nonzero = []
      if case .aggregation(let node) = self, node.aggregator.isSpoiltByNaN { inner.aggregation = node }
      for child in children { child.collect(inner, into: &found) }
    }
  }
}

/// What stands around a division.
private struct Surroundings {
  var isFiltered = false
  var aggregation: Aggregation?
  /// Expressions that are not zero on any series of the result, as they print.
  var nonzero: [String] = []

  func knows(_ expression: Expr) -> Bool {
    expression.isNeverZero || nonzero.contains(expression.unwrapped.description)
  }
}

extension Aggregator {
  fileprivate var isSpoiltByNaN: Bool { [.sum, .avg, .stddev, .stdvar].contains(self) }
}

extension BinaryOperation {
  /// What the right side of `and` or `unless` keeps from being zero on the left: `b` in `… and b > 0`, `… unless b == 0`.
  fileprivate var keptFromZero: [String] {
    switch op {
    case .and: rhs.nonzeroParts
    case .unless: rhs.zeroPart.map { [$0] } ?? []
    default: []
    }
  }
}

extension Expr {
  /// Expressions that are not zero where this one returns something, as they print.
  fileprivate var nonzeroParts: [String] {
    guard case .binary(let node) = unwrapped else { return [] }
    if node.op == .and { return node.lhs.nonzeroParts + node.rhs.nonzeroParts }
    return node.dropsZero ? [(node.lhs.type == .scalar ? node.rhs : node.lhs).unwrapped.description] : []
  }

  /// The expression whose zeros all are in the result, as it prints.
  fileprivate var zeroPart: String? {
    guard case .binary(let node) = unwrapped, node.isFilter, let bound = node.rhs.constant else { return nil }
    let holdsZero =
      switch node.op {
      case .equal: bound == 0
      case .less: bound > 0
      case .lessOrEqual: bound >= 0
      default: false
      }
    return holdsZero ? node.lhs.unwrapped.description : nil
  }
}
