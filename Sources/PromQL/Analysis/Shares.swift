extension Expr {
  /// Whether it divides a part by the whole that the part belongs to, as far as its shape tells: such a value is never above 1.
  ///
  /// A part selects no more series of the same counter than its whole, or is a term of the sum that the whole is.
  public var isShare: Bool {
    switch self {
    case .parenthesized(let node): node.inner.isShare
    case .binary(let node):
      switch node.op {
      case .divide: node.lhs.isPart(of: node.rhs.compared)
      case .and, .unless: node.lhs.isShare
      default: node.isFilter && node.lhs.isShare
      }
    default: false
    }
  }

  /// What a comparison passes on, `total` of `total > 0`.
  private var compared: Expr {
    guard case .binary(let node) = unwrapped, node.isFilter else { return unwrapped }
    return node.lhs.unwrapped
  }

  private func isPart(of whole: Expr) -> Bool {
    switch (unwrapped, whole.unwrapped) {
    case (.aggregation(let part), .aggregation(let whole)):
      part.aggregator == .sum && whole.aggregator == .sum && part.groups == whole.groups
        && part.operand.isPart(of: whole.operand)
    case (.call(let part), .call(let whole)):
      ["rate", "increase"].contains(part.function.name) && part.function.name == whole.function.name
        && zip(part.arguments, whole.arguments).allSatisfy { $0.isPart(of: $1) }
    case (.rangeSelector(let part), .rangeSelector(let whole)):
      part.duration.description == whole.duration.description && part.selector.isPart(of: whole.selector)
    case (let part, .binary(let sum)) where sum.op == .add && sum.matching == nil:
      part.isPart(of: sum.lhs) && sum.rhs.isRise || part.isPart(of: sum.rhs) && sum.lhs.isRise
    default: false
    }
  }

  /// Whether it is the rise of counters, which is never negative.
  private var isRise: Bool {
    switch unwrapped {
    case .aggregation(let node): node.aggregator == .sum && node.operand.isRise
    case .call(let node): ["rate", "increase"].contains(node.function.name)
    default: false
    }
  }
}

extension Aggregation {
  /// How it groups, in whatever order its labels are written.
  fileprivate var groups: [String] {
    guard let grouping else { return [] }
    return [grouping.isWithout ? "without" : "by"] + grouping.labels.map(\.name).sorted()
  }
}

extension VectorSelector {
  fileprivate func isPart(of whole: VectorSelector) -> Bool {
    let own = matchers.map { "\($0.name)\($0.operation.rawValue)\($0.value)" }
    let theirs = whole.matchers.map { "\($0.name)\($0.operation.rawValue)\($0.value)" }
    return metricName != nil && metricName == whole.metricName && theirs.allSatisfy(own.contains)
      && ![timing, whole.timing].contains { $0.offset != nil || $0.at != nil || $0.rangeExtension != nil }
  }
}
