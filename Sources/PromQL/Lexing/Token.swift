/// The kinds of token. Keywords double as metric and label names in many places; the parser decides which.
enum TokenKind: UInt8 {
  case endOfInput, invalid
  case identifier, metricIdentifier, number, duration, string, placeholder
  case leftParenthesis, rightParenthesis, leftBrace, rightBrace, leftBracket, rightBracket
  case comma, colon, at, assign, regexMatch, regexNotMatch
  case add, subtract, multiply, divide, modulo, power
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, trimUpper, trimLower
  case and, or, unless, atan2
  case aggregator
  case by, without, on, ignoring, groupLeft, groupRight, fill, fillLeft, fillRight, bool
  case offset, anchored, smoothed
  case start, end, step, range, maxOf, minOf

  /// Whether the word may name a metric where an operand stands.
  var canNameMetric: Bool {
    switch self {
    case .identifier, .metricIdentifier, .and, .or, .unless, .aggregator, .by, .without, .fill, .fillLeft,
      .fillRight, .offset, .anchored, .smoothed, .start, .end, .step, .range, .maxOf, .minOf:
      true
    default: false
    }
  }

  /// Whether the word may stand as a label in `by (…)`, `on (…)` and the like. `without` may not, as in Prometheus.
  var canNameGroupingLabel: Bool {
    switch self {
    case .atan2, .bool, .on, .ignoring, .groupLeft, .groupRight: true
    case .without: false
    default: canNameMetric
    }
  }

  /// Whether the word, followed by `(`, calls a function.
  var canNameFunction: Bool {
    switch self {
    case .identifier, .start, .end, .step, .range, .maxOf, .minOf: true
    default: false
    }
  }

  /// Whether a number may be read from it.
  var isNumeric: Bool { self == .number || self == .duration || self == .placeholder }

  var isKeyword: Bool { rawValue >= TokenKind.and.rawValue }
}

/// A token: its kind and its UTF-8 byte range. The text is read from the input only where it is needed.
struct Token {
  var kind: TokenKind
  var start: Int
  var end: Int

  var range: Range<Int> { start..<end }
}
