/// Which names stand for secrets: of variables, keys, headers, flags, and parameters of addresses.
public enum SecretNames {
  /// Passwords of documentations and examples.
  public static let wellKnown: Set<String> = [
    "admin", "password", "passwd", "pass", "secret", "changeme", "change_me", "change-me", "default", "root",
    "postgres", "mysql",
    "redis", "grafana", "prometheus", "test", "guest", "example", "123456", "12345678", "1234", "foobar", "admin123",
    "password123", "prom-operator", "minioadmin", "supersecret",
  ]

  /// Whether a variable holds a password.
  public static func isPassword(_ name: String) -> Bool {
    let name = name.uppercased()
    return ["PASSWORD", "PASSWD", "_PASS", "_PW"].contains { name.hasSuffix($0) }
  }

  private static let variables = [
    "PASSWORD", "PASSWD", "_PASS", "_PW", "SECRET", "TOKEN", "API_KEY", "APIKEY", "SECRET_KEY", "SECRETKEY",
    "SECRET_ACCESS_KEY", "PRIVATE_KEY", "ENCRYPTION_KEY",
  ]
  /// What ends like a secret and is none: ids that members of a cluster find each other by, names of secrets that are kept
  /// elsewhere, switches, and what a browser is sent.
  private static let others = ["CLUSTER_TOKEN", "EXISTING_SECRET", "PULL_SECRET", "_USE_SECRET", "EMPTY_PASSWORD"]
  private static let publicPrefixes = ["NEXT_PUBLIC_", "VITE_", "NUXT_PUBLIC_", "PUBLIC_"]

  /// Whether a variable of the environment certainly holds a secret, so that its value may be reported.
  public static func isSecret(_ name: String) -> Bool {
    let name = name.uppercased()
    return variables.contains { name.hasSuffix($0) } && !isOther(name)
  }

  private static func isOther(_ name: String) -> Bool {
    others.contains { name.hasSuffix($0) } || publicPrefixes.contains { name.hasPrefix($0) }
  }

  /// The variable that names a file with the value. Grafana's image writes two underscores:
  /// <https://grafana.com/docs/grafana/latest/setup-grafana/configure-docker/>.
  public static func fileVariable(of name: String) -> String { name + (name.hasPrefix("GF_") ? "__FILE" : "_FILE") }

  // MARK: What is not shown

  /// Whether a value under this name may be a secret, so that nobody is shown it. Wider than what is reported: a value hidden in
  /// vain costs a reader a word, and one shown in vain costs a password.
  public static func mayHoldSecret(_ name: String) -> Bool {
    var name = name
    return name.withUTF8(mayHoldSecret) && !isOther(name.uppercased())
  }

  /// Without making anything of it, as the name of every value is held against all endings.
  private static func mayHoldSecret(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    // Several have numbers: `DB_PASSWORD_2`.
    let end = name.lastIndex { !$0.isDigit && $0 != UInt8(ascii: "_") } ?? -1
    let name = UnsafeBufferPointer(rebasing: name[...end])
    guard name.count > 1, let last = name.lazy.reversed().compactMap(plain).first else { return false }
    return endings[Int(last)].contains { ending in
      guard let start = start(of: ending.text, in: name) else { return false }
      switch ending.kind {
      case .word: return name[..<start].allSatisfy { plain($0) == nil }
      case .suffix: return true
      case .wordAtEnd:
        let joint = name.count - ending.text.count - 1
        return joint > 0 && "_-.".utf8.contains(name[joint])
      }
    }
  }

  /// Where the letters and digits begin with which a name ends; nil where it ends with others.
  private static func start(of ending: [UInt8], in name: UnsafeBufferPointer<UInt8>) -> Int? {
    var place = name.count
    for byte in ending.reversed() {
      repeat {
        place -= 1
        if place < 0 { return nil }
      } while plain(name[place]) == nil
      if plain(name[place]) != byte { return nil }
    }
    return place
  }

  /// How the name of a secret may end.
  private struct Ending {
    enum Kind { case word, suffix, wordAtEnd }
    let text: [UInt8]
    let kind: Kind
  }

  /// By their last byte.
  private static let endings: [[Ending]] = {
    func endings(_ texts: [String], _ kind: Ending.Kind) -> [Ending] {
      texts.map { Ending(text: Array($0.utf8), kind: kind) }
    }
    let all = endings(words, .word) + endings(suffixes, .suffix) + endings(shortSuffixes, .wordAtEnd)
    return (0...UInt8.max).map { last in all.filter { $0.text.last == last } }
  }()

  private static let words = ["pass", "pw", "pwd", "auth", "sig", "cookie"]
  private static let suffixes = [
    "password", "passwd", "passphrase", "requirepass", "masterauth", "secret", "token", "tokenid", "apikey", "authkey",
    "secretkey", "secretaccesskey", "privatekey", "encryptionkey", "signingkey", "sharedkey", "accountkey",
    "routingkey", "servicekey", "serviceaccountkey", "userkey", "integrationkey", "certificatekey", "credential",
    "credentials", "webhookurl", "slackapiurl",
    "authorization", "setcookie", "signature", "basicauthusers", "connectionstring",
  ]
  /// Of words of their own only: `bypass` is none.
  private static let shortSuffixes = ["pass", "pw", "pwd", "auth", "sig"]

  /// Small letters and digits only: `X-Api-Key` and `api_key` are written as one word.
  private static func plain(_ name: String) -> [UInt8] { name.utf8.compactMap(plain) }

  private static func plain(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x41...0x5A: byte | 0x20
    case 0x61...0x7A, 0x30...0x39: byte
    default: nil
    }
  }

  // MARK: Headers and parameters

  /// Whether a header of requests carries a secret by its name.
  public static func isHeader(_ name: String) -> Bool {
    let plain = plain(name)
    return ["authorization", "cookie", "token", "apikey", "secret", "password", "authkey", "accesskey"].contains {
      plain.suffix($0.utf8.count).elementsEqual($0.utf8)
    }
  }

  /// Whether a header may carry a secret, so that it is not copied.
  public static func mayBeHeader(_ name: String) -> Bool {
    let plain = String(decoding: plain(name), as: UTF8.self)
    return mayHoldSecret(name) || ["authorization", "cookie", "token", "key", "secret"].contains { plain.contains($0) }
  }

  /// Whether a header says something of the request that everybody may know, of mails too.
  static func isHarmlessHeader(_ name: String) -> Bool {
    harmlessHeaders.contains(String(decoding: plain(name), as: UTF8.self))
  }

  private static let harmlessHeaders: Set<String> = [
    "accept", "acceptencoding", "acceptlanguage", "cachecontrol", "connection", "contentencoding", "contenttype",
    "date", "expect", "from", "host", "importance", "listid", "messageid", "mimeversion", "origin", "pragma",
    "priority", "referer", "replyto", "returnpath", "sender", "subject", "threadtopic", "to", "useragent",
    "xforwardedfor", "xforwardedhost", "xforwardedproto", "xpriority", "xprometheusremotewriteversion",
    "xrequestedwith", "xscopeorgid", "xtenant", "xtenantid",
  ]

  /// Whether a parameter of an address carries a secret by its name.
  public static func isParameter(_ name: String) -> Bool {
    parameters.contains(String(decoding: plain(name), as: UTF8.self)) || mayHoldSecret(name)
  }

  private static let parameters: Set<String> = ["key", "sas", "sharedaccesssignature", "accesskey", "hmac"]
}
