/// Looks through a text for what comes before a secret.
struct SecretScanner {
  /// The quotes of a text: which, and how many backslashes they have before them.
  struct QuoteKind: Hashable {
    var quote: UInt8
    var slashes: Int
  }

  let bytes: UnsafeBufferPointer<UInt8>
  let isProse: Bool
  /// Up to where backticks were counted, and how many there are.
  private var quoted = (end: 0, count: 0)
  /// The end of the last value that was read: what looks like a name within it is a part of it.
  private(set) var valueEnd = 0
  /// What is asked about place after place.
  var word = AddressWord()
  var context = LineContext(reach: SecretScanner.reach)
  var brackets = OpenBrackets()
  var colons = NextPlace(of: ":"), slashes = NextPlace(of: "/")
  var questions = NextPlace(of: "?"), hashes = NextPlace(of: "#"), names = NextPlace(of: "name")
  var breaks = NextPlace(of: "\n"), quotes = NextPlace(of: "\"\"\""), apostrophes = NextPlace(of: "'''")
  /// The last scheme, the last port, and the last name of a value that was looked at.
  var scheme = (start: 0, end: 0)
  var port = (range: 0..<0, isOne: false)
  private var named = (place: -1, isSecret: false)
  /// The last parameter of an address, and the end of what of it is no punctuation.
  var parameters = 0..<0
  var trimmedEnd = 0
  /// Up to where quotes of one kind were looked for, and the end of the text between them.
  var quotedEnds: [QuoteKind: Range<Int>] = [:]
  /// Programs whose short flags mean something, as far as anybody asked.
  var programs: [String: Bool] = [:]
  /// How the last value goes on that does not end with the text.
  var open: ContinuedSecret.End?
  private(set) var found: [SecretText.Secret] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>, isProse: Bool) {
    self.bytes = bytes
    self.isProse = isProse
  }

  mutating func run() {
    each("@") { $0.userinfo(before: $1) }
    each("=") { $0.assignment(at: $1) }
    each("~") { $0.mismatch(at: $1) }
    each(":") { $0.pair(at: $1) }
    each("-") { $0.flag(at: $1) }
    each("(") { $0.call(at: $1) }
    each("$") { $0.fallback(at: $1) }
    headers()
    piped()
    webhooks()
    for key in IssuedKeys.ranges(in: bytes) { add(.key, key) }
  }

  mutating func each(_ sign: Unicode.Scalar, _ look: (inout Self, Int) -> Void) {
    let byte = UInt8(ascii: sign)
    var position = 0
    valueEnd = 0
    while let place = bytes.offset(of: byte, from: position) {
      look(&self, place)
      position = place + 1
    }
  }

  mutating func add(_ kind: SecretText.Secret.Kind, _ range: Range<Int>) {
    valueEnd = max(valueEnd, range.upperBound)
    guard !range.isEmpty, !mayBeShown(range) else { return }
    found.append(.init(kind: kind, range: range))
  }

  private func mayBeShown(_ range: Range<Int>) -> Bool {
    range.count > SecretValues.longestWord
      ? SecretValues.mayBeShown(long: UnsafeBufferPointer(rebasing: bytes[range]))
      : SecretValues.mayBeShown(text(range))
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  func byte(_ offset: Int) -> UInt8? { bytes.indices.contains(offset) ? bytes[offset] : nil }

  func isNext(_ text: StaticString, at offset: Int) -> Bool {
    bytes[min(offset, bytes.count)...].starts(
      with: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// How far from a place what belongs to it is looked for, so that no text costs more than its length.
  static let reach = 2048

  static func isName(_ byte: UInt8) -> Bool { byte.isLetter || byte.isDigit || "_.-".utf8.contains(byte) }

  static func endsWord(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte.isQuote || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
  }

  /// The name that ends at an offset.
  func name(before end: Int) -> Range<Int> {
    var start = end
    while start > 0, end - start < 128, Self.isName(bytes[start - 1]) { start -= 1 }
    return start..<end
  }

  // MARK: Names

  /// `name: value`, `"name":"value"`, and the value beside a name: `{ name: API_KEY, value: x }`
  private mutating func pair(at colon: Int) {
    guard colon >= valueEnd else { return }
    var end = colon
    while end > 0, bytes[end - 1].isBlank { end -= 1 }
    let isQuoted = end > 0 && (bytes[end - 1] == UInt8(ascii: "\"") || bytes[end - 1] == UInt8(ascii: "'"))
    guard isQuoted || byte(colon + 1)?.isBlank ?? true else { return }
    if isQuoted {
      end -= 1
      while end > 0, bytes[end - 1] == UInt8(ascii: "\\") { end -= 1 }
    }
    let name = name(before: end)
    guard !name.isEmpty else { return }
    if isProse, !isInBackticks(colon) { return }
    let text = text(name)
    guard SecretNames.mayHoldSecret(text) || text == "value" && isBesideSecretName(colon) else { return }
    var start = colon + 1
    while let byte = byte(start), byte.isBlank { start += 1 }
    switch byte(start) {
    case nil: open = .value
    // A block whose text stands in the lines below.
    case UInt8(ascii: "|"), UInt8(ascii: ">"): open = .block
    // A mapping, an alias.
    case UInt8(ascii: "{"), UInt8(ascii: "*"): return
    case UInt8(ascii: "["):
      let close =
        bytes[start...].prefix(Self.reach).firstIndex(of: UInt8(ascii: "]")) ?? min(bytes.count, start + Self.reach)
      if close == bytes.count { open = .closing("]") }
      add(.named(text), start + 1..<close)
    default: add(.named(text), value(from: start, isLine: true))
    }
  }

  /// Whether a place stands between backticks; places are asked about in their order.
  private mutating func isInBackticks(_ offset: Int) -> Bool {
    quoted.count += bytes[quoted.end..<offset].count { $0 == UInt8(ascii: "`") }
    quoted.end = offset
    return !quoted.count.isMultiple(of: 2)
  }

  /// Whether the last `name: X` before an offset names a secret.
  private mutating func isBesideSecretName(_ offset: Int) -> Bool {
    let name = names.from(max(0, offset - Self.reach), in: bytes)
    guard name + 4 <= offset else { return false }
    if name != named.place {
      let rest = bytes[(name + 4)..<offset].drop { $0.isQuote || $0.isBlank || $0 == UInt8(ascii: ":") }
      let word = rest.prefix(while: Self.isName)
      named = (name, SecretNames.mayHoldSecret(String(decoding: word, as: UTF8.self)))
    }
    return named.isSecret
  }
}
