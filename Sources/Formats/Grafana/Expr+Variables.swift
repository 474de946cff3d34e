import PromQL

extension Expr {
  /// The expression without what a dashboard's variables decide: matchers that compare with one and names that one is a part of are
  /// left out, strings, labels in lists and operators become placeholders. What is said of the rest holds whatever is chosen.
  func withoutVariables(_ hasVariable: (Range<Int>) -> Bool) -> Expr {
    switch self {
    case .number: return self
    case .string(let node):
      guard hasVariable(node.range) else { return self }
      return .number(NumberLiteral(placeholder: "$text", range: node.range))
    case .selector(let node): return .selector(node.withoutVariables(hasVariable))
    case .rangeSelector(var node):
      node.selector = node.selector.withoutVariables(hasVariable)
      return .rangeSelector(node)
    case .subquery(var node):
      node.operand = node.operand.withoutVariables(hasVariable)
      return .subquery(node)
    case .aggregation(let node): return .aggregation(node.withoutVariables(hasVariable))
    case .call(let node):
      return .call(
        Call(
          function: node.function, nameRange: node.nameRange,
          arguments: node.arguments.map { $0.withoutVariables(hasVariable) }, range: node.range))
    case .binary(let node): return .binary(node.withoutVariables(hasVariable))
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

extension Aggregation {
  fileprivate func withoutVariables(_ hasVariable: (Range<Int>) -> Bool) -> Aggregation {
    var grouping = grouping
    grouping?.labels.replaceVariables(hasVariable)
    let name = range.lowerBound..<range.lowerBound + aggregator.rawValue.utf8.count
    // Of a function that nobody knows the result may have any of the labels.
    if hasVariable(name), grouping == nil || aggregator.selectsSeries {
      let label = LabelReference(name: aggregator.rawValue, range: name, isPlaceholder: true)
      grouping = Grouping(isWithout: true, labels: [label], range: name)
    }
    return Aggregation(
      aggregator: hasVariable(name) && aggregator.selectsSeries ? .quantile : aggregator,
      parameter: parameter?.withoutVariables(hasVariable), operand: operand.withoutVariables(hasVariable),
      grouping: grouping, range: range)
  }
}

extension BinaryOperation {
  fileprivate func withoutVariables(_ hasVariable: (Range<Int>) -> Bool) -> BinaryOperation {
    var matching = matching
    matching?.labels.replaceVariables(hasVariable)
    matching?.include.replaceVariables(hasVariable)
    return BinaryOperation(
      op: op, opRange: opRange, returnsBool: returnsBool, matching: matching,
      lhs: lhs.withoutVariables(hasVariable), rhs: rhs.withoutVariables(hasVariable),
      isPlaceholder: hasVariable(opRange) || hasVariable(opRange.upperBound..<(matching?.range ?? rhs.range).lowerBound)
        || matching.map { hasVariable($0.range.upperBound..<rhs.range.lowerBound) } == true)
  }
}

extension [LabelReference] {
  fileprivate mutating func replaceVariables(_ hasVariable: (Range<Int>) -> Bool) {
    for index in indices where hasVariable(self[index].range) { self[index].isPlaceholder = true }
  }
}
