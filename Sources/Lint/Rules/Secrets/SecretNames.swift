import Documents

/// Which names stand for secrets, and which values are none.
enum SecretNames {
  /// Passwords of documentations and examples.
  static let wellKnown: Set<String> = [
    "admin", "password", "passwd", "pass", "secret", "changeme", "change_me", "change-me", "default", "root",
    "postgres", "mysql",
    "redis", "grafana", "prometheus", "test", "guest", "example", "123456", "12345678", "1234", "foobar", "admin123",
    "password123", "prom-operator", "minioadmin", "supersecret",
  ]

  static func isPassword(_ name: String) -> Bool {
    let name = name.uppercased()
    return ["PASSWORD", "PASSWD", "_PASS", "_PW"].contains { name.hasSuffix($0) }
  }

  private static let endings = [
    "PASSWORD", "PASSWD", "_PASS", "_PW", "SECRET", "TOKEN", "API_KEY", "APIKEY", "SECRET_KEY", "SECRETKEY",
    "SECRET_ACCESS_KEY", "PRIVATE_KEY", "ENCRYPTION_KEY", "WEBHOOK_URL",
  ]

  static func isSecret(_ name: String) -> Bool {
    let name = name.uppercased()
    return endings.contains { name.hasSuffix($0) }
  }

  /// Whether a value is the secret itself, and not a path, a variable or a switch.
  static func isLiteral(_ value: String) -> Bool {
    let lower = value.lowercased()
    let words: Set<String> = ["", "true", "false", "yes", "no", "none", "null", "0", "1", "on", "off"]
    return !words.contains(lower) && !value.hasPrefix("/") && !value.hasPrefix("<") && !value.hasPrefix("$")
      && !value.hasPrefix("{{") && !value.hasPrefix("file:") && !lower.hasPrefix("vault:")
  }

  /// The password in `scheme://user:password@host`, as a range of UTF-8 bytes.
  static func password(in url: String) -> Range<Int>? {
    let bytes = Array(url.utf8)
    guard let scheme = bytes.indices.first(where: { bytes[$0...].starts(with: "://".utf8) }) else { return nil }
    let start = scheme + 3
    let end = bytes[start...].firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: " ") } ?? bytes.count
    guard let at = bytes[start..<end].lastIndex(of: UInt8(ascii: "@")),
      let colon = bytes[start..<at].firstIndex(of: UInt8(ascii: ":")), colon + 1 < at
    else { return nil }
    let password = String(decoding: bytes[colon + 1..<at], as: UTF8.self)
    return isLiteral(password) && !password.includes("$") ? colon + 1..<at : nil
  }
}
