extension Expr {
  /// Whether each series of the result comes from series of one value of a label, which it has itself: with a matcher of the label
  /// on every selector the result is the part of it that the matcher selects.
  public func keepsApart(by label: String) -> Bool {
    switch self {
    case .number, .string, .selector, .rangeSelector: return true
    case .subquery(let node): return node.operand.keepsApart(by: label)
    case .unary(let node): return node.operand.keepsApart(by: label)
    case .parenthesized(let node): return node.inner.keepsApart(by: label)
    case .aggregation(let node):
      guard !node.aggregator.selectsSeries, node.parameter?.constant != nil || node.parameter == nil,
        let grouping = node.grouping,
        grouping.labels.contains(where: { $0.name == label }) != grouping.isWithout
      else { return false }
      return node.operand.keepsApart(by: label)
    case .call(let node):
      switch node.function.name {
      case "absent", "absent_over_time", "scalar", "vector", "label_replace", "label_join", "info": return false
      case "histogram_quantile", "histogram_fraction", "histogram_quantiles": if label == "le" { return false }
      default: break
      }
      return node.arguments.allSatisfy { $0.keepsApart(by: label) }
    case .binary(let node):
      if let matching = node.matching, node.lhs.type == .vector, node.rhs.type == .vector {
        guard matching.labels.contains(where: { $0.name == label }) == matching.isOn else { return false }
      }
      return node.lhs.keepsApart(by: label) && node.rhs.keepsApart(by: label)
    }
  }

  /// Whether there is anything in it that could remove a label, which is not so for most of what is summed.
  public var mayRemoveLabels: Bool {
    switch unwrapped {
    case .selector, .rangeSelector, .number, .string: false
    case .call(let call):
      call.arguments.contains { $0.mayRemoveLabels }
        || ["absent", "absent_over_time", "vector"].contains(call.function.name)
    default: true
    }
  }
}

extension Aggregation {
  /// Whether series of several instances come together; where each stays apart, only labels are dropped.
  public var joinsInstances: Bool {
    guard let grouping, !grouping.isWithout else { return true }
    return !grouping.labels.contains { label in
      label.isPlaceholder || label.name.parts(between: "_").contains { Self.instanceWords.contains(String($0)) }
    }
  }

  /// Whether each group has one series, so that nothing is put together.
  public var leavesSeriesApart: Bool {
    guard let labels = operand.labels().all else { return false }
    let names = grouping?.labels.map(\.name) ?? []
    return labels.allSatisfy { names.contains($0) != grouping?.isWithout ?? false }
  }

  /// Words in names of labels that tell instances apart: `pod`, `node_name`, `exported_instance`.
  private static let instanceWords: Set<String> = [
    "instance", "pod", "host", "hostname", "node", "nodename", "broker", "server", "machine", "member",
  ]
}
