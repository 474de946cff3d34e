/// Alertmanager's newer parser of matchers, for names of any UTF-8.
///
/// <https://github.com/prometheus/alertmanager/tree/main/matcher/parse>: values are bare, without reserved characters, or
/// double-quoted as Go quotes strings.
struct UTF8MatcherParser {
  private enum Token: Equatable {
    case open, close, comma
    case operation(AlertMatcher.Operation)
    case text(String)
  }

  private let bytes: [UInt8]
  private var position = 0

  static func parse(_ text: String) throws(AlertMatcherError) -> [AlertMatcher] {
    var parser = UTF8MatcherParser(bytes: Array(text.utf8))
    return try parser.matchers()
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func matchers() throws(AlertMatcherError) -> [AlertMatcher] {
    var matchers: [AlertMatcher] = []
    let start = position
    let isOpen = try next()?.token == .open
    if !isOpen { position = start }
    while true {
      let before = position
      guard let token = try next() else { break }
      if token.token == .close {
        position = before
        break
      }
      position = before
      matchers.append(try matcher())
      let behind = position
      guard let separator = try next() else { break }
      if separator.token == .comma { continue }
      if separator.token == .close {
        position = behind
        break
      }
      throw AlertMatcherError("a comma belongs between two matchers", separator.range)
    }
    try end(isOpen)
    return matchers
  }

  private mutating func end(_ isOpen: Bool) throws(AlertMatcherError) {
    let token = try next()
    if isOpen {
      guard token?.token == .close else {
        throw AlertMatcherError("the brace is not closed", bytes.count..<bytes.count)
      }
    } else if let token {
      throw AlertMatcherError("no brace was opened before this one", token.range)
    }
    if let more = try next() { throw AlertMatcherError("nothing may follow the closing brace", more.range) }
  }

  private mutating func matcher() throws(AlertMatcherError) -> AlertMatcher {
    guard let name = try next(), case .text(let label) = name.token else {
      throw AlertMatcherError("a label name is expected here", position..<position)
    }
    guard let sign = try next(), case .operation(let operation) = sign.token else {
      throw AlertMatcherError("`=`, `!=`, `=~` or `!~` is expected behind the label name", position..<position)
    }
    guard let value = try next(), case .text(let text) = value.token else {
      throw AlertMatcherError("a value is expected behind `\(operation.rawValue)`", position..<position)
    }
    return try AlertMatcherSyntax.matcher(
      label, operation, text, range: name.range.lowerBound..<value.range.upperBound, valueRange: value.range)
  }

  // MARK: Tokens

  private mutating func next() throws(AlertMatcherError) -> (token: Token, range: Range<Int>)? {
    skipSpace()
    guard position < bytes.count else { return nil }
    let start = position
    func found(_ token: Token) -> (token: Token, range: Range<Int>) { (token, start..<position) }
    switch bytes[position] {
    case UInt8(ascii: "{"):
      position += 1
      return found(.open)
    case UInt8(ascii: "}"):
      position += 1
      return found(.close)
    case UInt8(ascii: ","):
      position += 1
      return found(.comma)
    case UInt8(ascii: "="):
      position += 1
      return found(.operation(take(UInt8(ascii: "~")) ? .regexMatch : .equal))
    case UInt8(ascii: "!"):
      position += 1
      if take(UInt8(ascii: "=")) { return found(.operation(.notEqual)) }
      if take(UInt8(ascii: "~")) { return found(.operation(.regexNotMatch)) }
      throw AlertMatcherError("`=` or `~` is expected behind `!`", start..<position)
    case UInt8(ascii: "\""): return found(.text(try quoted()))
    case let byte where AlertMatcherSyntax.isReserved(byte):
      throw AlertMatcherError(
        "`\(Character(UnicodeScalar(byte)))` cannot stand outside of double quotes", start..<start + 1)
    default:
      while position < bytes.count, !AlertMatcherSyntax.isReserved(bytes[position]), spaceWidth() == nil {
        position += 1
      }
      return found(.text(String(decoding: bytes[start..<position], as: UTF8.self)))
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let width = spaceWidth() { position += width }
  }

  /// How many bytes of white space stand here; nil for none.
  private func spaceWidth() -> Int? {
    guard position < bytes.count else { return nil }
    let byte = bytes[position]
    if byte < 0x80 { return (0x09...0x0D).contains(byte) || byte == 0x20 ? 1 : nil }
    guard byte >= 0xC0,
      let scalar = String(decoding: bytes[position..<min(position + 4, bytes.count)], as: UTF8.self).unicodeScalars
        .first,
      AlertMatcherSyntax.isSpace(scalar)
    else { return nil }
    return UTF8.width(scalar)
  }

  private mutating func quoted() throws(AlertMatcherError) -> String {
    let start = position
    position += 1
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard position < bytes.count else {
      position = bytes.count
      throw AlertMatcherError("the double quote is not closed", start..<bytes.count)
    }
    position += 1
    var unquoter = GoUnquoter(bytes[(start + 1)..<(position - 1)])
    guard let text = unquoter.text() else {
      throw AlertMatcherError(
        "the string holds an escape that Go does not know, or is not valid UTF-8", start..<position)
    }
    return text
  }
}

extension UTF8 {
  fileprivate static func width(_ scalar: Unicode.Scalar) -> Int { UTF8.encode(scalar)?.count ?? 1 }
}

/// What stands between the double quotes of a Go string, <https://pkg.go.dev/strconv#Unquote>.
struct GoUnquoter {
  private var rest: ArraySlice<UInt8>
  private var result: [UInt8] = []

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  private static let simple: [UInt8: UInt8] = [
    UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10, UInt8(ascii: "r"): 13,
    UInt8(ascii: "t"): 9, UInt8(ascii: "v"): 11, UInt8(ascii: "\\"): UInt8(ascii: "\\"),
    UInt8(ascii: "\""): UInt8(ascii: "\""),
  ]

  /// - Returns: nil for what is not valid.
  mutating func text() -> String? {
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\n") { return nil }
      guard byte == UInt8(ascii: "\\") else {
        result.append(byte)
        continue
      }
      guard let escape = rest.popFirst() else { return nil }
      if let simple = Self.simple[escape] {
        result.append(simple)
      } else if !coded(escape) {
        return nil
      }
    }
    return String(validating: result, as: UTF8.self)
  }

  /// `\xFF`, `\377`, `\uFFFF` and `\U0010FFFF`.
  private mutating func coded(_ escape: UInt8) -> Bool {
    switch escape {
    case UInt8(ascii: "x"):
      guard let value = number(2, radix: 16) else { return false }
      result.append(UInt8(value))
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      guard let more = number(2, radix: 8) else { return false }
      let value = Int(escape - UInt8(ascii: "0")) * 64 + more
      guard value < 256 else { return false }
      result.append(UInt8(value))
    case UInt8(ascii: "u"), UInt8(ascii: "U"):
      guard let value = number(escape == UInt8(ascii: "u") ? 4 : 8, radix: 16),
        let scalar = Unicode.Scalar(UInt32(value))
      else { return false }
      result += Array(String(Character(scalar)).utf8)
    default: return false
    }
    return true
  }

  private mutating func number(_ digits: Int, radix: Int) -> Int? {
    guard rest.count >= digits else { return nil }
    let text = rest.prefix(digits)
    guard text.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) else { return nil }
    rest = rest.dropFirst(digits)
    return Int(String(decoding: text, as: UTF8.self), radix: radix)
  }
}
