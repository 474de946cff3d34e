import Arithmetic
import Documents
import PromQL

/// Cases of a unit test that follow from the shape of an expression: one selector, perhaps under a rate and an
/// aggregation, compared with a number. Whatever is beyond that shape takes series that only its author knows.
struct DerivedCases {
  private let comparison: BinaryOperator
  private let threshold: Double
  private let selector: VectorSelector
  /// `rate` and `increase` with their range in seconds; nil for a gauge.
  private let growth: (function: String, seconds: Double)?
  /// Labels that the result keeps.
  private let resultLabels: [String: String]

  /// Nil where the shape is not one of those that can be derived.
  init?(_ expression: Expr) {
    guard let comparison = expression.topLevelComparison,
      case .number(let number) = comparison.rhs.unwrapped
    else { return nil }
    self.comparison = comparison.op
    threshold = number.value
    var operand = comparison.lhs.unwrapped
    var grouping: Grouping??
    if case .aggregation(let aggregation) = operand {
      guard [.sum, .max, .min, .avg].contains(aggregation.aggregator), aggregation.grouping?.isWithout != true else {
        return nil
      }
      grouping = .some(aggregation.grouping)
      operand = aggregation.operand.unwrapped
    }
    switch operand {
    case .call(let call):
      guard ["rate", "increase"].contains(call.function.name),
        case .rangeSelector(let range)? = call.arguments.first?.unwrapped,
        let seconds = range.duration.seconds
      else { return nil }
      selector = range.selector
      growth = (call.function.name, seconds)
    case .selector(let vector):
      selector = vector
      growth = nil
    default: return nil
    }
    guard selector.metricName != nil, selector.timing.offset == nil, selector.timing.at == nil,
      selector.matchers.allSatisfy({ $0.operation == .equal && $0.name != "__name__" })
    else { return nil }
    var labels: [String: String] = [:]
    for matcher in selector.matchers { labels[matcher.name] = matcher.value }
    switch grouping {
    case .none: resultLabels = labels
    case .some(.none): resultLabels = [:]
    case .some(.some(let by)): resultLabels = labels.filter { label in by.labels.contains { $0.name == label.key } }
    }
  }

  /// Firing, and silent, by values on either side of the comparison.
  func resolve(for duration: PrometheusDuration) -> [TestCase]? {
    guard let (firing, silent) = values else { return nil }
    let warmup = PrometheusDuration(milliseconds: Int((growth?.seconds ?? 300) * 1000) + 600_000)
    let time = PrometheusDuration(
      milliseconds: (warmup.milliseconds + duration.milliseconds + 59_999) / 60_000 * 60_000)
    let expected = TestCase.Firing(level: 0, labels: resultLabels, value: firing)
    return [
      TestCase(
        title: "fires", interval: .minutes(1), series: [line(firing, time)], evaluationTime: time, expected: [expected]),
      TestCase(
        title: "healthy", interval: .minutes(1), series: [line(silent, time)], evaluationTime: time, expected: []),
    ]
  }

  /// A value that fires and one that does not. Counters only grow.
  private var values: (firing: Double, silent: Double)? {
    let more = threshold == 0 ? 1 : threshold + abs(threshold)
    let less = threshold > 0 ? 0 : growth == nil ? threshold - max(abs(threshold), 1) : threshold
    switch comparison {
    case .equal: return (threshold, more)
    case .notEqual, .greater:
      return (more, threshold == 0 && comparison == .notEqual ? 0 : less <= threshold ? less : threshold)
    case .greaterOrEqual: return threshold > 0 || growth == nil ? (more, less) : nil
    case .less: return threshold > 0 || growth == nil ? (less, more) : nil
    case .lessOrEqual: return (less, more)
    default: return nil
    }
  }

  private func line(_ value: Double, _ time: PrometheusDuration) -> (series: String, values: String) {
    let steps = time.milliseconds / 60_000
    let series = Selector.text(selector.metricName ?? "", selector.matchers)
    guard let growth else { return (series, "\(value.plainDecimal)x\(steps)") }
    let perMinute = growth.function == "rate" ? value * 60 : value / growth.seconds * 60
    return (series, "0+\(perMinute.plainDecimal)x\(steps)")
  }
}
