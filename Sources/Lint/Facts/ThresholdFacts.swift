import Documents
import Formats
import PromQL

/// From which values on alerts fire, and at which ones panels draw a line.
package struct ThresholdFacts: Sendable {
  package var alerts: [AlertThresholdFact] = []
  package var panels: [PanelThresholdFact] = []

  init() {}

  mutating func add(_ rule: PrometheusRule) {
    if rule.kind == .alert, let fact = AlertThresholdFact(rule) { alerts.append(fact) }
  }

  mutating func add(_ document: Document) {
    for dashboard in document.dashboards { panels += dashboard.panels.compactMap(PanelThresholdFact.init) }
  }

  mutating func merge(_ other: ThresholdFacts) {
    alerts += other.alerts
    panels += other.panels
  }
}

/// An alert whose expression compares a value with a number.
package struct AlertThresholdFact: Sendable {
  package let name: String
  package let isAbove: Bool
  package let threshold: Double
  package let place: QueryPlace
  /// The number, in the expression.
  package let part: Range<Int>
  /// What is compared with it.
  private let valuePart: Range<Int>

  /// What is compared.
  package var value: MeasuredValue? { place.expression(valuePart).map { MeasuredValue($0) } }

  fileprivate init?(_ rule: PrometheusRule) {
    guard case .binary(let comparison)? = rule.query.expression?.unwrapped, let number = comparison.rhs.constant,
      number != 0
    else { return nil }
    switch comparison.op {
    case .greater, .greaterOrEqual: isAbove = true
    case .less, .lessOrEqual: isAbove = false
    default: return nil
    }
    name = rule.name.value
    valuePart = comparison.lhs.range
    threshold = number
    place = rule.query.place
    part = comparison.rhs.range
  }
}

/// A panel of one query that shows thresholds.
package struct PanelThresholdFact: Sendable {
  package let value: MeasuredValue
  /// Each with the bytes of its step.
  package let steps: [(value: Double, range: Range<Int>)]
  package let source: SourceFile

  fileprivate init?(_ panel: Panel) {
    let targets = panel.targets.filter { !$0.isHidden }
    guard panel.drawsThresholds, !panel.hasTransformations, targets.count == 1, let query = targets[0].query,
      let expression = query.expression
    else { return nil }
    steps = panel.thresholds.compactMap { step in step.value.map { ($0, step.node.range) } }
    // Those that Grafana begins with say nothing: https://grafana.com/docs/grafana/latest/panels-visualizations/configure-thresholds/
    guard !steps.isEmpty, steps.map(\.value) != [80] else { return nil }
    value = MeasuredValue(expression) { query.hasVariable(in: $0) }
    source = panel.dashboard.source
  }
}

/// An expression to be held against others: as it is printed, but for the ranges that it looks back over.
package struct MeasuredValue: Sendable, Hashable {
  package let text: String
  /// Nil where a variable decides.
  private let ranges: [Double?]

  init(_ expression: Expr, isVariable: (Range<Int>) -> Bool = { _ in false }) {
    ranges = expression.rangesUsed.filter { $0.role == .range || $0.role == .subquery }
      .sorted { $0.range.lowerBound < $1.range.lowerBound }
      .map { isVariable($0.range) ? nil : $0.duration.seconds }
    var isQuoted = false, isEscaped = false, depth = 0
    var bytes: [UInt8] = []
    for byte in expression.unwrapped.description.utf8 {
      if byte == UInt8(ascii: "\""), !isEscaped { isQuoted.toggle() }
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
      if !isQuoted, byte == UInt8(ascii: "]") { depth -= 1 }
      if depth == 0 { bytes.append(byte) }
      if !isQuoted, byte == UInt8(ascii: "[") { depth += 1 }
    }
    text = String(decoding: bytes, as: UTF8.self)
  }

  /// Whether both are the same value, whatever variables hold.
  package func isSame(as other: MeasuredValue) -> Bool {
    text == other.text && ranges.count == other.ranges.count
      && zip(ranges, other.ranges).allSatisfy { $0 == nil || $1 == nil || $0 == $1 }
  }
}
