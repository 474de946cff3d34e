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

  private static let endings = [
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
    return endings.contains { name.hasSuffix($0) } && !isOther(name)
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
    let plain = plain(name)
    let isSecret =
      words.contains { plain.elementsEqual($0.utf8) } || suffixes.contains { ends(plain, with: $0) }
      || shortSuffixes.contains { ending in
        name.utf8.count > ending.utf8.count + 1 && ends(plain, with: ending) && isJoint(name, before: ending)
      }
    return isSecret && name.utf8.count > 1 && !isOther(name.uppercased())
  }

  private static let words = ["pass", "pw", "pwd", "auth", "sig", "cookie"]
  private static let suffixes = [
    "password", "passwd", "passphrase", "requirepass", "masterauth", "secret", "token", "tokenid", "apikey", "authkey",
    "secretkey", "secretaccesskey", "privatekey", "encryptionkey", "signingkey", "sharedkey", "accountkey",
    "routingkey", "servicekey", "serviceaccountkey", "userkey", "integrationkey", "certificatekey", "credential",
    "credentials", "webhookurl", "authorization", "setcookie", "signature", "basicauthusers", "connectionstring",
  ]
  /// Of words of their own only: `bypass` is none.
  private static let shortSuffixes = ["pass", "pw", "pwd", "auth", "sig"]

  /// Small letters and digits only: `X-Api-Key` and `api_key` are written as one word. As bytes, as every key of every file is asked for.
  private static func plain(_ name: String) -> [UInt8] {
    name.utf8.compactMap { byte in
      switch byte {
      case 0x41...0x5A: byte | 0x20
      case 0x61...0x7A, 0x30...0x39: byte
      default: nil
      }
    }
  }

  private static func ends(_ plain: [UInt8], with ending: String) -> Bool {
    plain.last == ending.utf8.last && plain.suffix(ending.utf8.count).elementsEqual(ending.utf8)
  }

  private static func isJoint(_ name: String, before ending: String) -> Bool {
    let bytes = Array(name.utf8)
    let place = bytes.count - ending.utf8.count - 1
    return place >= 0 && "_-.".utf8.contains(bytes[place])
  }

  // MARK: Headers and parameters

  /// Whether a header of requests carries a secret by its name.
  public static func isHeader(_ name: String) -> Bool {
    let plain = plain(name)
    return ["authorization", "cookie", "token", "apikey", "secret", "password", "authkey", "accesskey"].contains {
      ends(plain, with: $0)
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
