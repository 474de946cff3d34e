extension Expr {
  /// The labels of matchers that this expression has and the other lacks, where that is all that tells them apart; they are those of
  /// the result as well. Nil where anything else differs.
  ///
  /// `rate(a{code="500"}[5m])` is `rate(a[5m])` narrowed by `code`: for each of its series there is the same one in the other.
  func narrowing(of whole: Expr) -> Set<String>? {
    switch (unwrapped, whole.unwrapped) {
    case (.selector(let part), .selector(let whole)): return part.narrowing(of: whole)
    case (.rangeSelector(let part), .rangeSelector(let whole)):
      guard part.duration.description == whole.duration.description else { return nil }
      return part.selector.narrowing(of: whole.selector)
    case (.aggregation(let part), .aggregation(let whole)):
      guard part.aggregator == whole.aggregator, part.parameter?.description == whole.parameter?.description,
        part.groups == whole.groups, let labels = part.operand.narrowing(of: whole.operand)
      else { return nil }
      // Once a label is gone, what it told apart is mixed.
      return labels.allSatisfy(part.keeps) ? labels : nil
    case (.call(let part), .call(let whole)):
      guard part.function.name == whole.function.name, part.arguments.count == whole.arguments.count else { return nil }
      var labels: Set<String> = []
      for (one, other) in zip(part.arguments, whole.arguments) {
        if let number = one.constant, number == other.constant { continue }
        guard let found = one.narrowing(of: other) else { return nil }
        labels.formUnion(found)
      }
      return labels
    case (.string(let part), .string(let whole)): return part.value == whole.value ? [] : nil
    case (.binary(let part), .binary(let other)):
      return part.op == other.op && unwrapped.description == whole.unwrapped.description ? [] : nil
    default: return nil
    }
  }

  /// Without the constants that it is multiplied with or divided by.
  var withoutFactors: Expr {
    guard case .binary(let node) = unwrapped, node.op == .multiply || node.op == .divide else { return unwrapped }
    if node.rhs.constant != nil { return node.lhs.withoutFactors }
    return node.op == .multiply && node.lhs.constant != nil ? node.rhs.withoutFactors : unwrapped
  }
}

extension VectorSelector {
  fileprivate func narrowing(of whole: VectorSelector) -> Set<String>? {
    guard metricName != nil, metricName == whole.metricName, isOfNow, whole.isOfNow else { return nil }
    guard whole.matchers.allSatisfy({ theirs in matchers.contains { $0.isSame(as: theirs) } }) else { return nil }
    let extra = matchers.filter { mine in !whole.matchers.contains { $0.isSame(as: mine) } }
    return Set(extra.map(\.name))
  }
}

extension Aggregation {
  /// Whether series that differ in a label stay apart in the result.
  func keeps(_ label: String) -> Bool {
    guard !aggregator.selectsSeries, let grouping, !grouping.labels.contains(where: \.isPlaceholder) else {
      return false
    }
    return grouping.labels.contains { $0.name == label } != grouping.isWithout
  }
}

extension BinaryOperation {
  /// Labels of matchers that only one side has, where each series is divided by itself or taken from itself all the same, so that the
  /// result is a constant whatever is stored; nil where it is not.
  public var selfNarrowing: Set<String>? {
    guard op == .divide || op == .subtract, !isPlaceholder, lhs.type == .vector, rhs.type == .vector else { return nil }
    let (left, right) = op == .divide ? (lhs.withoutFactors, rhs.withoutFactors) : (lhs.unwrapped, rhs.unwrapped)
    guard let labels = left.narrowing(of: right) ?? right.narrowing(of: left) else { return nil }
    return labels.allSatisfy(isMatched) ? labels : nil
  }
}
