extension Expr {
  /// Whether the result has one series at most, whatever is stored.
  public var givesOneAtMost: Bool {
    switch unwrapped {
    case .aggregation(let node):
      guard node.grouping == nil else { return node.operand.givesOneAtMost }
      switch node.aggregator {
      case .topk, .bottomk, .limitk: return node.parameter?.constant == 1
      case .countValues, .limitRatio: return false
      default: return true
      }
    case .call(let node): return ["scalar", "vector", "absent", "absent_over_time"].contains(node.function.name)
    case .binary(let node):
      if node.op == .or { return false }
      return node.lhs.type != .scalar && node.lhs.givesOneAtMost
        || ![.and, .unless].contains(node.op) && node.rhs.type != .scalar && node.rhs.givesOneAtMost
          && node.matching?.cardinality ?? .oneToOne == .oneToOne
    default: return false
    }
  }
}
