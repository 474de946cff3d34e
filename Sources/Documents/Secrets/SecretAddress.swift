/// Addresses that may carry a secret: in front of the host, or in the query.
public enum SecretAddress {
  /// Whether somebody is named in front of the host, or a secret stands anywhere.
  public static func holdsSecret(_ text: String) -> Bool {
    let authority = text.firstRange(of: "://").map { text[$0.upperBound...].prefix { $0 != "/" && $0 != "?" } }
    return authority?.contains("@") == true || SecretText.holdsSecret(text) || text.includes(text: SecretText.mask)
      || !names(in: text).isEmpty
  }

  /// What follows the name of a secret in a path, as ranges of UTF-8 bytes: `/metrics/token/KEY`. In an address such names are those of
  /// requests, `/oauth/token/revoke`.
  static func names(in path: String) -> [Range<Int>] {
    guard path.hasPrefix("/") else { return [] }
    let names = path.prefix { $0 != "?" && $0 != "#" }.split(separator: "/", omittingEmptySubsequences: false)
    var found: [Range<Int>] = []
    var end = 0
    for (name, next) in zip(names, names.dropFirst()) {
      end += name.utf8.count + 1
      if SecretNames.mayHoldSecret(String(name)), !SecretValues.mayBeShown(next) {
        found.append(end..<end + next.utf8.count)
      }
    }
    return found
  }

  /// A path up to where it may hold a secret: without its query, and without the names from the first secret on.
  public static func withoutSecrets(_ path: String) -> String {
    guard holdsSecret(path) else { return path }
    let path = Array(path.utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") })
    let text = String(decoding: path, as: UTF8.self)
    let mask = text.firstRange(of: SecretText.mask).map { text[..<$0.lowerBound].utf8.count }
    let places =
      (SecretText.find(in: text).map(\.range) + names(in: text)).map(\.lowerBound) + (mask.map { [$0] } ?? [])
    guard let secret = places.min() else { return text }
    let names = path[..<secret]
    return String(decoding: names[...(names.lastIndex(of: UInt8(ascii: "/")) ?? -1)], as: UTF8.self)
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
