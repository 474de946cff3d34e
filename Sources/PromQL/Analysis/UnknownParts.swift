extension Expr {
  /// The expression without what is not known yet, such as what a dashboard's variables decide: matchers and names with an unknown
  /// part are left out; strings, labels in lists and operators become placeholders. What is said of the rest holds whatever is chosen.
  ///
  /// - Parameter isUnknown: whether something in a range of the text is not known.
  package func withoutUnknownParts(_ isUnknown: (Range<Int>) -> Bool) -> Expr {
    switch self {
    case .number: return self
    case .string(let node):
      guard isUnknown(node.range) else { return self }
      return .number(NumberLiteral(placeholder: "$text", range: node.range))
    case .selector(let node): return .selector(node.withoutUnknownParts(isUnknown))
    case .rangeSelector(let node):
      let selector = node.selector.withoutUnknownParts(isUnknown)
      return .rangeSelector(RangeSelector(selector: selector, duration: node.duration, range: node.range))
    case .subquery(var node):
      node.operand = node.operand.withoutUnknownParts(isUnknown)
      return .subquery(node)
    case .aggregation(let node): return .aggregation(node.withoutUnknownParts(isUnknown))
    case .call(let node):
      return .call(
        Call(
          function: node.function, nameRange: node.nameRange,
          arguments: node.arguments.map { $0.withoutUnknownParts(isUnknown) }, range: node.range))
    case .binary(let node): return .binary(node.withoutUnknownParts(isUnknown))
    case .unary(var node):
      node.operand = node.operand.withoutUnknownParts(isUnknown)
      return .unary(node)
    case .parenthesized(var node):
      node.inner = node.inner.withoutUnknownParts(isUnknown)
      return .parenthesized(node)
    }
  }
}

extension VectorSelector {
  fileprivate func withoutUnknownParts(_ isUnknown: (Range<Int>) -> Bool) -> VectorSelector {
    let isNamed = nameRange.map { !isUnknown($0) } ?? true
    return VectorSelector(
      name: isNamed ? name : nil, nameRange: isNamed ? nameRange : nil,
      matchers: matchers.filter { !isUnknown($0.range) }, placeholders: placeholders, bracesRange: bracesRange,
      timing: timing, range: range)
  }
}

extension Aggregation {
  fileprivate func withoutUnknownParts(_ isUnknown: (Range<Int>) -> Bool) -> Aggregation {
    var grouping = grouping
    grouping?.labels.replaceUnknown(isUnknown)
    let name = nameRange
    // Of a function that nobody knows the result may have any of the labels.
    if isUnknown(name), grouping == nil || aggregator.selectsSeries {
      let label = LabelReference(name: aggregator.rawValue, range: name, isPlaceholder: true)
      grouping = Grouping(isWithout: true, labels: [label], range: name)
    }
    return Aggregation(
      aggregator: isUnknown(name) && aggregator.selectsSeries ? .quantile : aggregator,
      parameter: parameter?.withoutUnknownParts(isUnknown), operand: operand.withoutUnknownParts(isUnknown),
      grouping: grouping, range: range)
  }
}

extension BinaryOperation {
  fileprivate func withoutUnknownParts(_ isUnknown: (Range<Int>) -> Bool) -> BinaryOperation {
    var matching = matching
    matching?.labels.replaceUnknown(isUnknown)
    matching?.include.replaceUnknown(isUnknown)
    return BinaryOperation(
      op: op, opRange: opRange, returnsBool: returnsBool, matching: matching,
      lhs: lhs.withoutUnknownParts(isUnknown), rhs: rhs.withoutUnknownParts(isUnknown),
      isPlaceholder: isUnknown(opRange) || isUnknown(opRange.upperBound..<(matching?.range ?? rhs.range).lowerBound)
        || matching.map { isUnknown($0.range.upperBound..<rhs.range.lowerBound) } == true)
  }
}

extension [LabelReference] {
  fileprivate mutating func replaceUnknown(_ isUnknown: (Range<Int>) -> Bool) {
    for index in indices where isUnknown(self[index].range) { self[index].isPlaceholder = true }
  }
}
