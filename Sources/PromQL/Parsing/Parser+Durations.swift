/// Durations: a literal, or arithmetic over literals, `step()`, `range()`, `min_of` and `max_of`.
extension Parser {
  /// The duration after `offset`. It ends after one operand, so that `x offset 5m + y` adds `y`; arithmetic needs
  /// parentheses. The corners (a second operand after parentheses, but not after signed ones) are those of Prometheus' grammar.
  mutating func parseOffsetDuration() throws(Abort) -> DurationExpr {
    let place = "offset"
    durationOperators = 0
    switch token.kind {
    case .number, .duration, .placeholder, .step, .range, .maxOf, .minOf:
      return try parseDurationOperand(in: place)
    case .add, .subtract:
      let sign = token
      let next = lexer.peek().kind
      if next == .add || next == .subtract { return try parseDuration(0, in: place) }
      advance()
      if token.kind == .leftParenthesis {
        // The sign makes the parentheses part of the modifier itself: no feature is needed for them alone.
        return apply(sign, to: try parseParenthesizedDuration(in: place, isFree: true))
      }
      return apply(sign, to: try parseDurationOperand(in: place))
    default:
      return try parseDuration(0, in: place)
    }
  }

  mutating func parseDuration(_ minimumPrecedence: Int, in place: String) throws(Abort) -> DurationExpr {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else {
      throw fail("the expression is nested more than \(Self.maximumDepth) levels deep", token.range)
    }
    var lhs: DurationExpr
    if token.kind == .add || token.kind == .subtract {
      let sign = token
      advance()
      lhs = apply(sign, to: try parseDuration(BinaryOperator.power.precedence, in: place))
    } else {
      lhs = try parseDurationOperand(in: place)
    }
    while let op = BinaryOperator(token.kind), op.isArithmetic, op != .atan2, op.precedence >= minimumPrecedence {
      let opRange = token.range
      advance()
      let rhs = try parseDuration(op.isRightAssociative ? op.precedence : op.precedence + 1, in: place)
      let range = lhs.range.lowerBound..<rhs.range.upperBound
      need(.durationExpressions, "arithmetic with durations", range)
      if op == .divide || op == .modulo, rhs.literal?.value == 0 {
        report("division by zero", opRange.lowerBound..<range.upperBound)
      }
      lhs = DurationExpr(kind: .binary(op, lhs, rhs), range: range)
      durationOperators += 1
      guard durationOperators <= Self.maximumDepth else {
        throw fail("the duration has more than \(Self.maximumDepth) operators", opRange)
      }
    }
    return lhs
  }

  private mutating func parseDurationOperand(in place: String) throws(Abort) -> DurationExpr {
    let first = token
    switch first.kind {
    case .number, .duration, .placeholder:
      let number = try parseNumber()
      // Prometheus counts nanoseconds in 64 bits, and does not see that NaN is none of them.
      if number.placeholder == nil, abs(number.value) > 0x1p63 / 1e9 {
        report("the duration is out of range", number.range)
      }
      return DurationExpr(kind: .literal(number), range: number.range)
    case .step, .range:
      advance()
      let opening = token
      guard accept(.leftParenthesis) else { throw unexpected(in: place, expected: "\"()\"") }
      try close(opening)
      let range = first.start..<previousEnd
      need(.durationExpressions, first.kind == .step ? "step()" : "range()", range)
      return DurationExpr(kind: first.kind == .step ? .step : .range, range: range)
    case .maxOf, .minOf:
      advance()
      let opening = token
      guard accept(.leftParenthesis) else { throw unexpected(in: place, expected: "\"(\"") }
      let a = try parseDuration(0, in: place)
      guard accept(.comma) else { throw unexpected(in: place, expected: "\",\"") }
      let b = try parseDuration(0, in: place)
      try close(opening)
      let range = first.start..<previousEnd
      need(.durationExpressions, first.kind == .maxOf ? "max_of" : "min_of", range)
      return DurationExpr(kind: first.kind == .maxOf ? .maxOf(a, b) : .minOf(a, b), range: range)
    case .leftParenthesis:
      return try parseParenthesizedDuration(in: place, isFree: false)
    default:
      throw unexpected(in: place, expected: "a duration, a number of seconds, step() or range()")
    }
  }

  private mutating func parseParenthesizedDuration(in place: String, isFree: Bool) throws(Abort) -> DurationExpr {
    let opening = token
    advance()
    let inner = try parseDuration(0, in: place)
    try close(opening)
    let range = opening.start..<previousEnd
    if !isFree { need(.durationExpressions, "a duration in parentheses", range) }
    return DurationExpr(kind: .parenthesized(inner), range: range)
  }

  /// A sign before a literal belongs to it.
  private func apply(_ sign: Token, to operand: DurationExpr) -> DurationExpr {
    var operand = operand
    let range = sign.start..<operand.range.upperBound
    if case .literal(var number) = operand.kind, number.placeholder == nil {
      if sign.kind == .subtract { number.value.negate() }
      number.range = range
      return DurationExpr(kind: .literal(number), range: range)
    }
    if sign.kind == .subtract { return DurationExpr(kind: .negated(operand), range: range) }
    operand.range = range
    return operand
  }
}
