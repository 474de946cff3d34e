import Documents
import PromQL

/// The unit test that follows from the shape of an expression: one selector, perhaps under a rate and an aggregation, compared with
/// a number. Whatever is beyond that shape takes series that only its author knows.
struct DerivedCases {
  private let expression: Expr
  private let comparison: BinaryOperator
  private let value: Expr
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
    self.expression = expression
    self.comparison = comparison.op
    value = comparison.lhs
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

  /// Nil where no counter gets to the other side of the comparison, as they only grow.
  func resolve(
    _ alert: String, for duration: PrometheusDuration, keepFiring: PrometheusDuration?
  ) -> [TestCase]? {
    guard var states else { return nil }
    var series = PackSeries()
    series.series = selector.metricName ?? ""
    switch growth {
    case nil: series.value = "value"
    case ("rate", _)?: series.rate = "value"
    case let (_, seconds)?: series.rate = "value / \(seconds)"
    }
    states.test.series = [series]
    // A counter that stands still grows by nothing.
    let still = Self.holds(comparison, 0, threshold)
    states.test.idle = growth != nil && still ? .fires : .silent
    states.test.idles = "0"
    let labels = selector.matchers.map { (name: $0.name, value: $0.value) }
    let subject = AlertTimeline.Subject(
      name: alert, condition: expression.reaction, value: value.reaction,
      thresholds: [states.hasThreshold ? threshold : nil], isBelow: [.less, .lessOrEqual].contains(comparison),
      duration: duration, keepFiring: keepFiring, carries: Array(resultLabels.keys))
    // Its numbers are all known.
    var timeline = try? AlertTimeline(subject, states.test)
    return (try? timeline?.resolve())?.map { $0.about(TestSubject(labels, tellingApart: labels)) }
  }

  private static func holds(_ comparison: BinaryOperator, _ left: Double, _ right: Double) -> Bool {
    switch comparison {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    default: left >= right
    }
  }

  /// A state in which it fires and one in which it does not.
  private var states: (test: PackTest, hasThreshold: Bool)? {
    var test = PackTest()
    func states(_ firing: Double, _ healthy: Double) -> (test: PackTest, hasThreshold: Bool)? {
      guard growth == nil || firing >= 0 && healthy >= 0 else { return nil }
      test.firing = firing.plainDecimal
      test.healthy = healthy.plainDecimal
      return (test, false)
    }
    let more = threshold == 0 ? 1 : threshold + abs(threshold)
    switch comparison {
    case .equal: return states(threshold, more)
    case .notEqual: return states(more, threshold)
    case .greater, .less:
      let isBelow = comparison == .less
      let healthy = isBelow ? more : threshold > 0 ? 0 : threshold - abs(threshold)
      guard growth == nil || threshold > 0 || !isBelow && threshold == 0 else { return nil }
      test.healthy = healthy.plainDecimal
      return (test, true)
    // What is extrapolated is not equal to anything; a hair beyond is as good.
    case .greaterOrEqual: return states(growth == nil ? threshold : threshold * 1.01, threshold * 0.98)
    case .lessOrEqual: return states(growth == nil ? threshold : threshold * 0.99, more)
    default: return nil
    }
  }
}
