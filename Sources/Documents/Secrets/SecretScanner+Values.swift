/// Where a value ends.
extension SecretScanner {
  /// The value that begins at an offset: what is between quotes, or what goes on to the next blank.
  ///
  /// - Parameter isLine: without quotes it goes on to the end of the line, as in YAML, or of the quotes or brackets that it stands in.
  mutating func value(from start: Int, isLine: Bool) -> Range<Int> {
    var start = start
    var slashes = 0
    while byte(start) == UInt8(ascii: "\\") { (start, slashes) = (start + 1, slashes + 1) }
    if slashes == 0, let text = tripled(from: start) { return text }
    if let quote = byte(start), quote.isQuote {
      let end = end(of: quote, from: start + 1, slashes: slashes)
      if end == bytes.count {
        open = .closing(quote == UInt8(ascii: "'") ? "'" : quote == UInt8(ascii: "`") ? "`" : "\"")
      }
      return start + 1..<end
    }
    start -= slashes
    let (isInBrackets, enclosing) = isLine ? context.before(start, in: bytes) : (false, nil)
    var end = start
    var depth = 0
    while let byte = byte(end), byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") {
      // A variable has braces of its own.
      if byte == UInt8(ascii: "{") { depth += 1 }
      if byte == UInt8(ascii: "}"), depth > 0 {
        depth -= 1
      } else if let enclosing {
        if byte == enclosing { break }
      } else if isLine {
        if byte == UInt8(ascii: "#"), end > start, bytes[end - 1].isBlank { break }
        if isInBrackets, closesFlow(end) { break }
        if isProse, byte == UInt8(ascii: "`") { break }
      } else if Self.endsWord(byte) || byte == UInt8(ascii: "&") || byte == UInt8(ascii: ";") || closesFlow(end) {
        break
      }
      end += 1
    }
    while end > start, bytes[end - 1].isBlank { end -= 1 }
    return start..<end
  }

  /// `"""value`, which may go on in the next line.
  private mutating func tripled(from start: Int) -> Range<Int>? {
    for mark: StaticString in ["\"\"\"", "'''"] where isNext(mark, at: start) {
      let start = start + 3
      let lineEnd = breaks.from(start, in: bytes)
      let end =
        mark.utf8Start[0] == UInt8(ascii: "'") ? apostrophes.from(start, in: bytes) : quotes.from(start, in: bytes)
      if end == bytes.count { open = .closing(mark) }
      return start..<min(end, lineEnd)
    }
    return nil
  }

  /// The end of a quoted text: the next quote of the kind that has as many backslashes before it.
  private mutating func end(of quote: UInt8, from start: Int, slashes: Int) -> Int {
    let kind = QuoteKind(quote: quote, slashes: slashes)
    // Of two quotes in a row the search for an earlier one may have taken both.
    if byte(start) != quote, let known = quotedEnds[kind], known.lowerBound <= start, start <= known.upperBound {
      return known.upperBound
    }
    let end = nextEnd(of: quote, from: start, slashes: slashes)
    quotedEnds[kind] = min(start, end)..<end
    return end
  }

  private func nextEnd(of quote: UInt8, from start: Int, slashes: Int) -> Int {
    var end = start
    while let byte = byte(end), byte != UInt8(ascii: "\n") {
      if byte == UInt8(ascii: "\\"), quote != UInt8(ascii: "'") {
        var count = 0
        while self.byte(end + count) == UInt8(ascii: "\\") { count += 1 }
        if self.byte(end + count) == quote, count == slashes { return end }
        end += count + (self.byte(end + count) == quote ? 1 : 0)
        continue
      }
      if byte == quote, slashes == 0 || quote == UInt8(ascii: "'") {
        // Two of them are one in the text.
        guard quote == UInt8(ascii: "'"), self.byte(end + 1) == quote else { return end }
        end += 1
      }
      end += 1
    }
    return min(end, bytes.count)
  }

  /// Whether a comma or bracket ends a value that has no quotes.
  func closesFlow(_ offset: Int) -> Bool {
    switch bytes[offset] {
    case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ")"):
      byte(offset + 1).map { $0 <= 0x20 || ",}])\"'`".utf8.contains($0) } ?? true
    default: false
    }
  }
}
