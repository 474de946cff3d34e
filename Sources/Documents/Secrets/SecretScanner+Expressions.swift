/// Values in programs: calls, texts with a letter before them, several texts as one.
extension SecretScanner {
  /// The value of an assignment: what is between quotes or brackets, or a word, with all that is added to it.
  ///
  /// - Parameter joins: one text right behind another belongs to it, as in Python; in commands that is the next argument.
  mutating func expression(from start: Int, joins: Bool) -> Range<Int> {
    var range = term(from: start)
    while let next = nextTerm(behind: range.upperBound, joins: joins) {
      range = range.lowerBound..<max(next, term(from: next).upperBound)
    }
    return range
  }

  private mutating func term(from start: Int) -> Range<Int> {
    // `b"…"`, `rb'…'`
    var quote = start
    while quote < start + 2, let byte = byte(quote), "bBfFrRuU".utf8.contains(byte) { quote += 1 }
    if byte(quote) == UInt8(ascii: "\"") || byte(quote) == UInt8(ascii: "'") {
      return value(from: quote, isLine: false)
    }
    if byte(start) == UInt8(ascii: "(") {
      let end = closing(from: start + 1, depth: 1)
      if end == nil, isAtEnd(start + 1) { open = .closing(")") }
      return start + 1..<(end ?? start + 1)
    }
    let word = value(from: start, isLine: false)
    // What the shell puts in its place.
    if byte(start) == UInt8(ascii: "$") { return word }
    let depth = bytes[word].reduce(0) { $0 + ($1 == UInt8(ascii: "(") ? 1 : $1 == UInt8(ascii: ")") ? -1 : 0) }
    guard depth > 0 else { return word }
    if let end = closing(from: word.upperBound, depth: depth) { return start..<end + 1 }
    if bytes[word].last == UInt8(ascii: "("), isAtEnd(word.upperBound) { open = .closing(")") }
    return word
  }

  /// Where the last bracket that is open closes in the line; brackets between quotes are text.
  private func closing(from start: Int, depth: Int) -> Int? {
    var depth = depth
    var quote: UInt8?
    for place in start..<max(start, min(bytes.count, start + Self.reach)) {
      let byte = bytes[place]
      if byte == UInt8(ascii: "\n") { return nil }
      if let open = quote {
        if byte == open { quote = nil }
        continue
      }
      if byte.isQuote { quote = byte }
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") { depth -= 1 }
      if depth == 0 { return place }
    }
    return nil
  }

  private func isAtEnd(_ start: Int) -> Bool { bytes[min(start, bytes.count)...].allSatisfy(\.isBlank) }

  /// Where the next part of a value begins.
  private func nextTerm(behind end: Int, joins: Bool) -> Int? {
    var end = end
    let isQuoted = byte(end)?.isQuote == true
    if isQuoted, let quote = byte(end) {
      end += byte(end + 1) == quote && byte(end + 2) == quote ? 3 : 1
    }
    var next = end
    while let byte = byte(next), byte.isBlank { next += 1 }
    let isJoined = joins && isQuoted && next > end
    if isJoined, byte(next) == UInt8(ascii: "\"") || byte(next) == UInt8(ascii: "'") { return next }
    for sign: StaticString in ["+ ", "?? ", "or ", "|| "] where next > end && isNext(sign, at: next) {
      next += sign.utf8CodeUnitCount
      while let byte = byte(next), byte.isBlank { next += 1 }
      // In a shell, what is done where something fails.
      if byte(next)?.isQuote == true { return next }
      return sign.utf8Start[0] == UInt8(ascii: "|") || byte(next) == nil ? nil : next
    }
    return nil
  }
}
