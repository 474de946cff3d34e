/// Reads the tokens of one action, from behind its `{{` to its `}}`.
struct ActionLexer {
  private let bytes: Bytes
  private(set) var position: Int

  init(_ bytes: Bytes, at position: Int) {
    self.bytes = bytes
    self.position = position
  }

  /// The next token; `.end` at `}}` or ` -}}`, which is not consumed.
  mutating func next() throws(AlertTemplateError) -> Token {
    let before = position
    while bytes.isSpace(at: position) { position += 1 }
    let spaced = position > before
    let start = position
    if bytes.starts(with: "}}", at: position) || (spaced && bytes.starts(with: "-}}", at: position)) {
      return Token(kind: .end, range: position..<position, spaced: spaced)
    }
    let kind = try kind()
    return Token(kind: kind, range: start..<position, spaced: spaced)
  }

  private mutating func kind() throws(AlertTemplateError) -> Token.Kind {
    let start = position
    guard let scalar = bytes.scalar(at: position) else { throw error("the action does not end", from: start) }
    position += scalar.utf8Width
    switch scalar {
    case "(": return .leftParenthesis
    case ")": return .rightParenthesis
    case "|": return .pipe
    case ",": return .comma
    case "=": return .assign
    case ":":
      guard bytes.starts(with: "=", at: position) else { throw error("expected “:=”", from: start) }
      position += 1
      return .declare
    case "\"", "'", "`":
      return try quoted(scalar, from: start)
    case "$":
      try name("variable", from: start)
      return .variable(bytes[start..<position])
    case "." where !(bytes.scalar(at: position).map { ("0"..."9").contains($0) } ?? false):
      try name("field", from: start)
      return position == start + 1 ? .dot : .field(bytes[start + 1..<position])
    case "+", "-", ".", "0"..."9":
      return try number(from: start)
    case _ where scalar.isGoNamePart:
      try name("name", from: start)
      return word(bytes[start..<position])
    default:
      throw error("unexpected “\(scalar)” in an action", from: start)
    }
  }

  /// The text of a token, for messages.
  func text(_ range: Range<Int>) -> String { bytes[range] }

  private func word(_ text: String) -> Token.Kind {
    switch text {
    case "true": .boolean(true)
    case "false": .boolean(false)
    case "nil": .null
    default: Keyword(rawValue: text).map(Token.Kind.keyword) ?? .identifier(text)
    }
  }

  /// Takes the rest of a name. Only white space, a further field or punctuation may follow it.
  private mutating func name(_ what: String, from start: Int) throws(AlertTemplateError) {
    while let scalar = bytes.scalar(at: position), scalar.isGoNamePart { position += scalar.utf8Width }
    guard let next = bytes.scalar(at: position), !bytes.isSpace(at: position), !".,|:)(}".unicodeScalars.contains(next)
    else { return }
    var help: String?
    if what == "field", next == "-" || next == "/" {
      help = "a key that is no name is read with index: index $labels \"key\""
    }
    if next == "=" { help = "put white space around “=”" }
    throw AlertTemplateError(
      .syntax, "unexpected “\(next)” after the \(what) “\(bytes[start..<position])”", help: help,
      at: position..<position + next.utf8Width)
  }

  private mutating func quoted(_ quote: Unicode.Scalar, from start: Int) throws(AlertTemplateError) -> Token.Kind {
    while let scalar = bytes.scalar(at: position) {
      if scalar == "\n", quote != "`" { break }
      position += scalar.utf8Width
      if scalar == "\\", quote != "`", let escaped = bytes.scalar(at: position), escaped != "\n" {
        position += escaped.utf8Width
      }
      guard scalar == quote else { continue }
      let body = start + 1..<position - 1
      if quote == "`" { return .string(bytes[body].filter { $0 != "\r" }) }
      let text = try GoLiteral.unquoted(bytes, body, quote: quote)
      guard quote == "'" else { return .string(text) }
      guard let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1 else {
        throw error("a character constant holds exactly one character", from: start)
      }
      return .integer(Int(scalar.value))
    }
    throw error(quote == "'" ? "unterminated character constant" : "unterminated string", from: start)
  }

  private mutating func number(from start: Int) throws(AlertTemplateError) -> Token.Kind {
    let hex =
      bytes.scalar(at: start) == "0" && (bytes.scalar(at: start + 1).map { "xX".unicodeScalars.contains($0) } ?? false)
    var previous: Unicode.Scalar = " "
    while let scalar = bytes.scalar(at: position) {
      let isSign = (scalar == "+" || scalar == "-") && (hex ? "pP" : "eE").unicodeScalars.contains(previous)
      guard scalar.isGoNamePart || scalar == "." || isSign else { break }
      previous = scalar
      position += scalar.utf8Width
    }
    if let sign = bytes.scalar(at: position), sign == "+" || sign == "-" {
      // A complex constant: the second part must be imaginary.
      position += 1
      guard try number(from: position) == .imaginary else {
        throw error("“\(bytes[start..<position])” is no number", from: start)
      }
      return .imaginary
    }
    guard let kind = GoLiteral.number(bytes[start..<position]) else {
      throw error("“\(bytes[start..<position])” is no number", from: start)
    }
    return kind
  }

  private func error(_ message: String, from start: Int) -> AlertTemplateError {
    AlertTemplateError(.syntax, message, at: start..<position)
  }
}
