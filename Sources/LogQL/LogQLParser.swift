import RE2

/// Reads queries as <https://github.com/grafana/loki/blob/v3.7.6/pkg/logql/syntax/syntax.y> does, the experimental `variants` aside.
struct LogQLParser {
  private let tokens: [Token]
  private var place = 0
  var selections: [LogSelection] = []
  /// The operator that is applied last in what was read last.
  private(set) var root: String?

  init(_ text: String) throws(LogQLError) { tokens = try Lexer.tokens(of: text) }

  var variables: [(text: String, range: Range<Int>)] {
    tokens.filter { $0.kind == .variable }.map { ($0.text.filter { !"${}".contains($0) }, $0.range) }
  }

  // MARK: Tables

  /// By what they are made of: lines, or a label that `unwrap` names.
  private static let ofLines: Set<String> = [
    "rate", "count_over_time", "bytes_rate", "bytes_over_time", "absent_over_time",
  ]
  private static let ofValues: Set<String> = [
    "rate", "rate_counter", "avg_over_time", "sum_over_time", "min_over_time", "max_over_time", "stdvar_over_time",
    "stddev_over_time", "quantile_over_time", "first_over_time", "last_over_time", "absent_over_time",
  ]
  private static let aggregators: Set<String> = [
    "sum", "avg", "max", "min", "count", "stddev", "stdvar", "topk", "bottomk", "approx_topk", "sort", "sort_desc",
  ]
  /// Those with a number before what they work on.
  private static let withNumber: Set<String> = ["quantile_over_time", "topk", "bottomk", "approx_topk"]
  private static let precedences: [String: Int] = [
    "or": 1, "and": 2, "unless": 2, "==": 3, "!=": 3, ">": 3, ">=": 3, "<": 3, "<=": 3, "+": 4, "-": 4, "*": 5, "/": 5,
    "%": 5, "^": 6,
  ]

  static func binds(_ op: String, looserThan other: String) -> Bool {
    precedences[op, default: 0] < precedences[other, default: 0]
  }

  // MARK: Tokens

  var current: Token { tokens[place] }

  mutating func advance() -> Token {
    defer { if place < tokens.count - 1 { place += 1 } }
    return tokens[place]
  }

  mutating func take(_ text: String) -> Bool {
    guard current.keyword == text else { return false }
    _ = advance()
    return true
  }

  mutating func expect(_ text: String) throws(LogQLError) {
    guard take(text) else { throw unexpected("`\(text)`") }
  }

  mutating func word(_ what: String) throws(LogQLError) -> Token {
    guard current.kind == .word else { throw unexpected(what) }
    return advance()
  }

  mutating func string() throws(LogQLError) -> (text: String, range: Range<Int>) {
    guard case .string(let text) = current.kind else { throw unexpected("a string") }
    return (text, advance().range)
  }

  func unexpected(_ expected: String) -> LogQLError {
    let found = current.kind == .end ? "the end" : "`\(current.text)`"
    return LogQLError("expected \(expected), found \(found)", current.range)
  }

  // MARK: Expressions

  mutating func query() throws(LogQLError) -> LogQuery.Kind {
    let kind = try expression(0)
    guard current.kind == .end else { throw unexpected("an operator or the end") }
    return kind
  }

  private mutating func expression(_ minimum: Int) throws(LogQLError) -> LogQuery.Kind {
    let start = current.range.lowerBound
    var left = try operand()
    var last: String?
    while let keyword = current.keyword, let precedence = Self.precedences[keyword],
      precedence > minimum || precedence == 6 && minimum == 6
    {
      try numbers(left, start)
      _ = advance()
      try modifiers()
      let next = current.range.lowerBound
      let right = try expression(keyword == "^" ? precedence - 1 : precedence)
      try numbers(right, next)
      left = left == .number && right == .number ? .number : .numbers
      last = keyword
    }
    root = last
    return left
  }

  /// Lines are no operand.
  private func numbers(_ kind: LogQuery.Kind, _ start: Int) throws(LogQLError) {
    if kind == .lines {
      throw LogQLError(
        "lines are no numbers; count them first, `count_over_time(… [5m])`", start..<current.range.lowerBound)
    }
  }

  private mutating func modifiers() throws(LogQLError) {
    _ = take("bool")
    guard take("on") || take("ignoring") else { return }
    try names()
    if take("group_left") || take("group_right"), current.text == "(" { try names() }
  }

  private mutating func operand() throws(LogQLError) -> LogQuery.Kind {
    let token = current
    switch token.kind {
    case .number, .variable:
      _ = advance()
      return .number
    case .sign where token.text == "-" || token.text == "+":
      _ = advance()
      guard try operand() == .number else { throw LogQLError("only a number has a sign", token.range) }
      return .number
    case .sign where token.text == "(":
      _ = advance()
      let kind = try expression(0)
      try expect(")")
      return kind
    case .sign where token.text == "{":
      _ = try selection()
      return .lines
    case .word: return try call(advance())
    default: throw unexpected("a selector, a function or a number")
    }
  }

  private mutating func call(_ function: Token) throws(LogQLError) -> LogQuery.Kind {
    switch function.keyword {
    case "vector":
      try expect("(")
      guard try operand() == .number else { throw unexpected("a number") }
      try expect(")")
    case "label_replace":
      try expect("(")
      _ = try expression(0)
      for _ in 0..<4 {
        try expect(",")
        _ = try string()
      }
      try expect(")")
    case let name? where Self.ofLines.contains(name) || Self.ofValues.contains(name):
      try expect("(")
      try number(of: function)
      try logRange(of: function)
      try expect(")")
      try grouping()
    case let name? where Self.aggregators.contains(name):
      try grouping()
      try expect("(")
      try number(of: function)
      let start = current.range.lowerBound
      let kind = try expression(0)
      try numbers(kind, start)
      try expect(")")
      try grouping()
    default: throw LogQLError("Loki has no function `\(function.text)`", function.range)
    }
    return .numbers
  }

  private mutating func number(of function: Token) throws(LogQLError) {
    guard Self.withNumber.contains(function.keyword ?? "") else { return }
    guard current.kind == .number || current.kind == .variable else { throw unexpected("a number") }
    _ = advance()
    try expect(",")
  }

  private mutating func grouping() throws(LogQLError) {
    if take("by") || take("without") { try names() }
  }

  mutating func names() throws(LogQLError) {
    try expect("(")
    while current.text != ")" {
      _ = try word("a label")
      guard take(",") else { break }
    }
    try expect(")")
  }

  // MARK: Lines

  /// Lines over a range of time; that may stand before or after the stages.
  private mutating func logRange(of function: Token) throws(LogQLError) {
    let isNested = take("(")
    var hasRange = false
    let unwraps = try selection { parser throws(LogQLError) in
      guard parser.current.text == "[" else { return }
      if hasRange { throw parser.unexpected("`)`") }
      try parser.range()
      hasRange = true
    }
    if isNested {
      try expect(")")
      if !hasRange { try range() }
    } else if !hasRange {
      throw unexpected("a range, `[5m]`")
    }
    let name = function.keyword ?? ""
    if unwraps, !Self.ofValues.contains(name) {
      throw LogQLError("`\(function.text)` counts lines, and these are unwrapped", function.range)
    }
    if !unwraps, !Self.ofLines.contains(name) {
      throw LogQLError("`\(function.text)` needs values: `| unwrap LABEL` is missing", function.range)
    }
  }

  private mutating func range() throws(LogQLError) {
    try expect("[")
    if current.text == "-" { throw unexpected("a duration") }
    try duration()
    try expect("]")
    if take("offset") {
      try duration()
    }
  }

  private mutating func duration() throws(LogQLError) {
    _ = take("-")
    guard current.kind == .duration || current.kind == .variable else { throw unexpected("a duration") }
    _ = advance()
  }

  /// A selector and its stages.
  ///
  /// - Parameter between: reads what else may stand before and after the stages.
  /// - Returns: whether a label is unwrapped.
  private mutating func selection(
    _ between: (inout LogQLParser) throws(LogQLError) -> Void = { _ throws(LogQLError) in }
  ) throws(LogQLError) -> Bool {
    let start = current.range.lowerBound
    try matchers()
    try between(&self)
    var selection = LogSelection(range: start..<start)
    while let stage = try stage() { selection.stages.append(stage) }
    selection.range = start..<max(tokens[place - 1].range.upperBound, start)
    selections.append(selection)
    try between(&self)
    return selection.stages.contains { if case .unwrap = $0 { true } else { false } }
  }

  /// One of them must ask for something: `errEmptyMatchers` in <https://github.com/grafana/loki/blob/v3.7.6/pkg/logql/syntax/ast.go>.
  private mutating func matchers() throws(LogQLError) {
    let open = current.range
    try expect("{")
    var isEmpty = true
    while current.text != "}" {
      // What it stands for is not known yet.
      if current.kind == .variable {
        _ = advance()
        isEmpty = false
        guard take(",") else { break }
        continue
      }
      _ = try word("a label")
      guard ["=", "!=", "=~", "!~"].contains(current.text) else { throw unexpected("`=`, `!=`, `=~` or `!~`") }
      let op = advance().text
      let value = try string()
      let pattern = op.hasSuffix("~") ? try Self.pattern(value, .prometheus) : nil
      let takesEmpty = (pattern.map { $0.matches("") } ?? value.text.isEmpty) == op.hasPrefix("=")
      if op.hasPrefix("="), !takesEmpty { isEmpty = false }
      guard take(",") else { break }
    }
    try expect("}")
    if isEmpty {
      throw LogQLError(
        "nothing is selected by: one matcher must ask for a value that is not empty",
        open.lowerBound..<tokens[place - 1].range.upperBound)
    }
  }

  static func pattern(_ text: (text: String, range: Range<Int>), _ dialect: Pattern.Dialect) throws(LogQLError)
    -> Pattern
  {
    do throws(PatternError) { return try Pattern(text.text, dialect: dialect) } catch {
      throw LogQLError("`\(text.text)` is no regular expression: \(error.message)", text.range)
    }
  }
}
