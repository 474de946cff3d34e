import Documents

/// Which names stand for secrets.
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
    "SECRET_ACCESS_KEY", "PRIVATE_KEY", "ENCRYPTION_KEY",
  ]
  /// What ends like a secret and is none: ids that members of a cluster find each other by, names of secrets that are kept
  /// elsewhere, switches, and what a browser is sent.
  private static let others = ["CLUSTER_TOKEN", "EXISTING_SECRET", "PULL_SECRET", "_USE_SECRET", "EMPTY_PASSWORD"]
  private static let publicPrefixes = ["NEXT_PUBLIC_", "VITE_", "NUXT_PUBLIC_", "PUBLIC_"]

  static func isSecret(_ name: String) -> Bool {
    let name = name.uppercased()
    return endings.contains { name.hasSuffix($0) } && !others.contains { name.hasSuffix($0) }
      && !publicPrefixes.contains { name.hasPrefix($0) }
  }

  /// The variable that names a file with the value. Grafana's image writes two underscores:
  /// <https://grafana.com/docs/grafana/latest/setup-grafana/configure-docker/>.
  static func fileVariable(of name: String) -> String { name + (name.hasPrefix("GF_") ? "__FILE" : "_FILE") }
}

/// Which values are secrets themselves.
enum SecretValues {
  /// Whether a value is the secret itself, and not where it is, a variable, a switch or what stands for a secret in an example.
  static func isLiteral(_ value: String) -> Bool {
    let lower = unquoted(value).lowercased()
    return !words.contains(lower) && !beginnings.contains { lower.hasPrefix($0) } && !lower.includes("://")
      && !fileEndings.contains { lower.hasSuffix($0) } && !isPlaceholder(lower)
  }

  private static let words: Set<String> = [
    "", "true", "false", "yes", "no", "none", "null", "0", "1", "on", "off", "enabled", "disabled", "required",
    "optional",
  ]
  /// Of paths, variables, templates, and references to where secrets are kept.
  private static let beginnings = [
    "/", "./", "../", "~", "<", "$", "{", "%", "[", "file:", "vault:", "secret:", "secrets:", "env:", "arn:", "ssm:",
    "op:", "ref+", "enc[", "projects/",
  ]
  private static let fileEndings = [".pem", ".key", ".crt", ".txt", ".json", ".yml", ".yaml", ".env", ".secret"]

  /// Whether a value says that it is to be replaced, or of what kind the secret is that belongs here.
  private static func isPlaceholder(_ lower: String) -> Bool {
    let letters = lower.utf8.filter { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
    let text = String(decoding: letters, as: UTF8.self)
    return text.isEmpty || hints.contains { text.contains($0) }
  }

  private static let hints = [
    "password", "passwd", "secret", "token", "apikey", "accesskey", "change", "choose", "your", "example", "dummy",
    "placeholder", "replace", "insert", "xxx", "redacted", "fixme", "todo", "default",
  ]

  /// A list keeps the quotes of `NAME="value"`.
  private static func unquoted(_ value: String) -> Substring {
    guard let first = value.utf8.first, first == UInt8(ascii: "\"") || first == UInt8(ascii: "'"),
      value.utf8.count > 1, value.utf8.last == first
    else { return value[...] }
    return value.dropFirst().dropLast()
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
    // The user's name is tried first.
    let isUser = bytes[start..<colon] == bytes[colon + 1..<at]
    let isSecret = isLiteral(password) && !isUser && !SecretNames.wellKnown.contains(password.lowercased())
    return isSecret && !password.includes("$") ? colon + 1..<at : nil
  }

  /// Services whose webhooks anybody may write to who knows the address.
  private static let webhooks = [
    "hooks.slack.com/services/", "discord.com/api/webhooks/", "discordapp.com/api/webhooks/",
    "webhook.office.com/webhook", "chat.googleapis.com/v1/spaces/",
  ]

  /// Whether an address is a secret as a whole.
  static func isWebhook(_ url: String) -> Bool {
    let end = url.split(separator: "/").last ?? ""
    return webhooks.contains { url.contains($0) } && !end.contains("$") && !isPlaceholder(end.lowercased())
  }
}
