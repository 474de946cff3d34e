extension BinaryOperation {
  /// Whether the right side of an `or` is never used: each of its series has a partner among those that the left side always has.
  public var hasUnusedAlternative: Bool {
    guard op == .or, !isPlaceholder else { return false }
    // On nothing any series stands for all; else only one that is the same.
    if matching?.isOn == true { return matching?.labels.isEmpty == true && lhs.certainty == .always }
    return lhs.alwaysHasUnlabelled && rhs.labels().all == []
  }
}

extension Expr {
  /// Whether a series without labels is among the result whatever is stored.
  fileprivate var alwaysHasUnlabelled: Bool {
    if case .binary(let node) = unwrapped, node.op == .or, !node.isPlaceholder {
      return node.lhs.alwaysHasUnlabelled
        || node.rhs.alwaysHasUnlabelled && (node.matching == nil || node.lhs.labels().all == [])
    }
    return certainty == .always && labels().all == []
  }
}
