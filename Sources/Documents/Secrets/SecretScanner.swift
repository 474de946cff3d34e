/// Looks through a text for what comes before a secret.
struct SecretScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let isProse: Bool
  /// Up to where backticks were counted, and how many there are.
  private var quoted = (end: 0, count: 0)
  /// The end of the last value that was read: what looks like a name within it is a part of it.
  private var valueEnd = 0
  /// What is asked about place after place.
  private var word = AddressWord()
  private var context = LineContext(reach: SecretScanner.reach)
  private var colons = NextPlace(of: ":"), slashes = NextPlace(of: "/")
  private var questions = NextPlace(of: "?"), hashes = NextPlace(of: "#"), names = NextPlace(of: "name")
  /// The last scheme, the last port, and the last name of a value that was looked at.
  private var scheme = (start: 0, end: 0)
  private var port = (range: 0..<0, isOne: false)
  private var named = (place: -1, isSecret: false)
  /// The last parameter of an address, and the end of what of it is no punctuation.
  private var parameters = 0..<0
  private var trimmedEnd = 0
  /// Up to where quotes of one kind were looked for, and the end of the text between them.
  private var quotedEnds: [QuoteKind: Range<Int>] = [:]
  /// Programs whose short flags mean something, as far as anybody asked.
  private var programs: [String: Bool] = [:]
  private(set) var found: [SecretText.Secret] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>, isProse: Bool) {
    self.bytes = bytes
    self.isProse = isProse
  }

  mutating func run() {
    each("@") { $0.userinfo(before: $1) }
    each("=") { $0.assignment(at: $1) }
    each(":") { $0.pair(at: $1) }
    each("-") { $0.flag(at: $1) }
    webhooks()
    keys()
  }

  private mutating func each(_ sign: Unicode.Scalar, _ look: (inout Self, Int) -> Void) {
    let byte = UInt8(ascii: sign)
    var position = 0
    valueEnd = 0
    while let place = bytes.offset(of: byte, from: position) {
      look(&self, place)
      position = place + 1
    }
  }

  private mutating func add(_ kind: SecretText.Secret.Kind, _ range: Range<Int>) {
    valueEnd = max(valueEnd, range.upperBound)
    guard !range.isEmpty, !mayBeShown(range) else { return }
    found.append(.init(kind: kind, range: range))
  }

  private func mayBeShown(_ range: Range<Int>) -> Bool {
    range.count > SecretValues.longestWord
      ? SecretValues.mayBeShown(long: UnsafeBufferPointer(rebasing: bytes[range]))
      : SecretValues.mayBeShown(text(range))
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private func byte(_ offset: Int) -> UInt8? { bytes.indices.contains(offset) ? bytes[offset] : nil }

  private func isNext(_ text: StaticString, at offset: Int) -> Bool {
    bytes[min(offset, bytes.count)...].starts(
      with: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// How far from a place what belongs to it is looked for, so that no text costs more than its length.
  private static let reach = 2048

  private static func isName(_ byte: UInt8) -> Bool { byte.isLetter || byte.isDigit || "_.-".utf8.contains(byte) }

  static func endsWord(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte.isQuote || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
  }

  /// The name that ends at an offset.
  private func name(before end: Int) -> Range<Int> {
    var start = end
    while start > 0, end - start < 128, Self.isName(bytes[start - 1]) { start -= 1 }
    return start..<end
  }

  // MARK: Values

  /// The value that begins at an offset: what is between quotes, or what goes on to the next blank.
  ///
  /// - Parameter isLine: without quotes it goes on to the end of the line, as in YAML, or of the quotes or brackets that it stands in.
  private mutating func value(from start: Int, isLine: Bool) -> Range<Int> {
    var start = start
    var slashes = 0
    while byte(start) == UInt8(ascii: "\\") { (start, slashes) = (start + 1, slashes + 1) }
    if let quote = byte(start), quote.isQuote { return start + 1..<end(of: quote, from: start + 1, slashes: slashes) }
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

  /// The quotes of a text: which, and how many backslashes they have before them.
  private struct QuoteKind: Hashable {
    var quote: UInt8
    var slashes: Int
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
  private func closesFlow(_ offset: Int) -> Bool {
    switch bytes[offset] {
    case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ")"):
      byte(offset + 1).map { $0 <= 0x20 || ",}])\"'`".utf8.contains($0) } ?? true
    default: false
    }
  }

  // MARK: Addresses

  /// `scheme://user:PASSWORD@host`, `user:PASSWORD@host:80`
  private mutating func userinfo(before at: Int) {
    let (start, hasScheme) = word.advance(to: at, reach: Self.reach, in: bytes)
    if hasScheme { userinfo(start..<at) } else { userinfoWithoutScheme(start..<at) }
  }

  /// Whether what is between a scheme and an offset is behind one of the web.
  private mutating func isWeb(_ authority: Range<Int>) -> Bool {
    if scheme.end != authority.lowerBound {
      scheme = (authority.lowerBound - 3, authority.lowerBound)
      while scheme.start > 0, bytes[scheme.start - 1].isLetter { scheme.start -= 1 }
    }
    return isNext("http", at: max(scheme.start, authority.upperBound - Self.reach))
  }

  private mutating func userinfo(_ authority: Range<Int>) {
    let start = authority.lowerBound
    let slash = min(
      slashes.from(start, in: bytes), questions.from(start, in: bytes), hashes.from(start, in: bytes),
      authority.upperBound)
    let hasPath = slash < authority.upperBound
    let colon = colons.from(start, in: bytes)
    guard colon < slash else {
      // A name alone is no secret; a long one in front of a host of the web is a token.
      if !hasPath, authority.count >= 16, isWeb(authority) { add(.userinfo, authority) }
      return
    }
    // A slash that nobody encoded; what is behind the port of a host is a path.
    if hasPath, isPort(colon + 1..<slash) { return }
    add(.userinfo, colon + 1..<authority.upperBound)
  }

  private mutating func isPort(_ range: Range<Int>) -> Bool {
    if port.range != range || range.isEmpty { port = (range, bytes[range].allSatisfy(\.isDigit)) }
    return port.isOne
  }

  private mutating func userinfoWithoutScheme(_ part: Range<Int>) {
    let colon = colons.from(part.lowerBound, in: bytes)
    guard colon < part.upperBound, colon > part.lowerBound,
      let next = byte(part.upperBound + 1), next.isLetter || next.isDigit || "[($".utf8.contains(next),
      !isNext("sha256:", at: part.upperBound + 1), !isNext("mailto", at: part.lowerBound),
      // The modifier of a query.
      !isNext("start()", at: part.upperBound + 1), !isNext("end()", at: part.upperBound + 1),
      slashes.from(part.lowerBound, in: bytes) > colon
    else { return }
    // A number is no host.
    var end = part.upperBound + 1
    while byte(end)?.isDigit == true { end += 1 }
    if byte(end).map({ Self.endsWord($0) || ")]},".utf8.contains($0) }) ?? true { return }
    add(.userinfo, colon + 1..<part.upperBound)
  }

  private mutating func webhooks() {
    // Each has a path, and most texts no slash.
    if bytes.offset(of: UInt8(ascii: "/")) == nil { return }
    for mark in Self.webhooks {
      var position = 0
      while let place = bytes.offset(of: mark, from: position) {
        let start = place + mark.utf8CodeUnitCount
        let end = bytes[start...].firstIndex { Self.endsWord($0) || ",}])".utf8.contains($0) } ?? bytes.count
        let last = bytes[start..<end].split(separator: UInt8(ascii: "/")).last.map {
          String(decoding: $0, as: UTF8.self)
        }
        if let last, !SecretValues.mayBeShown(last) { add(.webhook, start..<end) }
        position = max(end, place + 1)
      }
    }
  }

  private static let webhooks: [StaticString] = [
    "hooks.slack.com/services/", "hooks.slack.com/workflows/", "hooks.slack.com/triggers/", "/api/webhooks/",
    "webhook.office.com/", "outlook.office.com/webhook/", "chat.googleapis.com/v1/spaces/", "api.telegram.org/bot",
    "hc-ping.com/",
    "hooks.zapier.com/hooks/", "events.pagerduty.com/integration/",
  ]

  // MARK: Names

  /// `NAME=value`, `--name=value`, `?name=value`
  private mutating func assignment(at sign: Int) {
    let name = name(before: sign)
    guard !name.isEmpty, let next = byte(sign + 1), next != UInt8(ascii: "="), next != UInt8(ascii: "~") else { return }
    let before = byte(name.lowerBound - 1)
    let isParameter = before == UInt8(ascii: "?") || before == UInt8(ascii: "&") || before == UInt8(ascii: ";")
    let text = text(name)
    if isParameter, SecretNames.isParameter(text) {
      return add(.parameter(text), parameter(from: sign + 1))
    }
    guard sign >= valueEnd, SecretNames.mayHoldSecret(text) else { return }
    // `{token="x"}` selects series.
    let isQuoted = next.isQuote || next == UInt8(ascii: "\\")
    if isQuoted, let opener = bytes[..<name.lowerBound].last(where: { !$0.isBlank }), "{,(".utf8.contains(opener) {
      return
    }
    add(.named(text), value(from: sign + 1, isLine: false))
  }

  private mutating func parameter(from start: Int) -> Range<Int> {
    // One that begins within another ends where that does.
    if parameters.lowerBound <= start, start <= parameters.upperBound, start > 0 {
      return start..<max(start, trimmedEnd)
    }
    var end = start
    while let byte = byte(end), !Self.endsWord(byte), byte != UInt8(ascii: "&"), byte != UInt8(ascii: "#"),
      byte != UInt8(ascii: "\\"), !closesFlow(end)
    {
      end += 1
    }
    parameters = start..<end
    // What ends the sentence, and not the address.
    while isProse, end > start, ":.;,".utf8.contains(bytes[end - 1]) { end -= 1 }
    trimmedEnd = end
    return start..<end
  }

  /// `name: value`, `"name":"value"`, and the value beside a name: `{ name: API_KEY, value: x }`
  private mutating func pair(at colon: Int) {
    guard colon >= valueEnd, let next = byte(colon + 1) else { return }
    var end = colon
    while end > 0, bytes[end - 1].isBlank { end -= 1 }
    let isQuoted = end > 0 && (bytes[end - 1] == UInt8(ascii: "\"") || bytes[end - 1] == UInt8(ascii: "'"))
    guard next.isBlank || isQuoted else { return }
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
    guard let first = byte(start) else { return }
    switch first {
    // A mapping, a block whose text stands in the lines below, an alias.
    case UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "*"): return
    case UInt8(ascii: "["):
      let close =
        bytes[start...].prefix(Self.reach).firstIndex(of: UInt8(ascii: "]")) ?? min(bytes.count, start + Self.reach)
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

  // MARK: Commands

  /// `--requirepass PASSWORD`, `"-a", "PASSWORD"`
  private mutating func flag(at dash: Int) {
    if let before = byte(dash - 1), !before.isBlank, !before.isQuote, before != UInt8(ascii: "[") { return }
    var end = dash
    while let byte = byte(end), Self.isName(byte) { end += 1 }
    let flag = text(dash..<end)
    guard byte(end) != UInt8(ascii: "="), flag.contains(where: { $0 != "-" }) else { return }
    guard isSecretFlag(flag) else { return attached(dash, end) }
    var start = end
    while let byte = byte(start), byte.isBlank || "\"',\\".utf8.contains(byte) { start += 1 }
    guard start > end, byte(start) != UInt8(ascii: "-") else { return }
    let isQuoted = byte(start - 1).map { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") } == true
    let value = value(from: isQuoted ? start - 1 : start, isLine: false)
    guard flag == "-u" || flag == "--user" else { return add(.argument(flag), value) }
    if let colon = bytes[value].firstIndex(of: UInt8(ascii: ":")) { add(.argument(flag), colon + 1..<value.upperBound) }
  }

  /// `mysql -pPASSWORD`
  private mutating func attached(_ dash: Int, _ end: Int) {
    guard byte(dash + 1) == UInt8(ascii: "p"), mentions("mysql") || mentions("mariadb") else { return }
    add(.argument("-p"), dash + 2..<value(from: dash, isLine: false).upperBound)
  }

  private mutating func isSecretFlag(_ flag: String) -> Bool {
    switch flag {
    case "-a": mentions("redis-cli") || mentions("valkey-cli")
    case "-p": mentions("sshpass") || mentions("mongo")
    case "-u", "--user": mentions("curl")
    default: flag.utf8.count > 2 && SecretNames.mayHoldSecret(String(flag.drop { $0 == "-" }))
    }
  }

  private mutating func mentions(_ program: StaticString) -> Bool {
    let name = "\(program)"
    if let known = programs[name] { return known }
    let isThere = bytes.offset(of: program) != nil
    programs[name] = isThere
    return isThere
  }

  // MARK: Keys

  /// Keys that say by their first letters whose they are, and what follows `Bearer`.
  private mutating func keys() {
    guard mayHaveKey else { return }
    for mark in Self.keys {
      var position = 0
      while let place = bytes.offset(of: mark, from: position) {
        let start = mark.utf8CodeUnitCount == 7 && mark.description == "Bearer " ? place + 7 : place
        var end = start
        while let byte = byte(end), byte.isLetter || byte.isDigit || "_-.+/=".utf8.contains(byte) { end += 1 }
        while end > start, bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
        let isAlone = byte(place - 1).map { !$0.isLetter && !$0.isDigit } ?? true
        let key = bytes[start..<end]
        if isAlone, key.count >= 8, key.contains(where: \.isDigit), start > place || key.count >= 20 {
          add(.key, start..<end)
        }
        position = max(end, place + 1)
      }
    }
  }

  /// Whether anything begins like one of the keys: a look at each byte, instead of a search for each of them.
  private var mayHaveKey: Bool {
    let letters = Self.letters
    return bytes.indices.dropLast(2).contains { place in
      letters[Int(bytes[place])].contains(.first) && letters[Int(bytes[place + 1])].contains(.second)
        && letters[Int(bytes[place + 2])].contains(.third)
    }
  }

  /// As which of the first letters of keys a byte may stand.
  private struct Places: OptionSet {
    let rawValue: UInt8
    static let first = Places(rawValue: 1), second = Places(rawValue: 2), third = Places(rawValue: 4)
  }

  private static let letters: [Places] = {
    var letters = [Places](repeating: [], count: 256)
    for mark in keys {
      for (byte, place) in zip(mark.description.utf8, [Places.first, .second, .third]) {
        letters[Int(byte)].insert(place)
      }
    }
    return letters
  }()

  /// <https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns>
  private static let keys: [StaticString] = [
    "Bearer ", "ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "glsa_", "xoxb-", "xoxp-", "xapp-", "sk_live_", "sk-",
    "hvs.", "eyJ", "SG.", "AIza",
  ]
}
