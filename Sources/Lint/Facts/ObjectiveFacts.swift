import Documents
import Formats
import PromQL

/// What rules say of objectives: which share is promised, and above which share of errors they alert.
package struct ObjectiveFacts: Sendable {
  package var promises: [PromiseFact] = []
  package var burns: [BurnFact] = []

  init() {}

  mutating func add(_ rule: PrometheusRule, _ source: SourceFile) {
    switch rule.kind {
    case .record: if let promise = PromiseFact(rule, source) { promises.append(promise) }
    case .alert: burns += BurnFact.all(in: rule.query)
    }
  }

  mutating func merge(_ other: ObjectiveFacts) {
    promises += other.promises
    burns += other.burns
  }
}

/// A record of an objective, `slo:objective:ratio` of `vector(0.999)`.
package struct PromiseFact: Sendable {
  package let target: Double
  package let labels: [String: String]
  package let source: SourceFile
  package let range: Range<Int>

  fileprivate init?(_ rule: PrometheusRule, _ source: SourceFile) {
    guard rule.name.value.includes("objective:ratio"), let expression = rule.query.expression,
      let target = expression.constant, target > 0, target < 1
    else { return nil }
    self.target = target
    labels = Dictionary(rule.allLabels.map { ($0.key.value, $0.value.value) }) { first, _ in first }
    self.source = source
    range = rule.query.text.range
  }
}

/// `ratio{slo="x"} > (14.4 * 0.001)`.
package struct BurnFact: Sendable {
  package let factor: Double
  package let budget: Double
  package let matchers: [LabelMatcher]
  package let place: QueryPlace
  /// The budget, in the expression.
  package let part: Range<Int>

  fileprivate static func all(in query: Query) -> [BurnFact] {
    var found: [BurnFact] = []
    // Few alerts multiply two numbers.
    guard query.text.value.includes("*") else { return [] }
    query.expression?.visit { node in
      guard case .binary(let comparison) = node, comparison.op == .greater || comparison.op == .greaterOrEqual,
        case .selector(let selector) = comparison.lhs.unwrapped,
        case .binary(let product) = comparison.rhs.unwrapped, product.op == .multiply,
        let factor = product.lhs.constant, let budget = product.rhs.constant
      else { return }
      found.append(
        BurnFact(
          factor: factor, budget: budget, matchers: selector.matchers.filter { $0.operation == .equal },
          place: query.place, part: product.rhs.unwrapped.range))
    }
    return found
  }
}
