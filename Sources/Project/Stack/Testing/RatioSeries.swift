import Documents
import PromQL

/// Series for the unit test of an objective of type `ratio`, where both of its expressions have the shape
/// `sum(rate(counter{…}[$window]))`. Whatever is beyond that takes series that only its author knows.
struct RatioSeries {
  /// Series of bad events, and those that make up the rest of all events or, where they are counted apart, all of them.
  private let bad: String
  private let others: String
  private let countsApart: Bool

  /// Nil where the shape is another, or where nothing can be bad without all being so.
  init?(_ rates: ResolvedObjective.Rates) {
    guard let bad = Counted(rates.bad.tree), let total = Counted(rates.total.tree), bad.function == total.function
    else {
      return nil
    }
    let both = bad.metric == total.metric ? Self.labels(satisfying: bad.matchers + total.matchers) : nil
    guard let badLabels = both ?? Self.labels(satisfying: bad.matchers),
      let otherLabels = both == nil
        ? Self.labels(satisfying: total.matchers) : Self.labels(satisfying: total.matchers, but: bad.matchers)
    else { return nil }
    self.bad = Selector.text(bad.metric, badLabels)
    others = Selector.text(total.metric, otherLabels)
    countsApart = both == nil
  }

  /// Series in promtool's notation with so large a share of bad events.
  func lines(badShare: Double, minutes: Int, rate: Double, without missing: ObjectiveSeries.Events? = nil) -> [(
    series: String, values: String
  )] {
    func values(_ perSecond: Double) -> String { "0+\((perSecond * 60).plainDecimal)x\(minutes)" }
    let all = [
      (counts: ObjectiveSeries.Events.bad, series: bad, values: values(rate * badShare)),
      (counts: .good, series: others, values: values(countsApart ? rate : rate * (1 - badShare))),
    ]
    return all.filter { $0.counts != missing }.map { ($0.series, $0.values) }
  }

  /// What a summed rate counts.
  private struct Counted {
    let function: String
    let metric: String
    let matchers: [LabelMatcher]

    init?(_ expression: Expr) {
      guard case .aggregation(let sum) = expression.unwrapped,
        sum.aggregator == .sum, sum.grouping == nil, case .call(let call) = sum.operand.unwrapped,
        ["rate", "increase"].contains(call.function.name),
        case .rangeSelector(let range)? = call.arguments.first?.unwrapped, let metric = range.selector.metricName,
        range.selector.timing.offset == nil, range.selector.timing.at == nil
      else { return nil }
      function = call.function.name
      self.metric = metric
      matchers = range.selector.matchers.filter { $0.name != "__name__" }
    }
  }

  // MARK: Labels

  /// Labels that all matchers select; nil where none of the likely values does.
  private static func labels(satisfying matchers: [LabelMatcher]) -> [LabelMatcher]? {
    var labels: [LabelMatcher] = []
    for name in matchers.map(\.name).uniqued() {
      let own = matchers.filter { $0.name == name }
      guard let value = candidates(own).first(where: { value in own.allSatisfy { $0.accepts(value) == true } }) else {
        return nil
      }
      if !value.isEmpty { labels.append(LabelMatcher(name, .equal, value)) }
    }
    return labels
  }

  /// Labels that these matchers select and the others do not.
  private static func labels(satisfying matchers: [LabelMatcher], but others: [LabelMatcher]) -> [LabelMatcher]? {
    for other in others {
      let own = matchers.filter { $0.name == other.name }
      let value = candidates(own + [other]).first { value in
        other.accepts(value) != true && own.allSatisfy { $0.accepts(value) == true }
      }
      guard let value, let rest = labels(satisfying: matchers.filter { $0.name != other.name }) else { continue }
      return rest + (value.isEmpty ? [] : [LabelMatcher(other.name, .equal, value)])
    }
    return nil
  }

  /// Values that a label may have: what the matchers say, and what labels usually hold.
  private static func candidates(_ matchers: [LabelMatcher]) -> [String] {
    matchers.flatMap { matcher in
      matcher.operation.isRegex
        ? matcher.value.split(separator: "|").map { String($0.map { $0 == "." ? "0" : $0 }) } : [matcher.value]
    } + ["other", "200", "500", "true", "false", ""]
  }
}
