/// An expression with placeholders: `sum(rate(errors_total{$target}[$window])) > $threshold`.
///
/// A placeholder, `$name` or `${name}`, stands where a token stands, so that nothing can be pasted across token
/// borders. Inside strings and comments `$` means nothing (`label_replace(…, "$1", …)`). What is not a placeholder
/// stays as it is written, byte for byte.
public struct ExpressionTemplate: Sendable {
  /// What a placeholder stands for, told by where it stands.
  public enum Position: Sendable, Equatable {
    /// Inside braces: a list of matchers.
    case matchers
    /// Inside brackets or after `offset`: a duration, or a number of seconds.
    case duration
    /// Anywhere else: a number, or a duration as one.
    case operand
  }

  /// A `$name` in the text.
  public struct Placeholder: Sendable {
    /// Without `$` and braces.
    public var name: String
    /// From `$` to the last byte, in the text of the template.
    public var range: Range<Int>
    /// What the place allows to be put there.
    public var position: Position

    /// Where the list around it stands, for `.matchers`.
    var neighbours = Neighbours()
    /// `^` follows: a negative number needs parentheses.
    var isBase = false
  }

  /// The text as it was given.
  public let text: String
  /// In the order of the text.
  public let placeholders: [Placeholder]
  /// Placeholders that are malformed or stand where none can.
  public let errors: [PromQLError]

  /// Reads a template; what is wrong with it, `validated` says.
  public init(_ text: String) {
    self.text = text
    let scanner = PlaceholderScanner(text)
    placeholders = scanner.placeholders
    errors = scanner.errors
  }

  /// The commas beside a placeholder in braces; they go when nothing is put in its place.
  struct Neighbours: Sendable {
    /// The end of the comma after and of the blanks behind it.
    var endOfCommaAfter: Int?
    /// `}` follows, and a comma precedes with nothing but blanks between.
    var followsLastComma = false
  }
}

/// What to put in the place of a placeholder.
public enum Substitution: Sendable {
  /// A list of matchers, which may be empty; in braces only.
  case matchers([LabelMatcher])
  /// A number as PromQL writes it, sign included.
  case number(String)
  /// A duration as PromQL writes it, sign included.
  case duration(String)
  /// The placeholder itself, for variables that another program fills in (`$__rate_interval`).
  case asWritten
}

/// Everything that keeps a template from becoming an expression, by position in the template.
public struct TemplateError: Error, Sendable {
  /// At least one, by position in the template.
  public let errors: [PromQLError]
}

extension ExpressionTemplate {
  /// The text with every placeholder replaced by what `lookup` gives for its name; nil means an unknown name.
  public func instantiate(_ lookup: (String) -> Substitution?) throws(TemplateError) -> String {
    var problems = errors
    let source = Array(text.utf8)
    var output: [UInt8] = []
    var copied = 0
    for placeholder in placeholders {
      if copied < placeholder.range.lowerBound { output += source[copied..<placeholder.range.lowerBound] }
      copied = placeholder.range.upperBound
      switch replacement(placeholder, lookup) {
      case .failure(let error): problems.append(error)
      case .success(let text?): output += text.utf8
      case .success(nil):
        // Nothing in its place: a comma beside it goes as well.
        if let end = placeholder.neighbours.endOfCommaAfter {
          copied = end
        } else if placeholder.neighbours.followsLastComma {
          while let last = output.last, ASCII.isSpace(last) { output.removeLast() }
          if output.last == UInt8(ascii: ",") { output.removeLast() }
        }
      }
    }
    guard problems.isEmpty else { throw TemplateError(errors: problems) }
    return String(decoding: output + source[copied...], as: UTF8.self)
  }

  /// Parses the template as it stands, placeholders taken for what they stand for. The tree has the ranges of the text.
  public func validated(options: ParseOptions = ParseOptions()) -> ParseResult {
    guard errors.isEmpty else { return ParseResult(expression: nil, errors: errors, needs: []) }
    var options = options
    options.allowsPlaceholders = true
    return Expr.parse(text, options: options)
  }

  /// The text in the place of a placeholder, nil for an empty list of matchers.
  private func replacement(
    _ placeholder: Placeholder, _ lookup: (String) -> Substitution?
  ) -> Result<String?, PromQLError> {
    func failure(_ message: String) -> Result<String?, PromQLError> {
      .failure(PromQLError(message, placeholder.range))
    }
    let name = placeholder.name
    guard let substitution = lookup(name) else { return failure("unknown placeholder \"\(name)\"") }
    let literal: String
    switch substitution {
    case .asWritten: return .success(String(decoding: Array(text.utf8)[placeholder.range], as: UTF8.self))
    case .matchers(let matchers):
      guard placeholder.position == .matchers else {
        return failure("\"\(name)\" is a list of matchers and stands inside braces only")
      }
      return .success(matchers.isEmpty ? nil : matchers.map(\.description).joined(separator: ", "))
    case .number(let text):
      guard Literals.isSigned(text, .number) else {
        return failure("\"\(name)\" is \"\(text)\", which is not a number")
      }
      literal = text
    case .duration(let text):
      guard Literals.isSigned(text, .duration) else {
        return failure("\"\(name)\" is \"\(text)\", which is not a duration")
      }
      literal = text
    }
    guard placeholder.position != .matchers else {
      return failure("\"\(name)\" is \"\(literal)\", but braces take matchers")
    }
    return .success(placeholder.isBase && literal.hasPrefix("-") ? "(\(literal))" : literal)
  }
}

extension Literals {
  /// Whether `text` is one literal with at most one sign before it, and nothing else.
  fileprivate static func isSigned(_ text: String, _ kind: TokenKind) -> Bool {
    var bytes = Array(text.utf8)
    if bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+") { bytes.removeFirst() }
    return bytes.withUnsafeBufferPointer { buffer in
      var lexer = Lexer(buffer)
      let token = lexer.next()
      guard token.kind == kind, token.range == 0..<buffer.count else { return false }
      if kind == .number { return number(lexer.text(token.range)) != nil }
      if case .success = duration(lexer.text(token.range)) { return true }
      return false
    }
  }
}
