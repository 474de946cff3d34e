extension Expr {
  /// What the labels of a selector's series are known to be, from a catalogue for one; nil for any labels.
  public typealias KnownLabels = (VectorSelector) -> Set<String>?

  /// The labels that the series of the result carry, derived from the expression and, where there is one, a catalogue.
  ///
  /// What each construct does is read off Prometheus' evaluator.
  /// <https://github.com/prometheus/prometheus/blob/d15adb9ad7e5/promql/engine.go>
  public func labels(knowing known: @escaping KnownLabels = { _ in nil }) -> LabelFlow {
    var walk = LabelWalk(known: known)
    return labels(&walk)
  }

  func labels(_ walk: inout LabelWalk) -> LabelFlow {
    switch self {
    case .number, .string: return .nothing(nil)
    case .selector(let node): return node.labels(&walk)
    case .rangeSelector(let node): return node.selector.labels(&walk)
    case .subquery(let node): return node.operand.labels(&walk)
    case .parenthesized(let node): return node.inner.labels(&walk)
    case .unary(let node):
      var flow = node.operand.labels(&walk)
      if node.isNegation { flow.dropName(.sign, node.range) }
      return flow
    case .aggregation(let node): return node.labels(&walk)
    case .call(let node): return node.labels(&walk)
    case .binary(let node): return node.labels(&walk)
    }
  }
}

extension LabelFlow {
  /// A result that is no longer the metric.
  mutating func dropName(_ cause: Cause, _ range: Range<Int>) {
    remove(LabelFlow.metricName, Reason(cause: cause, range: range))
  }
}

extension VectorSelector {
  fileprivate func labels(_ walk: inout LabelWalk) -> LabelFlow {
    var flow = LabelFlow(certain: matchers.count + 1)
    if let labels = walk.known(self), let name = metricName, let range = metricNameRange {
      flow.close(labels.union([LabelFlow.metricName]), .init(cause: .unlisted(metric: name), range: range))
    }
    flow.require(LabelFlow.metricName, value: metricName)
    if let usual = usualLabels { flow.expect(usual) }
    for matcher in matchers where matcher.name != LabelFlow.metricName {
      if !matcher.matchesEmpty {
        flow.require(matcher.name, value: matcher.operation == .equal ? matcher.value : nil)
      } else if matcher.operation == .equal {
        flow.remove(matcher.name, .init(cause: .matcher, range: matcher.range))
      }
    }
    return flow
  }
}

extension VectorSelector {
  /// Labels of whatever a target exposes, and those of a record that the level in its name says: `job:requests:rate5m`.
  /// <https://prometheus.io/docs/practices/rules/#naming>
  fileprivate var usualLabels: LabelSet? {
    guard let metricName, metricName != PrometheusSeries.alerts, metricName != PrometheusSeries.alertStates else {
      return nil
    }
    guard metricName.hasColon, let colon = metricName.utf8.firstIndex(of: UInt8(ascii: ":")) else {
      return Self.ofTargets
    }
    let level = metricName[..<colon].parts(between: "_")
    return switch (level.contains("instance"), level.contains("job")) {
    case (true, true): Self.ofTargets
    case (true, false): Self.ofInstances
    case (false, true): Self.ofJobs
    case (false, false): nil
    }
  }

  private static let ofTargets = LabelSet(["instance", "job"])
  private static let ofInstances = LabelSet(["instance"]), ofJobs = LabelSet(["job"])
}

extension Aggregation {
  fileprivate func labels(_ walk: inout LabelWalk) -> LabelFlow {
    var flow = operand.labels(&walk)
    // topk and the like pass whole series on; their grouping only divides them.
    guard !aggregator.selectsSeries else { return flow }
    let hasPlaceholder = grouping?.labels.contains(where: \.isPlaceholder) ?? false
    let labels = grouping?.labels ?? []
    let names = (hasPlaceholder ? labels.filter { !$0.isPlaceholder } : labels).map(\.name)
    let place = grouping?.range ?? nameRange
    if let grouping, grouping.isWithout {
      let reason = LabelFlow.Reason(
        cause: .removed(by: aggregator.rawValue, clause: "without", labels: names), range: place)
      for name in names { flow.remove(name, reason) }
      flow.dropName(.meaning(of: aggregator.rawValue), place)
      if hasPlaceholder { flow.loosen() }
    } else if hasPlaceholder {
      flow.loosen(keeping: names)
    } else {
      let cause = LabelFlow.Cause.removed(
        by: aggregator.rawValue, clause: grouping == nil ? nil : "by", labels: names)
      flow.keep(names, .init(cause: cause, range: place))
    }
    if aggregator == .countValues {
      guard case .string(let literal)? = parameter?.unwrapped else { return .anything }
      // The new label counts as one of the operand's: `without` can remove it.
      if grouping?.isWithout != true || !names.contains(literal.value) { flow.require(literal.value) }
    }
    return flow
  }
}

extension Call {
  fileprivate func labels(_ walk: inout LabelWalk) -> LabelFlow {
    func argument(_ index: Int) -> LabelFlow {
      index < arguments.count ? arguments[index].labels(&walk) : .anything
    }
    let name = function.name
    let reason = LabelFlow.Reason(cause: .function(name), range: nameRange)
    switch name {
    case "absent", "absent_over_time": return absentLabels(reason)
    case "scalar", "vector": return .nothing(reason)
    case "sort", "sort_desc", "sort_by_label", "sort_by_label_desc", "last_over_time", "first_over_time":
      return argument(0)
    case "label_replace": return replacedLabels(argument(0))
    case "label_join": return joinedLabels(argument(0))
    case "histogram_quantile", "histogram_fraction", "histogram_quantiles":
      var flow = argument(name == "histogram_quantile" ? 1 : name == "histogram_fraction" ? 2 : 0)
      flow.remove("le", reason)
      flow.dropName(.meaning(of: name), nameRange)
      if name == "histogram_quantiles", let label = text(1) { flow.require(label) }
      return flow
    case "info": return infoLabels(argument(0))
    default:
      // A function without a vector gives one series without labels.
      let vector = arguments.indices.first {
        function.argumentType(at: $0) == .vector || function.argumentType(at: $0) == .matrix
      }
      guard let first = vector else { return .nothing(reason) }
      var flow = argument(first)
      flow.dropName(.meaning(of: name), nameRange)
      return flow
    }
  }

  /// The labels that the argument's matchers fix by equality. Any further matcher of the same label takes it away again.
  private func absentLabels(_ reason: LabelFlow.Reason) -> LabelFlow {
    var flow = LabelFlow.nothing(
      .init(cause: .unfixed(function: function.name), range: reason.range))
    let matchers: [LabelMatcher]
    switch arguments.first?.unwrapped {
    case .selector(let selector): matchers = selector.matchers
    case .rangeSelector(let range): matchers = range.selector.matchers
    default: return flow
    }
    var values: [String: String] = [:]
    var seen: Set<String> = []
    for matcher in matchers where matcher.name != LabelFlow.metricName {
      let isFirst = matcher.operation == .equal && seen.insert(matcher.name).inserted
      values[matcher.name] = isFirst && !matcher.value.isEmpty ? matcher.value : nil
    }
    for (label, value) in values { flow.require(label, value: value) }
    return flow
  }

  /// `info` adds labels of info metrics: those that its second argument names, else any.
  private func infoLabels(_ base: LabelFlow) -> LabelFlow {
    guard arguments.count > 1, case .selector(let selector) = arguments[1].unwrapped else {
      var flow = LabelFlow.anything
      for label in base.certain { flow.require(label, value: base.value(of: label)) }
      return flow
    }
    var flow = base
    for matcher in selector.matchers where matcher.name != LabelFlow.metricName {
      if flow.presence(of: matcher.name) == .never { flow.allow(matcher.name) }
    }
    return flow
  }
}
