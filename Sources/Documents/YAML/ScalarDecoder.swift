/// Decodes a scalar's source bytes as libyaml does, remembering where each decoded byte came from.
enum ScalarDecoder {
  static func decode(_ bytes: [UInt8], range: Range<Int>, scalar: Scalar) -> ScalarTrace {
    switch scalar.style {
    case .plain: return FlowScalar(bytes, range, quote: nil).decode()
    case .singleQuoted: return FlowScalar(bytes, inner(bytes, range), quote: UInt8(ascii: "'")).decode()
    case .doubleQuoted: return FlowScalar(bytes, inner(bytes, range), quote: UInt8(ascii: "\"")).decode()
    case .json: return JSONString.decode(bytes, range: range)
    case .literal, .folded:
      return BlockScalar(bytes, range, isLiteral: scalar.style == .literal).decode(matching: scalar.text)
    }
  }

  /// The bytes between the quotes; a tag or anchor before the opening quote is stepped over.
  private static func inner(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    let quote = bytes[range.upperBound - 1]
    let start = bytes[range].firstIndex(of: quote) ?? range.lowerBound
    return start + 1..<max(start + 1, range.upperBound - 1)
  }

  /// The length of the line break at an offset, 0 where there is none, and the bytes it decodes to.
  static func lineBreak(_ bytes: [UInt8], at i: Int, before end: Int) -> (length: Int, decoded: [UInt8]) {
    guard i < end else { return (0, []) }
    let newline = [UInt8(ascii: "\n")]
    switch bytes[i] {
    case UInt8(ascii: "\n"): return (1, newline)
    case UInt8(ascii: "\r"): return (i + 1 < end && bytes[i + 1] == UInt8(ascii: "\n") ? 2 : 1, newline)
    case 0xC2 where i + 1 < end && bytes[i + 1] == 0x85: return (2, newline)
    case 0xE2 where i + 2 < end && bytes[i + 1] == 0x80 && (bytes[i + 2] == 0xA8 || bytes[i + 2] == 0xA9):
      return (3, Array(bytes[i...i + 2]))
    default: return (0, [])
    }
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}

/// Plain, single-quoted and double-quoted scalars: lines are folded, blanks around a break are dropped.
private struct FlowScalar {
  let bytes: [UInt8]
  let range: Range<Int>
  let quote: UInt8?
  var trace = ScalarTrace()

  init(_ bytes: [UInt8], _ range: Range<Int>, quote: UInt8?) {
    self.bytes = bytes
    self.range = range
    self.quote = quote
    trace.end = range.upperBound
  }

  consuming func decode() -> ScalarTrace {
    var i = quote == nil ? skippingProperties() : range.lowerBound
    while i < range.upperBound {
      if ScalarDecoder.isBlank(bytes[i]) || ScalarDecoder.lineBreak(bytes, at: i, before: range.upperBound).length > 0 {
        i = whitespace(from: i)
      } else if quote == UInt8(ascii: "'"), bytes[i] == UInt8(ascii: "'"), i + 1 < range.upperBound {
        trace.atomic([UInt8(ascii: "'")], from: i..<i + 2)
        i += 2
      } else if quote == UInt8(ascii: "\""), bytes[i] == UInt8(ascii: "\\"), i + 1 < range.upperBound {
        i = escape(at: i)
      } else {
        let start = i
        repeat { i += 1 } while i < range.upperBound && !mayEnd(bytes[i])
        trace.verbatim(start..<i, of: bytes)
      }
    }
    return trace
  }

  /// Whether a byte may be something else than itself: a blank, a quote, an escape or the beginning of a line break.
  private func mayEnd(_ byte: UInt8) -> Bool {
    byte <= UInt8(ascii: " ") || byte == quote || byte == UInt8(ascii: "\\") || byte == 0xC2 || byte == 0xE2
  }

  /// A plain scalar's range begins at its tag or anchor.
  private func skippingProperties() -> Int {
    var i = range.lowerBound
    while i < range.upperBound, bytes[i] == UInt8(ascii: "!") || bytes[i] == UInt8(ascii: "&") {
      while i < range.upperBound, !ScalarDecoder.isBlank(bytes[i]), bytes[i] > UInt8(ascii: " ") { i += 1 }
      while i < range.upperBound, bytes[i] <= UInt8(ascii: " ") { i += 1 }
    }
    return i
  }

  /// A run of blanks and breaks: kept where no break is in it, else one space or the breaks but the first.
  private mutating func whitespace(from start: Int) -> Int {
    var i = start
    var breaks: [(range: Range<Int>, decoded: [UInt8])] = []
    while i < range.upperBound {
      let (length, decoded) = ScalarDecoder.lineBreak(bytes, at: i, before: range.upperBound)
      if length > 0 {
        breaks.append((i..<i + length, decoded))
        i += length
      } else if ScalarDecoder.isBlank(bytes[i]) {
        i += 1
      } else {
        break
      }
    }
    if breaks.isEmpty {
      // Blanks at the end of a plain scalar are no part of it; in quotes they are.
      trace.verbatim(start..<i, of: bytes)
    } else if breaks.count == 1, breaks[0].decoded == [UInt8(ascii: "\n")] {
      trace.atomic([UInt8(ascii: " ")], from: start..<i)
    } else {
      let kept = breaks[0].decoded == [UInt8(ascii: "\n")] ? breaks[1...] : breaks[...]
      for lineBreak in kept { trace.atomic(lineBreak.decoded, from: lineBreak.range) }
    }
    return i
  }

  private mutating func escape(at i: Int) -> Int {
    let (breakLength, _) = ScalarDecoder.lineBreak(bytes, at: i + 1, before: range.upperBound)
    if breakLength > 0 {
      // An escaped break joins the lines; further empty lines stay, leading blanks do not.
      var j = i + 1 + breakLength
      while j < range.upperBound {
        let (length, decoded) = ScalarDecoder.lineBreak(bytes, at: j, before: range.upperBound)
        if length > 0 {
          trace.atomic(decoded, from: j..<j + length)
          j += length
        } else if ScalarDecoder.isBlank(bytes[j]) {
          j += 1
        } else {
          break
        }
      }
      return j
    }
    let digits = ["x": 2, "u": 4, "U": 8][Character(UnicodeScalar(bytes[i + 1]))] ?? 0
    let end = min(i + 2 + digits, range.upperBound)
    let decoded: [UInt8]
    if digits > 0 {
      let value = UInt32(String(decoding: bytes[i + 2..<end], as: UTF8.self), radix: 16) ?? 0xFFFD
      decoded = Array(String(UnicodeScalar(value) ?? "\u{FFFD}").utf8)
    } else {
      decoded = Array((Self.escapes[bytes[i + 1]] ?? "").utf8)
    }
    trace.atomic(decoded, from: i..<end)
    return end
  }

  /// Single-character escapes, <https://yaml.org/spec/1.2.2/#57-escaped-characters>.
  private static let escapes: [UInt8: String] = [
    UInt8(ascii: "0"): "\0", UInt8(ascii: "a"): "\u{7}", UInt8(ascii: "b"): "\u{8}", UInt8(ascii: "t"): "\t",
    UInt8(ascii: "\t"): "\t", UInt8(ascii: "n"): "\n", UInt8(ascii: "v"): "\u{B}", UInt8(ascii: "f"): "\u{C}",
    UInt8(ascii: "r"): "\r", UInt8(ascii: "e"): "\u{1B}", UInt8(ascii: " "): " ", UInt8(ascii: "\""): "\"",
    UInt8(ascii: "'"): "'",
    UInt8(ascii: "/"): "/", UInt8(ascii: "\\"): "\\", UInt8(ascii: "N"): "\u{85}", UInt8(ascii: "_"): "\u{A0}",
    UInt8(ascii: "L"): "\u{2028}", UInt8(ascii: "P"): "\u{2029}",
  ]
}

/// Literal and folded block scalars.
private struct BlockScalar {
  let bytes: [UInt8]
  let range: Range<Int>
  let isLiteral: Bool

  init(_ bytes: [UInt8], _ range: Range<Int>, isLiteral: Bool) {
    self.bytes = bytes
    self.range = range
    self.isLiteral = isLiteral
  }

  /// An indentation indicator counts from the parent, which the range does not tell: the indent that gives the known text is the right one.
  func decode(matching text: String) -> ScalarTrace {
    let (contentStart, chomping, hasIndicator) = header()
    let automatic = decode(from: contentStart, indent: automaticIndent(from: contentStart), chomping: chomping)
    if !hasIndicator { return automatic }
    let wanted = Array(text.utf8)
    for indent in 1...max(1, longestIndent(from: contentStart)) {
      let candidate = decode(from: contentStart, indent: indent, chomping: chomping)
      if candidate.bytes == wanted { return candidate }
    }
    return automatic
  }

  private func header() -> (contentStart: Int, chomping: UInt8?, hasIndicator: Bool) {
    let sign = isLiteral ? UInt8(ascii: "|") : UInt8(ascii: ">")
    var i = (bytes[range].firstIndex(of: sign) ?? range.lowerBound) + 1
    var chomping: UInt8?
    var hasIndicator = false
    while i < range.upperBound, bytes[i] == UInt8(ascii: "-") || bytes[i] == UInt8(ascii: "+") || bytes[i].isDigit {
      if bytes[i].isDigit { hasIndicator = true } else { chomping = bytes[i] }
      i += 1
    }
    while i < range.upperBound {
      let (length, _) = ScalarDecoder.lineBreak(bytes, at: i, before: range.upperBound)
      i += max(length, 1)
      if length > 0 { break }
    }
    return (i, chomping, hasIndicator)
  }

  private func automaticIndent(from start: Int) -> Int {
    var i = start
    var longest = 0
    while i < range.upperBound {
      let spaces = bytes[i..<range.upperBound].prefix { $0 == UInt8(ascii: " ") }.count
      longest = max(longest, spaces)
      i += spaces
      let (length, _) = ScalarDecoder.lineBreak(bytes, at: i, before: range.upperBound)
      if length == 0 { break }
      i += length
    }
    return max(longest, 1)
  }

  private func longestIndent(from start: Int) -> Int {
    var longest = 0, run = 0, atLineStart = true
    for byte in bytes[min(start, range.upperBound)..<range.upperBound] {
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        (run, atLineStart) = (0, true)
      } else if atLineStart, byte == UInt8(ascii: " ") {
        run += 1
        longest = max(longest, run)
      } else {
        atLineStart = false
      }
    }
    return longest
  }

  private func decode(from start: Int, indent: Int, chomping: UInt8?) -> ScalarTrace {
    var trace = ScalarTrace()
    trace.end = range.upperBound
    var i = start
    var leadingBreak: (range: Range<Int>, decoded: [UInt8])?
    var isLeadingBlank = false
    var trailing = breaks(from: &i, indent: indent)
    while let line = contentLine(at: i, indent: indent) {
      let isBlank = ScalarDecoder.isBlank(bytes[line])
      if let lineBreak = leadingBreak {
        let folds = !isLiteral && lineBreak.decoded == [UInt8(ascii: "\n")] && !isLeadingBlank && !isBlank
        if !folds {
          trace.atomic(lineBreak.decoded, from: lineBreak.range)
        } else if trailing.isEmpty {
          trace.atomic([UInt8(ascii: " ")], from: lineBreak.range.lowerBound..<line)
        }
      }
      for lineBreak in trailing { trace.atomic(lineBreak.decoded, from: lineBreak.range) }
      isLeadingBlank = isBlank
      i = endOfLine(from: line)
      trace.verbatim(line..<i, of: bytes)
      trace.end = i
      let (length, decoded) = ScalarDecoder.lineBreak(bytes, at: i, before: range.upperBound)
      leadingBreak = length > 0 ? (i..<i + length, decoded) : nil
      i += length
      trailing = breaks(from: &i, indent: indent)
    }
    if chomping != UInt8(ascii: "-"), let lineBreak = leadingBreak {
      trace.atomic(lineBreak.decoded, from: lineBreak.range)
    }
    if chomping == UInt8(ascii: "+") {
      for lineBreak in trailing { trace.atomic(lineBreak.decoded, from: lineBreak.range) }
    }
    return trace
  }

  private func endOfLine(from start: Int) -> Int {
    var i = start
    while i < range.upperBound {
      switch bytes[i] {
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"): return i
      case 0xC2, 0xE2: if ScalarDecoder.lineBreak(bytes, at: i, before: range.upperBound).length > 0 { return i }
      default: break
      }
      i += 1
    }
    return i
  }

  /// Where the content of a line that is indented enough begins.
  private func contentLine(at i: Int, indent: Int) -> Int? {
    let start = i + indent
    guard start < range.upperBound, bytes[i..<start].allSatisfy({ $0 == UInt8(ascii: " ") }) else { return nil }
    return start
  }

  /// Steps over empty lines, and leaves `i` at the start of the line that follows them.
  private func breaks(from i: inout Int, indent: Int) -> [(range: Range<Int>, decoded: [UInt8])] {
    var found: [(Range<Int>, [UInt8])] = []
    while i < range.upperBound {
      let spaces = bytes[i..<min(range.upperBound, i + indent)].prefix { $0 == UInt8(ascii: " ") }.count
      let (length, decoded) = ScalarDecoder.lineBreak(bytes, at: i + spaces, before: range.upperBound)
      if length == 0 { break }
      found.append((i + spaces..<i + spaces + length, decoded))
      i += spaces + length
    }
    return found
  }
}
