/// Operators, parentheses and the other signs.
extension Lexer {
  mutating func punctuationInsideBraces(_ start: Int, _ byte: UInt8) -> Token {
    let next = self.byte(start + 1)
    switch byte {
    case UInt8(ascii: ","): return emit(.comma, start, start + 1)
    case UInt8(ascii: "="):
      return next == UInt8(ascii: "~") ? emit(.regexMatch, start, start + 2) : emit(.assign, start, start + 1)
    case UInt8(ascii: "!") where next == UInt8(ascii: "~"): return emit(.regexNotMatch, start, start + 2)
    case UInt8(ascii: "!") where next == UInt8(ascii: "="): return emit(.notEqual, start, start + 2)
    case UInt8(ascii: "}"):
      insideBraces = false
      return emit(.rightBrace, start, start + 1)
    default: return unexpectedCharacter(start)
    }
  }

  mutating func punctuation(_ start: Int, _ byte: UInt8) -> Token {
    let next = self.byte(start + 1)
    if awaitsDuration {
      switch byte {
      case UInt8(ascii: "]"), UInt8(ascii: ":"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "+"),
        UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "%"), UInt8(ascii: "^"),
        UInt8(ascii: ","):
        break
      default: return unexpectedCharacter(start)
      }
    }
    switch byte {
    case UInt8(ascii: ","): return emit(.comma, start, start + 1)
    case UInt8(ascii: "("): return emit(.leftParenthesis, start, start + 1)
    case UInt8(ascii: ")"): return emit(.rightParenthesis, start, start + 1)
    case UInt8(ascii: "+"): return emit(.add, start, start + 1)
    case UInt8(ascii: "-"): return emit(.subtract, start, start + 1)
    case UInt8(ascii: "*"): return emit(.multiply, start, start + 1)
    case UInt8(ascii: "/"): return emit(.divide, start, start + 1)
    case UInt8(ascii: "%"): return emit(.modulo, start, start + 1)
    case UInt8(ascii: "^"): return emit(.power, start, start + 1)
    case UInt8(ascii: "@"): return emit(.at, start, start + 1)
    case UInt8(ascii: "{"):
      insideBraces = true
      return emit(.leftBrace, start, start + 1)
    case UInt8(ascii: "["):
      if insideBrackets { return unexpectedCharacter(start) }
      insideBrackets = true
      awaitsDuration = true
      sawColon = false
      return emit(.leftBracket, start, start + 1)
    case UInt8(ascii: "]"):
      if !insideBrackets { return unexpectedCharacter(start) }
      insideBrackets = false
      awaitsDuration = false
      return emit(.rightBracket, start, start + 1)
    case UInt8(ascii: ":"): return colon(start)
    case UInt8(ascii: "="):
      if next == UInt8(ascii: "=") { return emit(.equal, start, start + 2) }
      if next == UInt8(ascii: "~") {
        return fail("\"=~\" compares labels and stands inside braces only", start..<(start + 2))
      }
      return emit(.assign, start, start + 1)
    case UInt8(ascii: "!"):
      if next == UInt8(ascii: "=") { return emit(.notEqual, start, start + 2) }
      if next == UInt8(ascii: "~") {
        return fail("\"!~\" compares labels and stands inside braces only", start..<(start + 2))
      }
      return fail("unexpected character \"!\", expected \"!=\"", start..<(start + 1))
    case UInt8(ascii: "<"):
      if next == UInt8(ascii: "=") { return emit(.lessOrEqual, start, start + 2) }
      if next == UInt8(ascii: "/") { return emit(.trimUpper, start, start + 2) }
      return emit(.less, start, start + 1)
    case UInt8(ascii: ">"):
      if next == UInt8(ascii: "=") { return emit(.greaterOrEqual, start, start + 2) }
      if next == UInt8(ascii: "/") { return emit(.trimLower, start, start + 2) }
      return emit(.greater, start, start + 1)
    default: return unexpectedCharacter(start)
    }
  }

  private mutating func colon(_ start: Int) -> Token {
    guard insideBrackets else {
      // A metric name may begin with a colon.
      var end = start + 1
      while ASCII.isNamePart(byte(end)) || byte(end) == UInt8(ascii: ":") { end += 1 }
      return emit(.metricIdentifier, start, end)
    }
    if sawColon { return fail("a subquery has one \":\" only", start..<(start + 1)) }
    if awaitsDuration, !sawDuration { return fail("unexpected \":\" before a duration", start..<(start + 1)) }
    sawColon = true
    return emit(.colon, start, start + 1)
  }
}
