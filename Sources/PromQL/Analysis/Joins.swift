extension BinaryOperation {
  /// What both sides are told apart by beside the labels of `on (…)`, where each has something: as soon as there are two such series
  /// for one match the evaluation fails. `sum by (instance, pod) (a) * on (instance) sum by (instance, zone) (b)` has `pod` and `zone`.
  public var repeatedBy: (left: [String], right: [String])? {
    guard op != .and, op != .or, op != .unless, !isPlaceholder, let matching, matching.isOn,
      matching.cardinality == .oneToOne, let left = lhs.groupLabels, let right = rhs.groupLabels,
      !matching.labels.contains(where: \.isPlaceholder)
    else { return nil }
    let names = matching.labels.map(\.name)
    let mine = left.filter { !names.contains($0) }, theirs = right.filter { !names.contains($0) }
    return mine.isEmpty || theirs.isEmpty ? nil : (mine, theirs)
  }
}

extension Expr {
  /// The labels that the outermost aggregation groups by, where each of its groups is one series of the result.
  fileprivate var groupLabels: [String]? {
    switch unwrapped {
    case .aggregation(let node):
      guard let grouping = node.grouping, !grouping.isWithout, !node.aggregator.selectsSeries,
        !grouping.labels.contains(where: \.isPlaceholder)
      else { return nil }
      return grouping.labels.map(\.name)
    case .binary(let node) where node.lhs.type == .scalar: return node.rhs.groupLabels
    case .binary(let node) where node.rhs.type == .scalar: return node.lhs.groupLabels
    default: return nil
    }
  }
}

extension Expr {
  /// Labels that a match takes over by `group_left` or `group_right` and that a match further out drops before anything has read them.
  public var labelsLostInJoins: [(label: LabelReference, reason: LabelFlow.Reason)] {
    var matchings: [VectorMatching] = []
    visit { node in
      if case .binary(let node) = node, let matching = node.matching, !matching.include.isEmpty {
        matchings.append(matching)
      }
    }
    guard !matchings.isEmpty else { return [] }
    let flow = labels(), uses = labelsUsed
    return matchings.flatMap(\.include).compactMap { label in
      guard !label.isPlaceholder, label.name != LabelFlow.metricName, let reason = flow.absence(of: label.name),
        reason.isOfMatch,
        !uses.contains(where: { $0.name == label.name && $0.range != label.range })
      else { return nil }
      return (label, reason)
    }
  }
}
