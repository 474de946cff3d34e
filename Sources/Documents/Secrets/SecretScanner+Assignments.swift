/// Secrets in assignments, in calls and in directives of web servers.
extension SecretScanner {
  /// `NAME=value`, `--name=value`, `?name=value`, `name = "value"`, `"name" = "value"`, `environ["NAME"] = "value"`
  mutating func assignment(at sign: Int) {
    guard let next = byte(sign + 1) else { return }
    switch (byte(sign - 1), next) {
    case (UInt8(ascii: "="), _): return
    case (UInt8(ascii: "!"), _): return comparison(sign - 1..<sign + 1)
    case (_, UInt8(ascii: "=")), (_, UInt8(ascii: "~")): return comparison(sign..<sign + 2)
    default: break
    }
    let (name, isPlain) = assigned(before: sign)
    guard !name.isEmpty else { return }
    let before = byte(name.lowerBound - 1)
    let isParameter = before == UInt8(ascii: "?") || before == UInt8(ascii: "&") || before == UInt8(ascii: ";")
    let text = text(name)
    if isPlain, isParameter, SecretNames.isParameter(text) {
      return add(.parameter(text), parameter(from: sign + 1))
    }
    guard sign >= valueEnd, SecretNames.mayHoldSecret(text) else { return }
    if isPlain, !next.isBlank {
      let value = expression(from: sign + 1, joins: beginsLine(name))
      return add(selectsSeries(name, next) ? .compared(text) : .named(text), value)
    }
    var start = sign + 1
    while let byte = byte(start), byte.isBlank { start += 1 }
    guard let first = byte(start), first.isQuote || start > sign + 1 else { return }
    add(.named(text), expression(from: start, joins: beginsLine(name)))
  }

  /// `name!~"value"`
  mutating func mismatch(at sign: Int) {
    if byte(sign - 1) == UInt8(ascii: "!") { comparison(sign - 1..<sign + 1) }
  }

  /// `name=~"value"`, `name != "value"`
  private mutating func comparison(_ sign: Range<Int>) {
    let text = text(assigned(before: sign.lowerBound).name)
    guard sign.lowerBound >= valueEnd, SecretNames.mayHoldSecret(text) else { return }
    var start = sign.upperBound
    while let byte = byte(start), byte.isBlank { start += 1 }
    add(.compared(text), expression(from: start, joins: false))
  }

  private func beginsLine(_ name: Range<Int>) -> Bool {
    var start = name.lowerBound
    while start > 0, bytes[start - 1].isBlank { start -= 1 }
    return start == 0 || bytes[start - 1] == UInt8(ascii: "\n")
  }

  /// The name that a sign assigns to, and whether it stands right before it, without blanks, quotes and brackets.
  private func assigned(before sign: Int) -> (name: Range<Int>, isPlain: Bool) {
    let plain = name(before: sign)
    if !plain.isEmpty { return (plain, true) }
    var end = sign
    while end > 0, bytes[end - 1].isBlank { end -= 1 }
    if end > 0, bytes[end - 1] == UInt8(ascii: "]") { end -= 1 }
    if end > 0, bytes[end - 1].isQuote { end -= 1 }
    return (name(before: end), false)
  }

  /// `{token="x"}` selects series; `login(token="x")` calls something.
  private mutating func selectsSeries(_ name: Range<Int>, _ next: UInt8) -> Bool {
    guard next.isQuote || next == UInt8(ascii: "\\"),
      let opener = bytes[..<name.lowerBound].last(where: { !$0.isBlank }), "{,(".utf8.contains(opener)
    else { return false }
    return brackets.innermost(at: name.lowerBound, in: bytes) != UInt8(ascii: "(")
  }

  /// `setdefault("NAME", "value")`, `set_password("value")`
  mutating func call(at bracket: Int) {
    guard bracket >= valueEnd, let quote = byte(bracket + 1), quote.isQuote else { return }
    let function = text(name(before: bracket))
    if SecretNames.mayHoldSecret(function) {
      return add(.named(function), expression(from: bracket + 1, joins: false))
    }
    var end = bracket + 2
    while let byte = byte(end), Self.isName(byte) { end += 1 }
    guard byte(end) == quote, SecretNames.mayHoldSecret(text(bracket + 2..<end)) else { return }
    var start = end + 1
    while let byte = byte(start), byte.isBlank || byte == UInt8(ascii: ",") { start += 1 }
    guard start > end + 1, byte(start)?.isQuote == true else { return }
    add(.named(text(bracket + 2..<end)), value(from: start, isLine: false))
  }

  /// `${NAME:-value}`
  mutating func fallback(at dollar: Int) {
    guard dollar >= valueEnd, byte(dollar + 1) == UInt8(ascii: "{") else { return }
    var end = dollar + 2
    while let byte = byte(end), byte == UInt8(ascii: "_") || byte.isLetter || byte.isDigit { end += 1 }
    let name = text(dollar + 2..<end)
    if byte(end) == UInt8(ascii: ":") { end += 1 }
    guard byte(end) == UInt8(ascii: "-"), SecretNames.mayHoldSecret(name) else { return }
    let start = end + 1
    var depth = 1
    while let byte = byte(end), byte != UInt8(ascii: "\n") {
      if byte == UInt8(ascii: "{") { depth += 1 }
      if byte == UInt8(ascii: "}") { depth -= 1 }
      if depth == 0 { break }
      end += 1
    }
    add(.named(name), start..<max(start, end))
  }

  /// `proxy_set_header X-Api-Key "value";`
  mutating func headers() {
    for mark: StaticString in ["set_header ", "add_header "] {
      var position = 0
      while let place = bytes.offset(of: mark, from: position) {
        position = place + mark.utf8CodeUnitCount
        while let byte = byte(position), byte.isBlank { position += 1 }
        var end = position
        while let byte = byte(end), Self.isName(byte) { end += 1 }
        let name = text(position..<end)
        while let byte = byte(end), byte.isBlank { end += 1 }
        if SecretNames.mayBeHeader(name) { add(.named(name), value(from: end, isLine: false)) }
      }
    }
  }
}
