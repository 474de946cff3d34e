/// Parses JSON in one pass over its bytes.
///
/// At the first mistake it stops, and every open collection is closed with what it has: enough to tell what the file is meant to be.
struct JSONParser {
  let bytes: UnsafeBufferPointer<UInt8>
  let source: SourceFile
  let limits: ReadingLimits
  var position = 0
  var findings: [Finding] = []
  var hasFailed = false
  private var nodeCount = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ source: SourceFile, _ limits: ReadingLimits) {
    self.bytes = bytes
    self.source = source
    self.limits = limits
  }

  mutating func document() -> Node? {
    if position == 0, bytes.starts(with: ByteEncoding.byteOrderMark) {
      position = ByteEncoding.byteOrderMark.count
      findings.append(
        Finding(
          JSONFinding.byteOrderMark, "the file begins with a byte order mark, which readers of JSON refuse",
          help: "save it as UTF-8 without one", in: source, at: 0..<position,
          fix: Fix("remove the byte order mark", [.init(0..<position, "")])))
    }
    skipSpace()
    let root = value(depth: 1)
    skipSpace()
    if !hasFailed, position < bytes.count { failAtJunk("expected the end of the file, for a JSON text is one value") }
    return root
  }

  // MARK: Values

  private mutating func value(depth: Int) -> Node? {
    let start = position
    guard start < bytes.count else { return fail("the file ends where a value is expected", at: start..<start) }
    guard depth <= limits.depth else {
      return fail(
        "values are nested more than \(limits.depth) deep", help: "flatten the structure", kind: .tooDeep,
        at: start..<start + 1)
    }
    nodeCount += 1
    guard nodeCount <= limits.nodes else {
      return fail(
        "the file holds more than \(limits.nodes) values", help: "split it", kind: .tooManyNodes,
        at: start..<start + 1)
    }
    switch bytes[start] {
    case UInt8(ascii: "{"): return object(depth)
    case UInt8(ascii: "["): return array(depth)
    case UInt8(ascii: "\""): return string().map { scalar($0, .json, start) }
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      guard number() else { return nil }
    default:
      guard word("true") || word("false") || word("null") else {
        failAtJunk("expected a value")
        return nil
      }
    }
    return scalar(text(start..<position), .plain, start)
  }

  private func scalar(_ text: String, _ style: Scalar.Style, _ start: Int) -> Node {
    Node(.scalar(Scalar(text: text, style: style)), range: start..<position)
  }

  private mutating func array(_ depth: Int) -> Node {
    let start = position
    var items: [Node] = []
    var size = 1
    position += 1
    skipSpace()
    if !take("]") {
      while !hasFailed, let item = value(depth: depth + 1) {
        items.append(item)
        size += item.size
        if hasFailed || !takeSeparator("]") { break }
      }
    }
    return Node(.sequence(items), range: start..<position, size: size)
  }

  private mutating func object(_ depth: Int) -> Node {
    let start = position
    var entries: [Node.Entry] = []
    var size = 1
    // Most objects are short: looking through their keys costs less than hashing them.
    var seen: [String: Int] = [:]
    let searchedThrough = 8
    position += 1
    skipSpace()
    if !take("}") {
      while !hasFailed, let key = key(), let value = value(depth: depth + 1) {
        size += 1 + value.size
        let name = key.text ?? ""
        if entries.count == searchedThrough, seen.isEmpty {
          for (index, entry) in entries.enumerated() { seen[entry.key.text ?? ""] = index }
        }
        let first = seen.isEmpty ? entries.firstIndex { $0.key.text == name } : seen[name]
        if let first {
          reportDuplicate(key, value, first: entries[first])
          entries[first] = .init(key: key, value: value)
        } else {
          if !seen.isEmpty { seen[name] = entries.count }
          entries.append(.init(key: key, value: value))
        }
        if hasFailed || !takeSeparator("}") { break }
      }
    }
    return Node(.mapping(entries), range: start..<position, size: size)
  }

  /// A key, its colon, and the space after it.
  private mutating func key() -> Node? {
    let start = position
    guard start < bytes.count else { return fail("the file ends where a key is expected", at: start..<start) }
    guard bytes[start] == UInt8(ascii: "\"") else {
      failAtJunk("expected a key in double quotes")
      return nil
    }
    guard let name = string() else { return nil }
    let key = scalar(name, .json, start)
    skipSpace()
    guard take(":") else {
      failAtJunk("expected `:` after the key")
      return nil
    }
    skipSpace()
    return key
  }

  /// Steps over a comma, or over the end of the collection.
  ///
  /// - Returns: whether another element must follow.
  private mutating func takeSeparator(_ end: StaticString) -> Bool {
    skipSpace()
    if take(end) { return false }
    let comma = position
    guard take(",") else {
      failAtJunk("expected `,` or `\(end)`")
      return false
    }
    skipSpace()
    if position < bytes.count, bytes[position] == end.utf8Start.pointee {
      stop(
        "JSON has no trailing commas", help: "remove the comma before `\(end)`", at: comma..<comma + 1,
        fix: Fix("remove the trailing comma", [.init(comma..<comma + 1, "")]))
      return false
    }
    return true
  }

  /// Readers take the last of several values, https://www.rfc-editor.org/rfc/rfc8259#section-4 leaves it open.
  private mutating func reportDuplicate(_ key: Node, _ value: Node, first: Node.Entry) {
    if first.value.isSame(as: value) { return }
    findings.append(
      Finding(
        JSONFinding.duplicateKey, "duplicate key `\(key.text ?? "")`: only the last one counts",
        severity: first.value.isEmpty ? .warning : nil, help: "keep one of the two", in: source, at: key.range,
        notes: [.init("first here", in: source, at: first.key.range)])
    )
  }

  // MARK: Reading bytes

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\t")
  }

  private mutating func skipSpace() {
    while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
  }

  private mutating func take(_ character: StaticString) -> Bool {
    guard position < bytes.count, bytes[position] == character.utf8Start.pointee else { return false }
    position += 1
    return true
  }

  private mutating func word(_ word: StaticString) -> Bool {
    let expected = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard bytes[position...].starts(with: expected) else { return false }
    let end = position + expected.count
    guard end == bytes.count || !(bytes[end].isLetter || bytes[end].isDigit) else { return false }
    position = end
    return true
  }

  func text(_ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
  }

  /// A string, its quotes included.
  private mutating func string() -> String? {
    let start = position + 1
    var i = start
    while i < bytes.count, bytes[i] != UInt8(ascii: "\""), bytes[i] != UInt8(ascii: "\\"), bytes[i] >= 0x20 { i += 1 }
    var decoded: [UInt8] = []
    var copied = start
    while i < bytes.count, bytes[i] != UInt8(ascii: "\"") {
      if bytes[i] == UInt8(ascii: "\\") {
        guard let escape = JSONEscape(bytes, at: i, before: bytes.count) else {
          return fail(
            "`\(text(i..<min(i + 2, bytes.count)))` begins no escape of JSON",
            help: #"write a backslash as `\\`; four hexadecimal digits follow `\u`"#, at: i..<min(i + 2, bytes.count))
        }
        decoded += bytes[copied..<i]
        escape.append(to: &decoded)
        i += escape.length
        copied = i
      } else if bytes[i] < 0x20 {
        return fail(
          "a string of JSON cannot hold a line break, a tab or another control character as it is",
          help: #"write it as an escape, such as `\n` or `\t`; or a closing quote is missing"#, at: i..<i + 1)
      } else {
        i += 1
      }
    }
    guard i < bytes.count else { return fail("the string that begins here does not end", at: start - 1..<start) }
    position = i + 1
    if copied == start { return text(start..<i) }
    decoded += bytes[copied..<i]
    return String(decoding: decoded, as: UTF8.self)
  }

  /// `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`
  private mutating func number() -> Bool {
    let start = position
    var i = position
    func digits() -> Int {
      var end = i
      while end < bytes.count, bytes[end].isDigit { end += 1 }
      return end - i
    }
    func at(_ characters: StaticString) -> Bool {
      i < bytes.count
        && UnsafeBufferPointer(start: characters.utf8Start, count: characters.utf8CodeUnitCount).contains(bytes[i])
    }
    if at("-") { i += 1 }
    let isZero = at("0")
    let whole = digits()
    i += whole
    var isGood = whole > 0 && (whole == 1 || !isZero)
    if at(".") {
      i += 1
      let fraction = digits()
      i += fraction
      isGood = isGood && fraction > 0
    }
    if at("eE") {
      i += 1
      if at("+-") { i += 1 }
      let exponent = digits()
      i += exponent
      isGood = isGood && exponent > 0
    }
    while i < bytes.count, bytes[i].isLetter || bytes[i].isDigit || at("._") {
      i += 1
      isGood = false
    }
    if !isGood {
      stop(
        "`\(text(start..<min(i, start + 40)))` is no number of JSON",
        help: "write it in decimal, without leading zeros, with digits on both sides of the point", at: start..<i)
    }
    position = i
    return isGood
  }
}

extension Node {
  /// Whether nothing is lost with it.
  fileprivate var isEmpty: Bool {
    switch content {
    case .scalar(let scalar): scalar.text.isEmpty || isNull
    case .sequence(let items): items.isEmpty
    case .mapping(let entries): entries.isEmpty
    }
  }

  /// Whether it says what another does, whatever the order of keys.
  fileprivate func isSame(as other: Node) -> Bool {
    switch (content, other.content) {
    case (.scalar(let a), .scalar(let b)): a.text == b.text && a.coreType == b.coreType
    case (.sequence(let a), .sequence(let b)): a.count == b.count && zip(a, b).allSatisfy { $0.isSame(as: $1) }
    case (.mapping(let a), .mapping(let b)):
      a.count == b.count && a.allSatisfy { entry in other[entry.key.text ?? ""].map(entry.value.isSame) ?? false }
    default: false
    }
  }
}
