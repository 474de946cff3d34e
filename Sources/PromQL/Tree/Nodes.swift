/// `42`, `0x1F`, `Inf`, `5m` (a duration is a number of seconds), with a sign in front if one is written.
public struct NumberLiteral: Sendable {
  /// In seconds, where it is a duration.
  public var value: Double
  /// Written as a duration.
  public var isDuration: Bool
  /// `$name` as written, where a placeholder stands for the number; `value` is then NaN.
  public var placeholder: String?
  public var range: Range<Int>
}

/// `"text"`, its escapes resolved.
public struct StringLiteral: Sendable {
  /// Holds U+FFFD where escapes make bytes that are no UTF-8.
  public var value: String
  /// The bytes themselves in that case, for the printer.
  var brokenBytes: [UInt8]?
  public var range: Range<Int>
}

/// `name{matchers} @ t offset d`.
public struct VectorSelector: Sendable {
  /// The name in front of the braces. A name inside them is a matcher of `__name__`; see `metricName`.
  public var name: String?
  public var nameRange: Range<Int>?
  public var matchers: [LabelMatcher]
  /// Placeholders for further matchers.
  public var placeholders: [LabelReference] = []
  /// From `{` to `}`, if they are written.
  public var bracesRange: Range<Int>?
  public var timing = Timing()
  public var range: Range<Int>

  /// The one metric that the selector names, in front of the braces or by equality inside them.
  public var metricName: String? {
    name ?? matchers.first { $0.name == "__name__" && $0.operation == .equal && !$0.value.isEmpty }?.value
  }

  /// Where `metricName` is written.
  public var metricNameRange: Range<Int>? {
    nameRange ?? matchers.first { $0.name == "__name__" && $0.operation == .equal && !$0.value.isEmpty }?.valueRange
  }
}

/// `selector[5m]`. Offset and `@` of the whole are those of the selector.
public struct RangeSelector: Sendable {
  public var selector: VectorSelector
  public var duration: DurationExpr
  public var range: Range<Int>
}

/// `expression[1h:5m]`.
public struct Subquery: Sendable {
  public var operand: Expr
  public var duration: DurationExpr
  /// Without a step the global evaluation interval counts.
  public var step: DurationExpr?
  public var timing = Timing()
  public var range: Range<Int>
}

/// When a selector or a subquery looks.
public struct Timing: Sendable {
  /// `offset 5m`, negative to look ahead.
  public var offset: DurationExpr?
  /// `@`, a fixed time.
  public var at: AtModifier?
  /// `anchored` or `smoothed`.
  public var rangeExtension: RangeExtension?

  public init() {}

  /// Has an offset that Prometheus counts as one: zero is none.
  var isShifted: Bool { offset != nil && offset?.literal?.value != 0 }
}

/// `@ 1609746000`, `@ start()`, `@ end()`.
public indirect enum AtModifier: Sendable {
  /// Seconds since the epoch.
  case timestamp(NumberLiteral)
  case start
  case end
}

/// How a range selector treats samples at its borders.
public enum RangeExtension: String, Sendable {
  case anchored, smoothed
}

/// `sum by (job) (…)`, `topk(3, …)`.
public struct Aggregation: Sendable {
  public var aggregator: Aggregator
  public var parameter: Expr?
  public var operand: Expr
  public var grouping: Grouping?
  public var range: Range<Int>
}

/// `by (a, b)` or `without (a, b)`.
public struct Grouping: Sendable {
  public var isWithout: Bool
  public var labels: [LabelReference]
  public var range: Range<Int>
}

/// A label named in a list.
public struct LabelReference: Sendable {
  public var name: String
  /// The name as written, quotes included.
  public var range: Range<Int>
  /// A placeholder stands for the label; `name` is then `$name` as written.
  public var isPlaceholder = false
}

/// `rate(x[5m])`.
public struct Call: Sendable {
  public var function: Function
  public var nameRange: Range<Int>
  public var arguments: [Expr]
  public var range: Range<Int>
}

/// `a / on (job) group_left b`.
public struct BinaryOperation: Sendable {
  public var op: BinaryOperator
  public var opRange: Range<Int>
  /// `== bool`: 0 or 1 instead of a filter.
  public var returnsBool: Bool
  public var matching: VectorMatching?
  public var lhs: Expr
  public var rhs: Expr

  public var range: Range<Int> { lhs.range.lowerBound..<rhs.range.upperBound }

  /// A comparison that filters: no `bool`.
  public var isFilter: Bool { op.isComparison && !returnsBool }
}

/// `on (…)`, `ignoring (…)`, `group_left (…)`, `group_right (…)` and `fill (…)` after an operator.
public struct VectorMatching: Sendable {
  /// How many series of a side find one of the other.
  public enum Cardinality: Sendable { case oneToOne, manyToOne, oneToMany }

  /// `on`, not `ignoring`.
  public var isOn = false
  public var labels: [LabelReference] = []
  /// `group_left` is many-to-one, `group_right` one-to-many.
  public var cardinality = Cardinality.oneToOne
  /// The labels in `group_left (…)`.
  public var include: [LabelReference] = []
  /// What a series missing on the left counts as.
  public var fillLeft: Double?
  /// What a series missing on the right counts as.
  public var fillRight: Double?
  public var range: Range<Int>
}

/// `-x`.
public struct UnaryOperation: Sendable {
  public var isNegation: Bool
  public var operand: Expr
  public var range: Range<Int>
}

/// `(x)`.
public struct Parenthesized: Sendable {
  public var inner: Expr
  public var range: Range<Int>
}
