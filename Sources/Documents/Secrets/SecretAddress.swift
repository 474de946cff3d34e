/// Addresses that may carry a secret: in front of the host, or in the query.
public enum SecretAddress {
  /// Whether somebody is named in front of the host, or a secret stands anywhere.
  public static func holdsSecret(_ text: String) -> Bool {
    let authority = text.firstRange(of: "://").map { text[$0.upperBound...].prefix { $0 != "/" && $0 != "?" } }
    return authority?.contains("@") == true || SecretText.holdsSecret(text)
  }

  /// A path without its query where that holds a secret.
  public static func withoutSecrets(_ path: String) -> String {
    holdsSecret(path) ? String(path.prefix { $0 != "?" }) : path
  }

  /// Without what is in front of the host, and without the query.
  public static func cleared(_ text: String) -> String {
    guard let scheme = text.firstRange(of: "://") else { return String(text.prefix { $0 != "?" }) }
    let rest = text[scheme.upperBound...].prefix { $0 != "?" }
    let authority = rest.prefix { $0 != "/" }
    let host = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
    return String(text[..<scheme.upperBound] + host + rest[authority.endIndex...])
  }
}
