/// `42`, `0x1F`, `Inf`, `5m` (a duration is a number of seconds), with a sign in front if one is written.
public struct NumberLiteral: Sendable {
  /// In seconds, where it is a duration.
  public var value: Double
  /// Written as a duration.
  public var isDuration: Bool
  /// `$name` as written, where a placeholder stands for the number; `value` is then NaN.
  public var placeholder: String?
  /// With its sign, as UTF-8 byte offsets.
  public var range: Range<Int>

  package init(value: Double, isDuration: Bool, placeholder: String? = nil, range: Range<Int>) {
    (self.value, self.isDuration, self.placeholder, self.range) = (value, isDuration, placeholder, range)
  }

  package init(placeholder: String, range: Range<Int>) {
    self.init(value: .nan, isDuration: false, placeholder: placeholder, range: range)
  }
}

/// `"text"`, its escapes resolved.
public struct StringLiteral: Sendable {
  /// Holds U+FFFD where escapes make bytes that are no UTF-8.
  public var value: String
  /// The bytes themselves in that case, for the printer.
  var brokenBytes: [UInt8]?
  /// With its quotes, as UTF-8 byte offsets.
  public var range: Range<Int>
}

/// `name{matchers} @ t offset d`.
///
/// A class, as are all nodes of many parts: whoever walks the tree takes hold of each, and not of all that is in it.
public final class VectorSelector: Sendable {
  /// The name in front of the braces. A name inside them is a matcher of `__name__`; see `metricName`.
  public let name: String?
  /// Where `name` is written, as UTF-8 byte offsets.
  public let nameRange: Range<Int>?
  /// In braces, in the order in which they are written.
  public let matchers: [LabelMatcher]
  /// Placeholders for further matchers.
  public let placeholders: [LabelReference]
  /// From `{` to `}`, if they are written.
  public let bracesRange: Range<Int>?
  /// Offset, `@`, `anchored` and `smoothed`.
  public let timing: Timing
  /// With braces and modifiers, as UTF-8 byte offsets.
  public let range: Range<Int>

  init(
    name: String?, nameRange: Range<Int>?, matchers: [LabelMatcher] = [], placeholders: [LabelReference] = [],
    bracesRange: Range<Int>? = nil, timing: Timing = Timing(), range: Range<Int>
  ) {
    self.name = name
    self.nameRange = nameRange
    self.matchers = matchers
    self.placeholders = placeholders
    self.bracesRange = bracesRange
    self.timing = timing
    self.range = range
  }

  /// The same at another time, as it is written from here to there.
  func with(_ timing: Timing, range: Range<Int>) -> VectorSelector {
    VectorSelector(
      name: name, nameRange: nameRange, matchers: matchers, placeholders: placeholders, bracesRange: bracesRange,
      timing: timing, range: range)
  }

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
public final class RangeSelector: Sendable {
  /// What the range is of; its modifiers hold for the whole.
  public let selector: VectorSelector
  /// How far back it reaches.
  public let duration: DurationExpr
  /// With brackets and modifiers, as UTF-8 byte offsets.
  public let range: Range<Int>

  init(selector: VectorSelector, duration: DurationExpr, range: Range<Int>) {
    self.selector = selector
    self.duration = duration
    self.range = range
  }
}

/// `expression[1h:5m]`.
public struct Subquery: Sendable {
  /// What is evaluated again and again.
  public var operand: Expr
  /// How far back it reaches.
  public var duration: DurationExpr
  /// Without a step the global evaluation interval counts.
  public var step: DurationExpr?
  /// Offset and `@` of the whole.
  public var timing = Timing()
  /// With brackets and modifiers, as UTF-8 byte offsets.
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

  /// No modifiers.
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
public final class Aggregation: Sendable {
  /// What is computed of each group.
  public let aggregator: Aggregator
  /// The `3` of `topk(3, …)`; nil where the aggregation takes none.
  public let parameter: Expr?
  /// The vector that is aggregated.
  public let operand: Expr
  /// nil where neither `by` nor `without` stands: everything becomes one group.
  public let grouping: Grouping?
  /// From the name to the last parenthesis, as UTF-8 byte offsets.
  public let range: Range<Int>
  /// Where the name is written.
  public var nameRange: Range<Int> { range.lowerBound..<range.lowerBound + aggregator.rawValue.utf8.count }

  package init(aggregator: Aggregator, parameter: Expr?, operand: Expr, grouping: Grouping?, range: Range<Int>) {
    self.aggregator = aggregator
    self.parameter = parameter
    self.operand = operand
    self.grouping = grouping
    self.range = range
  }
}

/// `by (a, b)` or `without (a, b)`.
public struct Grouping: Sendable {
  /// `without`, not `by`.
  public var isWithout: Bool
  /// In the order in which they are written, repetitions included.
  public var labels: [LabelReference]
  /// With its keyword, as UTF-8 byte offsets.
  public var range: Range<Int>

  package init(isWithout: Bool, labels: [LabelReference], range: Range<Int>) {
    (self.isWithout, self.labels, self.range) = (isWithout, labels, range)
  }
}

/// A label named in a list.
public struct LabelReference: Sendable {
  /// Without quotes, escapes resolved.
  public var name: String
  /// The name as written, quotes included.
  public var range: Range<Int>
  /// A placeholder stands for the label; `name` is then `$name` as written.
  public var isPlaceholder = false

  package init(name: String, range: Range<Int>, isPlaceholder: Bool = false) {
    (self.name, self.range, self.isPlaceholder) = (name, range, isPlaceholder)
  }
}

/// `rate(x[5m])`.
public final class Call: Sendable {
  /// What is called; where there is no such function, one with that name and no type.
  public let function: Function
  /// The name, as UTF-8 byte offsets.
  public let nameRange: Range<Int>
  /// In order; of a call with too many or too few, those that are written.
  public let arguments: [Expr]
  /// With name and parentheses, as UTF-8 byte offsets.
  public let range: Range<Int>

  package init(function: Function, nameRange: Range<Int>, arguments: [Expr], range: Range<Int>) {
    self.function = function
    self.nameRange = nameRange
    self.arguments = arguments
    self.range = range
  }
}

/// `a / on (job) group_left b`.
public final class BinaryOperation: Sendable {
  /// What is done with the two sides.
  public let op: BinaryOperator
  /// The operator alone, as UTF-8 byte offsets.
  public let opRange: Range<Int>
  /// `== bool`: 0 or 1 instead of a filter.
  public let returnsBool: Bool
  /// nil where series match on all of their labels.
  public let matching: VectorMatching?
  /// The left side.
  public let lhs: Expr
  /// The right side.
  public let rhs: Expr
  /// Something unknown stands for the operator, with what follows it as it may be; `op` is then made up.
  public let isPlaceholder: Bool
  /// Both sides and all between, as UTF-8 byte offsets.
  public let range: Range<Int>
  /// Of the result. Kept, as the range and the number are: who asks at each operator of a long chain would ask all below it each time.
  let type: ValueType
  /// The number that it is, where it is one whatever is stored.
  let constant: Double?

  package init(
    op: BinaryOperator, opRange: Range<Int>, returnsBool: Bool, matching: VectorMatching?, lhs: Expr, rhs: Expr,
    isPlaceholder: Bool = false
  ) {
    self.op = op
    self.opRange = opRange
    self.returnsBool = returnsBool
    self.matching = matching
    self.lhs = lhs
    self.rhs = rhs
    self.isPlaceholder = isPlaceholder
    range = lhs.range.lowerBound..<rhs.range.upperBound
    type = lhs.type == .scalar && rhs.type == .scalar ? .scalar : .vector
    constant = isPlaceholder ? nil : op.result(lhs.constant, rhs.constant, returnsBool: returnsBool)
  }

  /// A comparison that filters: no `bool`.
  public var isFilter: Bool { op.isComparison && !returnsBool }
}

/// `on (…)`, `ignoring (…)`, `group_left (…)`, `group_right (…)` and `fill (…)` after an operator.
public struct VectorMatching: Sendable {
  /// How many series of a side find one of the other.
  public enum Cardinality: Sendable { case oneToOne, manyToOne, oneToMany }

  /// `on`, not `ignoring`.
  public var isOn = false
  /// The labels of `on` or `ignoring`, in the order in which they are written.
  public var labels: [LabelReference] = []
  /// `group_left` is many-to-one, `group_right` one-to-many.
  public var cardinality = Cardinality.oneToOne
  /// The labels in `group_left (…)`.
  public var include: [LabelReference] = []
  /// What a series missing on the left counts as.
  public var fillLeft: Double?
  /// What a series missing on the right counts as.
  public var fillRight: Double?
  /// From the first keyword to the end, without `bool`, as UTF-8 byte offsets.
  public var range: Range<Int>
}

/// `-x`.
public struct UnaryOperation: Sendable {
  /// `-`, not `+`.
  public var isNegation: Bool
  /// What the sign stands before.
  public var operand: Expr
  /// With the sign, as UTF-8 byte offsets.
  public var range: Range<Int>
}

/// `(x)`.
public struct Parenthesized: Sendable {
  /// What stands in the parentheses.
  public var inner: Expr
  /// With the parentheses, as UTF-8 byte offsets.
  public var range: Range<Int>
}
