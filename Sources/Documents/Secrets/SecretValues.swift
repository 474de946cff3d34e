/// Which values are secrets themselves, and not where one is, a variable, a switch or what stands for one in an example.
public enum SecretValues {
  /// Whether a value is certainly a secret, so that it may be reported.
  public static func isLiteral(_ value: String) -> Bool {
    let lower = unquoted(value).lowercased()
    return !words.contains(lower) && !beginnings.contains { lower.hasPrefix($0) } && !lower.includes("://")
      && !fileEndings.contains { lower.hasSuffix($0) } && !saysWhatBelongsHere(lower)
  }

  /// Whether a value under the name of a secret is certainly none, so that it may be shown: narrower than what is not reported, as
  /// a password may well have `example` in it.
  public static func mayBeShown(_ value: some StringProtocol) -> Bool {
    let text = unquoted(String(value).trimmed())
    let lower = text.lowercased()
    if words.contains(lower) || SecretNames.wellKnown.contains(lower) || Placeholder.words.contains(lower) {
      return true
    }
    let whole = String(text)
    return Placeholder.isReference(whole) || Placeholder.isCapitals(whole) || isPath(text.utf8)
      || isMasked(lower.utf8) || (references + harmlessBeginnings).contains { lower.hasPrefix($0) }
  }

  /// No word that may be shown has more bytes.
  static let longestWord = 64

  /// The same of a value that is longer than all words. It is looked at no further than needed: there may be thousands of values in a
  /// text, each within the one before it.
  static func mayBeShown(long bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let isSpace = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
    var value = bytes[...]
    while let first = value.first, isSpace(first) { value.removeFirst() }
    while let last = value.last, isSpace(last) { value.removeLast() }
    guard value.count > longestWord + 2 else { return mayBeShown(String(decoding: value, as: UTF8.self)) }
    if let quote = value.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"), value.last == quote {
      value = value.dropFirst().dropLast()
    }
    let beginning = String(decoding: value.prefix(longestWord), as: UTF8.self).lowercased()
    if (references + harmlessBeginnings).contains(where: beginning.hasPrefix) { return true }
    if isMasked(value) || isPath(value) { return true }
    // The name of something has no sign that a name cannot have.
    guard let first = value.first, "${<%_".utf8.contains(first) || (0x41...0x5A).contains(first) else { return false }
    let text = String(decoding: value, as: UTF8.self)
    return Placeholder.isReference(text) || Placeholder.isCapitals(text)
  }

  private static let harmlessBeginnings = ["your-", "your_", "<secret>"]

  private static func isMasked(_ bytes: some Collection<UInt8>) -> Bool {
    bytes.allSatisfy { "x-.*•".utf8.contains($0 == UInt8(ascii: "X") ? UInt8(ascii: "x") : $0) }
  }

  /// Whether a text is a key by its looks: letters and digits without any word, as services issue them.
  public static func looksIssued(_ text: String) -> Bool {
    let bytes = text.utf8
    return bytes.count >= 20 && bytes.allSatisfy { $0.isLetter || $0.isDigit } && bytes.contains(where: \.isDigit)
      && bytes.contains(where: \.isLetter)
  }

  /// Whether a value is drawn and not thought up: letters and digits in turn, and no word with a number behind it. Of one that is thought
  /// up nobody outside can tell whether it stands for another.
  public static func looksDrawn(_ value: String) -> Bool {
    if value.includes("PRIVATE KEY") { return true }
    let bytes = Array((value.split(separator: "/").last.map(String.init) ?? value).utf8)
    let letters = bytes.count { $0.isLetter }, digits = bytes.count { $0.isDigit }
    let turns = zip(bytes, bytes.dropFirst()).count { $0.isLetter != $1.isLetter }
    return bytes.count >= 8 && letters >= 3 && digits >= 2 && turns >= 2 && Set(bytes).count >= 6
      && !saysWhatBelongsHere(value)
  }

  private static let words: Set<String> = [
    "", "true", "false", "yes", "no", "none", "null", "0", "1", "on", "off", "enabled", "disabled", "required",
    "optional",
  ]
  /// How tools name a secret that they keep.
  private static let references = ["vault:", "env:", "arn:", "ssm:", "op://", "ref+", "enc[", "projects/"]
  /// Of paths, variables, templates, and references to where secrets are kept.
  private static let beginnings =
    references + ["/", "./", "../", "~", "<", "$", "{", "%", "[", "file:", "secret:", "secrets:", "op:"]
  private static let fileEndings = [".pem", ".key", ".crt", ".txt", ".json", ".yml", ".yaml", ".env", ".secret"]

  /// Whether a value says that it is to be replaced, or of what kind the secret is that belongs here.
  public static func saysWhatBelongsHere(_ value: String) -> Bool {
    let lower = value.lowercased()
    let letters = lower.utf8.filter { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
    let text = String(decoding: letters, as: UTF8.self)
    return text.isEmpty || hints.contains { text.contains($0) }
  }

  private static let hints = [
    "password", "passwd", "secret", "token", "apikey", "accesskey", "change", "choose", "your", "example", "dummy",
    "placeholder", "notsecure", "insecure", "replace", "insert", "xxx", "redacted", "fixme", "todo", "default",
  ]

  /// `/run/secrets/db`, `./certs/key.pem`
  private static func isPath(_ bytes: some Collection<UInt8>) -> Bool {
    let isPlain = bytes.allSatisfy { $0.isLetter || $0.isDigit || "/._-~".utf8.contains($0) }
    guard isPlain, let first = bytes.first else { return false }
    let folders = bytes.count { $0 == UInt8(ascii: "/") }
    return first == UInt8(ascii: "/")
      ? folders > 1 : folders > 0 && (first == UInt8(ascii: ".") || first == UInt8(ascii: "~"))
  }

  /// A list keeps the quotes of `NAME="value"`.
  private static func unquoted(_ value: String) -> Substring {
    guard let first = value.utf8.first, first == UInt8(ascii: "\"") || first == UInt8(ascii: "'"),
      value.utf8.count > 1, value.utf8.last == first
    else { return value[...] }
    return value.dropFirst().dropLast()
  }

  /// The password in `scheme://user:password@host`, as a range of UTF-8 bytes.
  public static func password(in url: String) -> Range<Int>? {
    let bytes = Array(url.utf8)
    guard let scheme = bytes.indices.first(where: { bytes[$0...].starts(with: "://".utf8) }) else { return nil }
    let start = scheme + 3
    let end = bytes[start...].firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: " ") } ?? bytes.count
    guard let at = bytes[start..<end].lastIndex(of: UInt8(ascii: "@")),
      let colon = bytes[start..<at].firstIndex(of: UInt8(ascii: ":")), colon + 1 < at
    else { return nil }
    let password = String(decoding: bytes[colon + 1..<at], as: UTF8.self)
    // The user's name is tried first.
    let isUser = bytes[start..<colon] == bytes[colon + 1..<at]
    let isSecret = isLiteral(password) && !isUser && !SecretNames.wellKnown.contains(password.lowercased())
    return isSecret && !password.includes("$") ? colon + 1..<at : nil
  }

  /// Services whose webhooks anybody may write to who knows the address.
  private static let webhooks = [
    "hooks.slack.com/services/", "discord.com/api/webhooks/", "discordapp.com/api/webhooks/",
    "webhook.office.com/webhook", "outlook.office.com/webhook/", "chat.googleapis.com/v1/spaces/",
  ]

  /// The same, and addresses of which it is not certain: they are hidden, and not reported.
  static let hiddenWebhooks: [StaticString] = [
    "hooks.slack.com/services/", "hooks.slack.com/workflows/", "hooks.slack.com/triggers/", "/api/webhooks/",
    "webhook.office.com/", "outlook.office.com/webhook/", "chat.googleapis.com/v1/spaces/", "api.telegram.org/bot",
    "hc-ping.com/", "hooks.zapier.com/hooks/", "events.pagerduty.com/integration/",
  ]

  /// `YOUR`, `WEBHOOK` in the path of an address; what services issue has digits.
  static func isPlaceholder(_ part: Substring) -> Bool {
    ["YOUR", "WEBHOOK", "TOKEN", "SECRET", "KEY", "URL", "PATH"].contains(part)
  }

  /// Whether an address is a secret as a whole.
  public static func isWebhook(_ url: String) -> Bool {
    let parts = url.split(separator: "/")
    return webhooks.contains { url.contains($0) } && parts.last?.contains("$") != true
      && !saysWhatBelongsHere(parts.last.map(String.init) ?? "") && !parts.contains(where: isPlaceholder)
  }
}
