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

/// Words with a meaning of their own, in any letter case, found by comparing two machine words.
enum Keywords {
  private struct Entry: Sendable {
    let low: UInt64
    let high: UInt64
    let kind: TokenKind
    var aggregator: Aggregator?
  }

  /// Index: the length of the word.
  private static let byLength: [[Entry]] = {
    var table = [[Entry]](repeating: [], count: 13)
    func add(_ kind: TokenKind, _ words: String..., aggregator: Aggregator? = nil) {
      for word in words {
        let bytes = Array(word.utf8)
        let (low, high) = bytes.withUnsafeBufferPointer { packed($0, 0, $0.count) }
        table[bytes.count].append(Entry(low: low, high: high, kind: kind, aggregator: aggregator))
      }
    }
    for aggregator in Aggregator.allCases { add(.aggregator, aggregator.rawValue, aggregator: aggregator) }
    add(.and, "and")
    add(.or, "or")
    add(.unless, "unless")
    add(.atan2, "atan2")
    add(.by, "by")
    add(.without, "without")
    add(.on, "on")
    add(.ignoring, "ignoring")
    add(.groupLeft, "group_left")
    add(.groupRight, "group_right")
    add(.fill, "fill")
    add(.fillLeft, "fill_left")
    add(.fillRight, "fill_right")
    add(.bool, "bool")
    add(.offset, "offset")
    add(.anchored, "anchored")
    add(.smoothed, "smoothed")
    add(.start, "start")
    add(.end, "end")
    add(.step, "step")
    add(.range, "range")
    add(.maxOf, "max_of")
    add(.minOf, "min_of")
    add(.number, "inf", "nan")
    return table
  }()

  /// The keyword in `bytes[start..<end]`, if it is one.
  static func kind(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> TokenKind? {
    entry(bytes, start, end)?.kind
  }

  /// The aggregation that the keyword in `bytes[start..<end]` names.
  static func aggregator(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Aggregator? {
    entry(bytes, start, end)?.aggregator
  }

  private static func entry(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Entry? {
    let length = end - start
    guard length < 13 else { return nil }
    let entries = byLength[length]
    if entries.isEmpty { return nil }
    let (low, high) = packed(bytes, start, end)
    for entry in entries where entry.low == low && entry.high == high { return entry }
    return nil
  }

  /// Up to 16 bytes in lower case. Identifiers hold no byte that setting bit 5 could turn into another one's.
  private static func packed(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> (UInt64, UInt64) {
    var low: UInt64 = 0
    var high: UInt64 = 0
    for i in start..<end {
      let byte = UInt64(bytes[i] | 0x20)
      if i - start < 8 { low |= byte << (8 * UInt64(i - start)) } else { high |= byte << (8 * UInt64(i - start - 8)) }
    }
    return (low, high)
  }
}
