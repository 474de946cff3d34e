import PromQL

extension Expr {
  /// The expression without what a dashboard's variables decide: matchers that compare with one, names that one is a part of,
  /// groupings by one. What is said of the rest holds whatever is chosen.
  func withoutVariables(_ hasVariable: (Range<Int>) -> Bool) -> Expr {
    switch self {
    case .number, .string: return self
    case .selector(let node): return .selector(node.withoutVariables(hasVariable))
    case .rangeSelector(var node):
      node.selector = node.selector.withoutVariables(hasVariable)
      return .rangeSelector(node)
    case .subquery(var node):
      node.operand = node.operand.withoutVariables(hasVariable)
      return .subquery(node)
    case .aggregation(var node):
      node.operand = node.operand.withoutVariables(hasVariable)
      node.parameter = node.parameter?.withoutVariables(hasVariable)
      if var grouping = node.grouping, grouping.labels.contains(where: { $0.isPlaceholder || hasVariable($0.range) }) {
        // Any label may be kept, and any may be gone.
        grouping.isWithout = true
        grouping.labels = []
        node.grouping = grouping
      }
      return .aggregation(node)
    case .call(var node):
      node.arguments = node.arguments.map { $0.withoutVariables(hasVariable) }
      return .call(node)
    case .binary(var node):
      node.lhs = node.lhs.withoutVariables(hasVariable)
      node.rhs = node.rhs.withoutVariables(hasVariable)
      return .binary(node)
    case .unary(var node):
      node.operand = node.operand.withoutVariables(hasVariable)
      return .unary(node)
    case .parenthesized(var node):
      node.inner = node.inner.withoutVariables(hasVariable)
      return .parenthesized(node)
    }
  }
}

extension VectorSelector {
  fileprivate func withoutVariables(_ hasVariable: (Range<Int>) -> Bool) -> VectorSelector {
    var selector = self
    selector.matchers.removeAll { hasVariable($0.range) }
    if let nameRange, hasVariable(nameRange) { (selector.name, selector.nameRange) = (nil, nil) }
    return selector
  }
}
