/// A word, a number, a string or a sign of a query.
struct Token {
  enum Kind: Equatable {
    case word, number, duration, size
    /// With its contents, escapes resolved.
    case string(String)
    /// What a dashboard fills in, `$__auto`.
    case variable
    case sign, flag, end
  }

  var kind: Kind
  var text: String
  var range: Range<Int>

  /// What the grammar knows it by, where it is a word or a sign: Loki takes its words in capitals too.
  var keyword: String? {
    switch kind {
    case .word: text.lowercased()
    case .sign: text
    default: nil
    }
  }
}

/// Takes a query apart, <https://github.com/grafana/loki/blob/v3.7.6/pkg/logql/syntax/lex.go>.
struct Lexer {
  private let bytes: [UInt8]
  private var place = 0

  /// The longest first.
  private static let signs = [
    "|=", "|~", "|>", "!=", "!~", "!>", "=~", "==", ">=", "<=", "{", "}", "(", ")", "[", "]", ",", "|", "=", ">", "<",
    "+",
    "-", "*", "/", "%", "^", ".",
  ].map { Array($0.utf8) }

  /// Of Go, and days to years: <https://github.com/prometheus/common/blob/main/model/time.go>.
  private static let durations: Set<String> = ["ns", "us", "µs", "ms", "s", "m", "h", "d", "w", "y"]

  static func tokens(of text: String) throws(LogQLError) -> [Token] {
    var lexer = Lexer(bytes: Array(text.utf8))
    var tokens: [Token] = []
    while let token = try lexer.next() { tokens.append(token) }
    return tokens + [Token(kind: .end, text: "", range: lexer.bytes.count..<lexer.bytes.count)]
  }

  private mutating func next() throws(LogQLError) -> Token? {
    skipBlanks()
    guard place < bytes.count else { return nil }
    let start = place, byte = bytes[place]
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "`") { return try string() }
    if byte == UInt8(ascii: "$") { return variable() }
    if byte.isDigit || byte == UInt8(ascii: "."), bytes[min(place + (byte.isDigit ? 0 : 1), bytes.count - 1)].isDigit {
      return try number()
    }
    if byte.isWordStart {
      while place < bytes.count, bytes[place].isWordStart || bytes[place].isDigit { place += 1 }
      return token(.word, from: start)
    }
    if bytes[start...].starts(with: "--".utf8), start + 2 < bytes.count, bytes[start + 2].isWordStart {
      place += 2
      while place < bytes.count, bytes[place].isWordStart || bytes[place] == UInt8(ascii: "-") { place += 1 }
      return token(.flag, from: start)
    }
    guard let sign = Self.signs.first(where: { bytes[start...].starts(with: $0) }) else {
      throw LogQLError("this character means nothing here", start..<start + 1)
    }
    place += sign.count
    return token(.sign, from: start)
  }

  private func token(_ kind: Token.Kind, from start: Int) -> Token {
    Token(kind: kind, text: String(decoding: bytes[start..<place], as: UTF8.self), range: start..<place)
  }

  private mutating func skipBlanks() {
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "#") {
        while place < bytes.count, bytes[place] != UInt8(ascii: "\n") { place += 1 }
      } else if [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) {
        place += 1
      } else {
        return
      }
    }
  }

  private mutating func variable() -> Token {
    let start = place
    place += 1
    if place < bytes.count, bytes[place] == UInt8(ascii: "{") {
      while place < bytes.count, bytes[place] != UInt8(ascii: "}") { place += 1 }
      place = min(place + 1, bytes.count)
    } else {
      while place < bytes.count, bytes[place].isWordStart || bytes[place].isDigit { place += 1 }
    }
    return token(.variable, from: start)
  }

  /// A number, a duration such as `1h30m`, or a size such as `10MB`.
  private mutating func number() throws(LogQLError) -> Token {
    let start = place
    var units: [String] = []
    while place < bytes.count, bytes[place].isDigit || bytes[place] == UInt8(ascii: ".") {
      while place < bytes.count, bytes[place].isDigit || bytes[place] == UInt8(ascii: ".") { place += 1 }
      exponent()
      let unit = place
      while place < bytes.count, bytes[place].isWordStart || bytes[place] >= 0x80 { place += 1 }
      if unit < place { units.append(String(decoding: bytes[unit..<place], as: UTF8.self)) }
    }
    let token = token(.number, from: start)
    if units.isEmpty { return token }
    if units.allSatisfy(Self.durations.contains) { return self.token(.duration, from: start) }
    if units.count == 1, units[0].uppercased().hasSuffix("B") { return self.token(.size, from: start) }
    throw LogQLError("`\(token.text)` is neither a number nor a duration", token.range)
  }

  /// `e-3` of a number.
  private mutating func exponent() {
    guard place < bytes.count, bytes[place] | 0x20 == UInt8(ascii: "e") else { return }
    var end = place + 1
    if end < bytes.count, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[end]) { end += 1 }
    guard end < bytes.count, bytes[end].isDigit else { return }
    while end < bytes.count, bytes[end].isDigit { end += 1 }
    place = end
  }

  private mutating func string() throws(LogQLError) -> Token {
    let start = place, quote = bytes[place]
    var content: [UInt8] = []
    place += 1
    while place < bytes.count, bytes[place] != quote {
      if bytes[place] == UInt8(ascii: "\\"), quote != UInt8(ascii: "`") {
        content += try escape()
      } else {
        content.append(bytes[place])
        place += 1
      }
    }
    guard place < bytes.count else { throw LogQLError("the string that begins here does not end", start..<start + 1) }
    place += 1
    return token(.string(String(decoding: content, as: UTF8.self)), from: start)
  }

  /// What a backslash and the characters behind it stand for, <https://go.dev/ref/spec#Rune_literals>.
  private mutating func escape() throws(LogQLError) -> [UInt8] {
    let start = place
    place += 2
    guard place <= bytes.count else { throw LogQLError("the string that ends here is not closed", start..<start + 1) }
    let letter = bytes[place - 1]
    if let byte = Self.escapes[letter] { return [byte] }
    let digits = Self.digits[letter] ?? (letter.isDigit ? (count: 3, radix: 8) : (count: 0, radix: 10))
    // The first octal digit stands where a letter would.
    if letter.isDigit { place -= 1 }
    let text = String(decoding: bytes[place..<min(place + digits.count, bytes.count)], as: UTF8.self)
    guard digits.count > 0, text.utf8.count == digits.count, let code = UInt32(text, radix: digits.radix) else {
      throw LogQLError("no such escape in a string; backquotes take everything as it is", start..<start + 2)
    }
    place += digits.count
    if digits.count <= 3 { return [UInt8(truncatingIfNeeded: code)] }
    return Array(String(Unicode.Scalar(code) ?? "\u{FFFD}").utf8)
  }

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "a"): 0x07, UInt8(ascii: "b"): 0x08, UInt8(ascii: "t"): 0x09, UInt8(ascii: "n"): 0x0A,
    UInt8(ascii: "v"): 0x0B, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "r"): 0x0D,
    UInt8(ascii: "\\"): UInt8(ascii: "\\"), UInt8(ascii: "\""): UInt8(ascii: "\""),
  ]
  /// How many follow which letter.
  private static let digits: [UInt8: (count: Int, radix: Int)] = [
    UInt8(ascii: "x"): (2, 16), UInt8(ascii: "u"): (4, 16), UInt8(ascii: "U"): (8, 16),
  ]
}

extension UInt8 {
  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
  var isWordStart: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self)
      || self == UInt8(ascii: "_")
  }
}
