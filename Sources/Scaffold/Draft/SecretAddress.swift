import Documents

/// Addresses that may carry a secret: in front of the host, or in the query.
enum SecretAddress {
  private static let words = ["token", "key", "secret", "pass", "auth", "sig"]

  static func holdsSecret(_ text: String) -> Bool {
    let authority = text.firstRange(of: "://").map { text[$0.upperBound...].prefix { $0 != "/" && $0 != "?" } }
    let query = text.firstIndex(of: "?").map { text[$0...].lowercased() } ?? ""
    return authority?.contains("@") == true || words.contains { query.contains($0) }
  }

  /// Without what is in front of the host, and without the query.
  static func cleared(_ text: String) -> String {
    guard let scheme = text.firstRange(of: "://") else { return text }
    let rest = text[scheme.upperBound...].prefix { $0 != "?" }
    let authority = rest.prefix { $0 != "/" }
    let host = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
    return String(text[..<scheme.upperBound] + host + rest[authority.endIndex...])
  }
}
