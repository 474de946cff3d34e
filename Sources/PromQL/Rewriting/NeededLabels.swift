/// The labels of a part of an expression that the rest of it asks for.
enum NeededLabels {
  /// Whichever there are: they tell series apart, or are shown.
  case all
  case some(Set<String>)

  func contains(_ label: String) -> Bool {
    switch self {
    case .all: true
    case .some(let labels): labels.contains(label)
    }
  }

  private func adding(_ labels: some Sequence<String>) -> NeededLabels {
    guard case .some(let own) = self else { return .all }
    return .some(own.union(labels))
  }

  /// What an expression of which these are needed asks of those directly below it.
  func below(_ expr: Expr) -> NeededLabels {
    switch expr {
    case .aggregation(let node):
      guard let grouping = node.grouping else { return node.aggregator.keepsSeries ? self : .some([]) }
      if grouping.isWithout { return .all }
      let labels = grouping.labels.map(\.name)
      return node.aggregator.keepsSeries ? adding(labels) : .some(Set(labels))
    case .call(let call):
      return adding(
        call.arguments.compactMap { argument -> String? in
          if case .string(let literal) = argument.unwrapped { return literal.value }
          return nil
        })
    case .binary(let node):
      guard node.lhs.type == .vector, node.rhs.type == .vector else { return self }
      guard let matching = node.matching, matching.isOn else { return .all }
      return adding((matching.labels + matching.include).map(\.name))
    default: return self
    }
  }
}

extension Aggregator {
  /// Whether the result has some of the series that went in, with all of their labels.
  fileprivate var keepsSeries: Bool {
    ["topk", "bottomk", "limitk", "limit_ratio"].contains(rawValue)
  }
}
