/// The binary operators.
public enum BinaryOperator: String, Sendable, CaseIterable {
  case or, and, unless
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  /// Cuts the upper buckets off a native histogram.
  case trimUpper = "</"
  /// Cuts the lower buckets off a native histogram.
  case trimLower = ">/"
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case modulo = "%"
  case atan2
  case power = "^"

  /// Higher binds tighter.
  public var precedence: Int {
    switch self {
    case .or: 1
    case .and, .unless: 2
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .trimUpper, .trimLower: 3
    case .add, .subtract: 4
    case .multiply, .divide, .modulo, .atan2: 5
    case .power: 6
    }
  }

  /// Whether `a ^ b ^ c` is `a ^ (b ^ c)`.
  public var isRightAssociative: Bool { self == .power }

  /// Whether it filters, or gives 0 and 1 with `bool`.
  public var isComparison: Bool {
    switch self {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
    default: false
    }
  }

  /// Whether it computes a new value.
  public var isArithmetic: Bool {
    switch self {
    case .add, .subtract, .multiply, .divide, .modulo, .power, .atan2: true
    default: false
    }
  }

  /// Whether it combines whole series: `and`, `or`, `unless`.
  public var isSet: Bool { self == .and || self == .or || self == .unless }

  init?(_ kind: TokenKind) {
    switch kind {
    case .or: self = .or
    case .and: self = .and
    case .unless: self = .unless
    case .equal: self = .equal
    case .notEqual: self = .notEqual
    case .less: self = .less
    case .lessOrEqual: self = .lessOrEqual
    case .greater: self = .greater
    case .greaterOrEqual: self = .greaterOrEqual
    case .trimUpper: self = .trimUpper
    case .trimLower: self = .trimLower
    case .add: self = .add
    case .subtract: self = .subtract
    case .multiply: self = .multiply
    case .divide: self = .divide
    case .modulo: self = .modulo
    case .atan2: self = .atan2
    case .power: self = .power
    default: return nil
    }
  }
}

/// The aggregation operators.
public enum Aggregator: String, Sendable, CaseIterable {
  case sum, avg, count, min, max, group, stddev, stdvar, topk, bottomk, quantile, limitk
  case countValues = "count_values"
  case limitRatio = "limit_ratio"

  /// The type of the parameter that stands before the vector, nil where there is none.
  public var parameterType: ValueType? {
    switch self {
    case .topk, .bottomk, .quantile, .limitk, .limitRatio: .scalar
    case .countValues: .string
    default: nil
    }
  }

  /// Needs `promql-experimental-functions`.
  public var isExperimental: Bool { self == .limitk || self == .limitRatio }

  /// Keeps the series (a selection of them) with all their labels instead of making one of each group.
  public var selectsSeries: Bool {
    switch self {
    case .topk, .bottomk, .limitk, .limitRatio: true
    default: false
    }
  }
}
