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
    case .aggregation(let node):
      var grouping = node.grouping
      if grouping?.labels.contains(where: { $0.isPlaceholder || hasVariable($0.range) }) == true {
        // Any label may be kept, and any may be gone.
        grouping?.isWithout = true
        grouping?.labels = []
      }
      return .aggregation(
        Aggregation(
          aggregator: node.aggregator, parameter: node.parameter?.withoutVariables(hasVariable),
          operand: node.operand.withoutVariables(hasVariable), grouping: grouping, range: node.range))
    case .call(let node):
      return .call(
        Call(
          function: node.function, nameRange: node.nameRange,
          arguments: node.arguments.map { $0.withoutVariables(hasVariable) }, range: node.range))
    case .binary(let node):
      return .binary(
        BinaryOperation(
          op: node.op, opRange: node.opRange, returnsBool: node.returnsBool, matching: node.matching,
          lhs: node.lhs.withoutVariables(hasVariable), rhs: node.rhs.withoutVariables(hasVariable)))
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
