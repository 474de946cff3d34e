extension Expr {
  /// Matchers that hold for each series of the result as they do for those that were selected.
  var keptMatchers: [LabelMatcher] {
    switch unwrapped {
    case .number, .string, .parenthesized: []
    case .selector(let node): node.matchers.kept { $0.name != LabelFlow.metricName }
    case .rangeSelector(let node): Expr.selector(node.selector).keptMatchers
    case .subquery(let node): node.operand.keptMatchers
    case .unary(let node): node.operand.keptMatchers
    case .aggregation(let node):
      node.operand.keptMatchers.kept { node.aggregator.selectsSeries || node.keeps($0.name) }
    case .call(let node): node.keptMatchers
    case .binary(let node): node.keptMatchers
    }
  }
}

extension Call {
  fileprivate var keptMatchers: [LabelMatcher] {
    switch function.name {
    // They make labels of their own.
    case "absent", "absent_over_time", "info", "scalar", "vector": return []
    default: break
    }
    let matchers = arguments.first { $0.type == .vector || $0.type == .matrix }?.keptMatchers ?? []
    switch function.name {
    case "label_replace", "label_join": return matchers.kept { $0.name != text(1) && text(1) != nil }
    case let name where name.hasPrefix("histogram"): return matchers.kept { $0.name != "le" }
    default: return matchers
    }
  }
}

extension BinaryOperation {
  fileprivate var keptMatchers: [LabelMatcher] {
    if isPlaceholder || op == .or || matching?.fillLeft != nil || matching?.fillRight != nil { return [] }
    if lhs.type == .scalar { return rhs.keptMatchers }
    if rhs.type == .scalar || op == .and || op == .unless { return lhs.keptMatchers }
    let included = matching?.include.map(\.name) ?? []
    switch matching?.cardinality ?? .oneToOne {
    case .oneToOne: return (lhs.keptMatchers + rhs.keptMatchers).kept { isMatched($0.name) }
    case .oneToMany: return rhs.keptMatchers.kept { !included.contains($0.name) }
    default: return lhs.keptMatchers.kept { !included.contains($0.name) }
    }
  }
}

extension [LabelMatcher] {
  /// Those for which something holds; a new list only where it does not hold for all, as it mostly does.
  func kept(where holds: (LabelMatcher) -> Bool) -> [LabelMatcher] { allSatisfy(holds) ? self : filter(holds) }
}
