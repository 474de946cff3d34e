/// What becomes of an expression where some series do not exist.
extension Expr {
  /// Why it has no answer; nil where it has one.
  ///
  /// - Parameter reason: why a selector selects nothing; nil where it may select something.
  public func lack<Reason>(_ reason: (VectorSelector) -> Reason?) -> Reason? {
    if case .selector(let selector) = self { return reason(selector) }
    if case .rangeSelector(let range) = self { return reason(range.selector) }
    guard case .binary(let node) = self, node.op == .or else {
      for child in children {
        if let lack = child.lack(reason) { return lack }
      }
      return nil
    }
    // Of two that stand for each other one is enough. A zero stands for what has not happened yet, and not for what nobody counts.
    let left = node.lhs.lack(reason), right = node.rhs.lack(reason)
    if left == nil, right == nil { return nil }
    if left == nil, !node.lhs.isZero { return nil }
    if right == nil, !node.rhs.isZero { return nil }
    return left ?? right
  }

  /// Whether it says that there is none: `0 * requests`, `vector(0)`.
  private var isZero: Bool {
    switch unwrapped {
    case .number(let number): number.value == 0
    case .call(let call): call.function.name == "vector" && call.arguments[0].isZero
    case .binary(let node): node.op == .multiply && (node.lhs.isZero || node.rhs.isZero)
    default: false
    }
  }
}
