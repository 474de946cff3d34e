/// Numbers, durations, and everything that says when: brackets, `offset`, `@`, `anchored`, `smoothed`.
extension Parser {
  /// The number, duration or placeholder that stands here.
  mutating func parseNumber() throws(Abort) -> NumberLiteral {
    let literal = token
    advance()
    if literal.kind != .placeholder, let short = Literals.short(lexer.bytes, literal) {
      return NumberLiteral(value: short, isDuration: literal.kind == .duration, range: literal.range)
    }
    let text = lexer.text(literal.range)
    if literal.kind == .placeholder {
      return NumberLiteral(value: .nan, isDuration: false, placeholder: text, range: literal.range)
    }
    if literal.kind == .duration {
      switch Literals.duration(text) {
      case .success(let milliseconds):
        return NumberLiteral(value: Double(milliseconds) / 1000, isDuration: true, range: literal.range)
      case .failure(let problem): throw fail(problem.message, literal.range)
      }
    }
    guard let value = Literals.number(text) else { throw fail("\"\(text)\" is not a number", literal.range) }
    return NumberLiteral(value: value, isDuration: false, range: literal.range)
  }

  mutating func parseSignedNumber(in place: String, expected: String) throws(Abort) -> NumberLiteral {
    let start = token.start
    let isNegative = token.kind == .subtract
    if isNegative || token.kind == .add { advance() }
    guard token.kind.isNumeric else { throw unexpected(in: place, expected: expected) }
    var number = try parseNumber()
    if isNegative { number.value.negate() }
    number.range = start..<number.range.upperBound
    return number
  }

  // MARK: Brackets

  mutating func parseBrackets(_ operand: Expr) throws(Abort) -> Expr {
    let bracket = token.start
    advance()
    let duration = try parsePositiveDuration(in: "brackets")
    let start = operand.range.lowerBound
    if accept(.colon) {
      let step = token.kind == .rightBracket ? nil : try parsePositiveDuration(in: "the step of a subquery")
      guard accept(.rightBracket) else { throw unexpected(in: "a subquery", expected: "\"]\"") }
      try grow(bracket..<previousEnd)
      checker.checkSubquery(of: type, operand)
      type = .matrix
      return .subquery(Subquery(operand: operand, duration: duration, step: step, range: start..<previousEnd))
    }
    guard accept(.rightBracket) else { throw unexpected(in: "brackets", expected: "\":\" or \"]\"") }
    let range = bracket..<previousEnd
    guard case .selector(let selector) = operand else {
      throw fail(
        "a range needs a selector before it; for the values of an expression write a subquery, [range:step]", range)
    }
    type = .matrix
    if selector.timing.isShifted { report("offset stands after the range, not before it", range) }
    if selector.timing.at != nil { report("@ stands after the range, not before it", range) }
    return .rangeSelector(RangeSelector(selector: selector, duration: duration, range: start..<previousEnd))
  }

  private mutating func parsePositiveDuration(in place: String) throws(Abort) -> DurationExpr {
    durationOperators = 0
    let duration = try parseDuration(0, in: place)
    if let literal = duration.literal, literal.placeholder == nil, !(literal.value > 0) {
      report("the duration must be greater than 0", literal.range)
    }
    return duration
  }

  // MARK: Modifiers

  /// Changes the timing of a selector, a range selector or a subquery; anything else has none.
  private mutating func modify(
    _ expression: Expr, _ name: String, at range: Range<Int>, _ body: (inout Timing) -> String?
  ) -> Expr {
    var problem: String?
    var result = expression
    switch expression {
    case .selector(let node):
      var timing = node.timing
      problem = body(&timing)
      result = .selector(node.with(timing, range: node.range.lowerBound..<previousEnd))
    case .rangeSelector(let node):
      var timing = node.selector.timing
      problem = body(&timing)
      result = .rangeSelector(
        RangeSelector(
          selector: node.selector.with(timing, range: node.selector.range), duration: node.duration,
          range: node.range.lowerBound..<previousEnd))
    case .subquery(var node):
      problem = body(&node.timing)
      node.range = node.range.lowerBound..<previousEnd
      result = .subquery(node)
    default:
      report("\(name) must follow a selector or a subquery", expression.range.lowerBound..<range.upperBound)
    }
    if let problem { report(problem, range) }
    return result
  }

  mutating func parseOffset(_ expression: Expr) throws(Abort) -> Expr {
    let start = token.start
    advance()
    let offset = try parseOffsetDuration()
    return modify(expression, "offset", at: start..<previousEnd) { timing in
      if timing.isShifted { return "offset may stand once only" }
      timing.offset = offset
      return nil
    }
  }

  mutating func parseAt(_ expression: Expr) throws(Abort) -> Expr {
    let start = token.start
    advance()
    let at: AtModifier
    if token.kind == .start || token.kind == .end {
      at = token.kind == .start ? .start : .end
      advance()
      let opening = token
      guard accept(.leftParenthesis) else { throw unexpected(in: "@", expected: "\"()\"") }
      try close(opening)
    } else {
      let number = try parseSignedNumber(in: "@", expected: "a timestamp, start() or end()")
      // Prometheus counts milliseconds in 64 bits.
      if number.placeholder == nil, !(abs(number.value) < 0x1p63) {
        report("the timestamp is out of range", number.range)
      }
      at = .timestamp(number)
    }
    return modify(expression, "@", at: start..<previousEnd) { timing in
      if timing.at != nil { return "@ may stand once only" }
      timing.at = at
      return nil
    }
  }

  mutating func parseRangeExtension(_ expression: Expr) -> Expr {
    let keyword: RangeExtension = token.kind == .anchored ? .anchored : .smoothed
    let range = token.range
    advance()
    need(.extendedRangeSelectors, "the modifier \(keyword.rawValue)", range)
    if case .subquery = expression {
      report("\(keyword.rawValue) does not work on subqueries", range)
      return expression
    }
    return modify(expression, keyword.rawValue, at: range) { timing in
      if let other = timing.rangeExtension, other != keyword { return "anchored and smoothed exclude each other" }
      timing.rangeExtension = keyword
      return nil
    }
  }
}
