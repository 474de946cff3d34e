extension BinaryOperation {
  /// `x - x offset 5m`: how much a metric has grown, and since when as it is written. Aggregations around both are looked through.
  public var offsetDifference: (name: String, offset: DurationExpr)? {
    guard op == .subtract, !isPlaceholder else { return nil }
    var sides = (lhs.unwrapped, rhs.unwrapped)
    while case (.aggregation(let left), .aggregation(let right)) = sides {
      guard left.aggregator == right.aggregator, left.groups == right.groups else { return nil }
      sides = (left.operand.unwrapped, right.operand.unwrapped)
    }
    guard case (.selector(let now), .selector(let then)) = sides, let name = now.metricName, name == then.metricName,
      now.isOfNow, let offset = then.timing.offset,
      now.matchers.map(\.description).sorted() == then.matchers.map(\.description).sorted()
    else { return nil }
    return (name, offset)
  }
}
