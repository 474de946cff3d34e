/// Splits an expression into tokens, one on demand, with UTF-8 byte ranges.
///
/// What a byte means depends on where it stands: names inside braces are never keywords, and inside brackets only
/// durations and their arithmetic are allowed. The lexer keeps that state itself, as Prometheus' does.
struct Lexer {
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0
  /// What is wrong with the last `.invalid` token.
  var failure: PromQLError?

  var insideBraces = false
  var insideBrackets = false
  private let placeholders: Bool
  private let keywords = Keywords.table
  private let nameClasses = ASCII.nameClasses
  /// Between `[` and the first number: not even a comment may stand here.
  var awaitsDuration = false
  var sawColon = false
  /// A number has stood in brackets. Prometheus forgets to reset this between brackets; so do we, to give its verdicts.
  var sawDuration = false

  /// - Parameter placeholders: whether `$name` and `${name}` are tokens.
  init(_ bytes: UnsafeBufferPointer<UInt8>, placeholders: Bool = false) {
    self.bytes = bytes
    self.placeholders = placeholders
  }

  /// The byte at `index`, 0 past the end.
  @inline(__always)
  func byte(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

  func text(_ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
  }

  /// The next token; `.endOfInput` again and again after the last, `.invalid` with `failure` set where no token fits.
  mutating func next() -> Token {
    skipBlanks()
    let start = position
    guard start < bytes.count else { return end(start) }
    let byte = bytes[start]
    if ASCII.isLetter(byte) { return word(start) }
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`") {
      if awaitsDuration { return unexpectedCharacter(start) }
      return string(start, quote: byte)
    }
    if placeholders, byte == UInt8(ascii: "$") { return placeholder(start) }
    if insideBraces { return punctuationInsideBraces(start, byte) }
    if ASCII.isDigit(byte) || (byte == UInt8(ascii: ".") && ASCII.isDigit(self.byte(start + 1))) {
      return numberOrDuration(start)
    }
    return punctuation(start, byte)
  }

  /// The token after the current one, not consumed.
  func peek() -> Token {
    var copy = self
    return copy.next()
  }

  private mutating func skipBlanks() {
    while position < bytes.count {
      let byte = bytes[position]
      if ASCII.isSpace(byte) {
        position += 1
      } else if byte == UInt8(ascii: "#"), !awaitsDuration {
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n"), bytes[position] != UInt8(ascii: "\r") {
          position += 1
        }
      } else {
        return
      }
    }
  }

  private mutating func end(_ start: Int) -> Token {
    if insideBraces { return fail("unexpected end of input inside braces, expected \"}\"", start..<start) }
    if insideBrackets { return fail("unexpected end of input inside brackets, expected \"]\"", start..<start) }
    return Token(kind: .endOfInput, start: start, end: start)
  }

  // MARK: Words

  private mutating func word(_ start: Int) -> Token {
    var end = start + 1
    if insideBraces {
      while ASCII.isNamePart(byte(end)) { end += 1 }
      return emit(.identifier, start, end)
    }
    if insideBrackets {
      while ASCII.isLetter(byte(end)) { end += 1 }
      switch keywords.kind(bytes, start, end) {
      case .step: return emit(.step, start, end)
      case .range: return emit(.range, start, end)
      case .maxOf: return emit(.maxOf, start, end)
      case .minOf: return emit(.minOf, start, end)
      default:
        return fail(
          "unexpected word \"\(text(start..<end))\" inside brackets, expected a duration, step(), range(), min_of or max_of",
          start..<end)
      }
    }
    var classes: UInt8 = 0
    while end < bytes.count, case let byteClass = nameClasses[Int(bytes[end])], byteClass != 0 {
      classes |= byteClass
      end += 1
    }
    if classes & ASCII.colonClass != 0 { return emit(.metricIdentifier, start, end) }
    guard let keyword = keywords.kind(bytes, start, end) else { return emit(.identifier, start, end) }
    if keyword == .fill || keyword == .fillLeft || keyword == .fillRight {
      // Young words: they stay names unless a parenthesis follows.
      var next = end
      while ASCII.isSpace(byte(next)) { next += 1 }
      if byte(next) != UInt8(ascii: "(") { return emit(.identifier, start, end) }
    }
    return emit(keyword, start, end)
  }

  /// `$name`, `${name}` or `${name:format}`.
  private mutating func placeholder(_ start: Int) -> Token {
    var end = start + 1
    let isBraced = byte(end) == UInt8(ascii: "{")
    if isBraced { end += 1 }
    guard ASCII.isLetter(byte(end)) else {
      return fail("\"$\" must be followed by the name of a placeholder, as in $name or ${name}", start..<end)
    }
    while ASCII.isNamePart(byte(end)) { end += 1 }
    if isBraced {
      if byte(end) == UInt8(ascii: ":") {
        end += 1
        while ASCII.isNamePart(byte(end)) { end += 1 }
      }
      guard byte(end) == UInt8(ascii: "}") else { return fail("\"${\" is not closed, expected \"}\"", start..<end) }
      end += 1
    }
    noteDuration()
    return emit(.placeholder, start, end)
  }

  /// The name in a placeholder token.
  func placeholderName(_ range: Range<Int>) -> String {
    let rest = bytes[range].drop { !ASCII.isLetter($0) }
    return String(decoding: rest.prefix(while: ASCII.isNamePart), as: UTF8.self)
  }

  // MARK: Results

  mutating func noteDuration() {
    guard insideBrackets else { return }
    awaitsDuration = false
    sawDuration = true
  }

  @inline(__always)
  mutating func emit(_ kind: TokenKind, _ start: Int, _ end: Int) -> Token {
    position = end
    return Token(kind: kind, start: start, end: end)
  }

  /// Lexing stops here: every later token is `.invalid` at the same place.
  mutating func fail(_ message: String, _ range: Range<Int>) -> Token {
    if failure == nil { failure = PromQLError(message, range) }
    return Token(kind: .invalid, start: range.lowerBound, end: range.upperBound)
  }

  mutating func unexpectedCharacter(_ start: Int) -> Token {
    let length = UTF8Scan.scalarLength(bytes, at: start) ?? 1
    let place = insideBraces ? " inside braces" : insideBrackets ? " inside brackets" : ""
    return fail("unexpected character \"\(text(start..<(start + length)))\"\(place)", start..<(start + length))
  }
}
