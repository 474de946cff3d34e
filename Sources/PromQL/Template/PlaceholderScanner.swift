/// Finds the placeholders of a template among its tokens, and what surrounds them.
struct PlaceholderScanner {
  private(set) var placeholders: [ExpressionTemplate.Placeholder] = []
  private(set) var errors: [PromQLError] = []

  init(_ text: String) {
    var text = text
    text.withUTF8 { scan($0) }
  }

  private mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) {
    var lexer = Lexer(bytes, placeholders: true)
    // Two tokens back, one back, the current one and the next.
    var previous = Token(kind: .endOfInput, start: 0, end: 0)
    var beforePrevious = previous
    var token = lexer.next()
    while token.kind != .endOfInput, token.kind != .invalid {
      let isSigned = previous.kind == .add || previous.kind == .subtract
      let isOffset = previous.kind == .offset || (isSigned && beforePrevious.kind == .offset)
      let position: ExpressionTemplate.Position =
        lexer.insideBraces ? .matchers : lexer.insideBrackets || isOffset ? .duration : .operand
      let next = lexer.next()
      if token.kind == .placeholder {
        // After `offset` the sign belongs to the modifier, whatever operator follows it.
        add(token, position, previous, next, isBase: next.kind == .power && !isOffset, lexer)
      }
      (beforePrevious, previous, token) = (previous, token, next)
    }
    if token.kind == .invalid, let failure = lexer.failure { errors.append(failure) }
  }

  private mutating func add(
    _ token: Token, _ position: ExpressionTemplate.Position, _ previous: Token, _ next: Token, isBase: Bool,
    _ lexer: Lexer
  ) {
    let name = lexer.placeholderName(token.range)
    guard !(previous.isWord && previous.end == token.start), !(next.isWord && next.start == token.end) else {
      errors.append(PromQLError("\"\(name)\" must stand for a whole token, but something is joined to it", token.range))
      return
    }
    var placeholder = ExpressionTemplate.Placeholder(name: name, range: token.range, position: position)
    placeholder.isBase = isBase
    if position == .matchers {
      guard previous.kind == .leftBrace || previous.kind == .comma, next.kind == .rightBrace || next.kind == .comma
      else {
        errors.append(
          PromQLError("in braces \"\(name)\" stands for whole matchers, between \"{\", \",\" and \"}\"", token.range))
        return
      }
      placeholder.neighbours = neighbours(token, previous, next, lexer.bytes)
    }
    placeholders.append(placeholder)
  }

  private func neighbours(
    _ token: Token, _ previous: Token, _ next: Token, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> ExpressionTemplate.Neighbours {
    var result = ExpressionTemplate.Neighbours()
    if next.kind == .comma {
      var end = next.end
      while end < bytes.count, ASCII.isSpace(bytes[end]) { end += 1 }
      result.endOfCommaAfter = end
    } else if previous.kind == .comma {
      result.followsLastComma = bytes[previous.end..<token.start].allSatisfy(ASCII.isSpace)
    }
    return result
  }
}

extension Token {
  /// Text that would run together with a word put beside it.
  fileprivate var isWord: Bool {
    switch kind {
    case .identifier, .metricIdentifier, .number, .duration, .placeholder: true
    default: kind.isKeyword
    }
  }
}
