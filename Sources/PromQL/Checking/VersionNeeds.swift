extension Expr {
  /// What a Prometheus of this release would refuse though a newer one takes it, in the order of the text.
  public func needs(beyond version: PrometheusVersion) -> [VersionNeed] {
    guard version < .newest else { return [] }
    var collector = VersionNeedCollector(version: version)
    visit { collector.collect($0) }
    return collector.needs.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }
}

private struct VersionNeedCollector {
  let version: PrometheusVersion
  var needs: [VersionNeed] = []

  private mutating func need(_ release: PrometheusVersion?, _ construct: @autoclosure () -> String, _ range: Range<Int>)
  {
    guard let release, release > version else { return }
    needs.append(VersionNeed(version: release, construct: construct(), range: range))
  }

  mutating func collect(_ node: Expr) {
    switch node {
    case .string, .parenthesized, .unary: break
    case .number(let node):
      if node.isDuration { need(Releases.durationsAsNumbers, "a duration as a number", node.range) }
    case .selector(let node): collect(node)
    case .rangeSelector(let node):
      collect(node.selector)
      collect(node.duration)
    case .subquery(let node):
      collect(node.duration)
      if let step = node.step { collect(step) }
      collect(node.timing, node.range)
    case .aggregation(let node):
      need(Releases.aggregators[node.aggregator], "the aggregation \(node.aggregator.rawValue)", node.nameRange)
      collect(node.grouping?.labels ?? [])
    case .call(let node):
      need(Releases.functions[node.function.name], "the function \(node.function.name)", node.nameRange)
    case .binary(let node):
      need(Releases.operators[node.op], "the operator \(node.op.rawValue)", node.opRange)
      guard let matching = node.matching else { return }
      if matching.fillLeft != nil || matching.fillRight != nil { need(Releases.fill, "fill", matching.range) }
      collect(matching.labels + matching.include)
    }
  }

  private mutating func collect(_ selector: VectorSelector) {
    // A metric's name in braces has no name of a label of its own.
    for matcher in selector.matchers {
      if matcher.nameRange.isEmpty {
        need(Releases.quotedNames, "a metric name in quotes", matcher.valueRange)
      } else if !matcher.name.isLegacyLabel {
        need(Releases.quotedNames, "a label name in quotes", matcher.nameRange)
      }
    }
    collect(selector.timing, selector.range)
  }

  private mutating func collect(_ labels: [LabelReference]) {
    for label in labels where !label.isPlaceholder && !label.name.isLegacyLabel {
      need(Releases.quotedNames, "a label name in quotes", label.range)
    }
  }

  private mutating func collect(_ timing: Timing, _ range: Range<Int>) {
    if let at = timing.at {
      need(Releases.atModifier, "@", range)
      if case .timestamp(let number) = at, number.isDuration {
        need(Releases.durationsAsNumbers, "a duration as a timestamp", number.range)
      }
    }
    if timing.rangeExtension != nil { need(Releases.extendedRanges, timing.rangeExtension!.rawValue, range) }
    guard let offset = timing.offset else { return }
    if let seconds = offset.literal?.value, seconds < 0 {
      need(Releases.negativeOffset, "a negative offset", offset.range)
    }
    collect(offset)
  }

  private mutating func collect(_ duration: DurationExpr) {
    switch duration.kind {
    case .literal(let number):
      if !number.isDuration, number.placeholder == nil {
        need(Releases.durationsAsNumbers, "a number as a duration", number.range)
      }
    case .step, .range: need(Releases.durationFunctions, "step() and range() in durations", duration.range)
    case .minOf(let a, let b), .maxOf(let a, let b):
      need(Releases.durationBounds, "min_of and max_of in durations", duration.range)
      collect(a)
      collect(b)
    case .negated(let inner), .parenthesized(let inner):
      need(Releases.durationArithmetic, "arithmetic on durations", duration.range)
      collect(inner)
    case .binary(_, let a, let b):
      need(Releases.durationArithmetic, "arithmetic on durations", duration.range)
      collect(a)
      collect(b)
    }
  }
}

extension String {
  /// Whether it is a label's name without quotes: letters, digits and `_`, no digit first.
  fileprivate var isLegacyLabel: Bool {
    guard let first = utf8.first, !ASCII.isDigit(first) else { return false }
    return utf8.allSatisfy(ASCII.isNamePart)
  }
}
