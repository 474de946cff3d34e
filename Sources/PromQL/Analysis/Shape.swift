/// On which side of an operator an expression stands.
public enum OperandSide: Sendable { case left, right }

/// What the outermost operators of an expression say: how it can be embedded, and whether it filters.
extension Expr {
  /// Whether the expression must be put in parentheses to stand beside `op`: `a or b` before `> 1`, say.
  ///
  /// An expression that ends in a comment swallows what follows on its line; write `description` instead of the text
  /// where that can be.
  public func needsParentheses(asOperandOf op: BinaryOperator, on side: OperandSide = .left) -> Bool {
    switch self {
    case .binary(let node): node.op.needsParentheses(asOperandOf: op, on: side)
    // A sign binds like `*`, so it needs them only before `^`.
    case .unary: side == .left && op == .power
    case .number(let node): side == .left && op == .power && node.value < 0
    default: false
    }
  }

  /// The comparison that decides what the expression returns: the outermost one, if it filters (no `bool`).
  public var topLevelComparison: BinaryOperation? {
    if case .binary(let node) = unwrapped, node.isFilter { return node }
    return nil
  }

  /// The parts joined by `or` at the top, without parentheses around them.
  public var alternatives: [Expr] {
    if case .binary(let node) = unwrapped, node.op == .or { return node.lhs.alternatives + node.rhs.alternatives }
    return [unwrapped]
  }

  /// Whether the expression can be empty while its metrics exist: something in it filters, in every branch of `or`.
  /// An alert without a condition always fires.
  public var isConditional: Bool {
    switch self {
    case .number, .string, .selector, .rangeSelector: false
    case .parenthesized(let node): node.inner.isConditional
    case .unary(let node): node.operand.isConditional
    case .subquery(let node): node.operand.isConditional
    case .aggregation(let node): node.operand.isConditional
    case .call(let node):
      switch node.function.name {
      case "absent", "absent_over_time": true
      // These return something whatever they get.
      case "scalar", "vector": false
      default: node.arguments.contains(where: \.isConditional)
      }
    case .binary(let node):
      switch node.op {
      case .or: node.lhs.isConditional && node.rhs.isConditional
      case .unless: true
      default: node.isFilter || node.lhs.isConditional || node.rhs.isConditional
      }
    }
  }
}

extension BinaryOperator {
  /// Whether an operation by this operator must be put in parentheses to stand beside `op`.
  public func needsParentheses(asOperandOf op: BinaryOperator, on side: OperandSide = .left) -> Bool {
    if precedence != op.precedence { return precedence < op.precedence }
    return (side == .left) == op.isRightAssociative
  }
}
