import Documents

/// An address as Go's `net/url` reads it, which accepts nearly everything: `localhost:9090` has the scheme `localhost`.
package struct GoURL: Sendable {
  package private(set) var scheme = ""
  /// Host and port, empty where there is none.
  package private(set) var host = ""
  package private(set) var path = ""

  package static func problem(in text: String) -> String? {
    do {
      _ = try GoURL(text)
      return nil
    } catch { return "`\(text)` is no address: \(error.reason)" }
  }

  package struct Refusal: Error { let reason: String }

  // https://go.dev/src/net/url/url.go, parse.
  package init(_ text: String) throws(Refusal) {
    guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      throw Refusal(reason: "it has a control character")
    }
    var rest = text.prefix { $0 != "#" }
    if let first = rest.first, first == ":" { throw Refusal(reason: "there is no scheme before the `:`") }
    let head = rest.prefix { $0 != ":" }
    if head.count < rest.count, head.utf8.first?.isLetter == true,
      head.utf8.allSatisfy({ $0.isLetter || $0.isDigit || "+-.".utf8.contains($0) })
    {
      scheme = head.lowercased()
      rest = rest.dropFirst(head.count + 1)
    }
    rest = rest.prefix { $0 != "?" }
    if !rest.hasPrefix("/") {
      if !scheme.isEmpty { return }
      if rest.prefix(while: { $0 != "/" }).contains(":") {
        throw Refusal(reason: "the scheme is missing, as in `http://`")
      }
    }
    if rest.hasPrefix("//"), !scheme.isEmpty || !rest.hasPrefix("///") {
      let authority = rest.dropFirst(2).prefix { $0 != "/" }
      rest = rest.dropFirst(2 + authority.count)
      host = String(try Self.host(authority))
    }
    try Self.checkEscapes(rest)
    path = String(rest)
  }

  private static func host(_ authority: Substring) throws(Refusal) -> Substring {
    let host = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
    let port: Substring
    if host.hasPrefix("[") {
      guard let end = host.lastIndex(of: "]") else { throw Refusal(reason: "a `]` is missing in the host") }
      port = host[host.index(after: end)...]
    } else {
      port = host.lastIndex(of: ":").map { host[$0...] } ?? ""
    }
    guard port.isEmpty || (port.hasPrefix(":") && port.dropFirst().utf8.allSatisfy(\.isDigit)) else {
      throw Refusal(reason: "`\(port)` is no port")
    }
    if let bad = host.first(where: { " {}\\^`|".contains($0) }) {
      throw Refusal(reason: "a host cannot hold `\(bad)`")
    }
    try checkEscapes(host)
    return host
  }

  private static func checkEscapes(_ text: Substring) throws(Refusal) {
    let bytes = Array(text.utf8)
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "%") {
      guard index + 2 < bytes.count, bytes[index + 1].isHexDigit, bytes[index + 2].isHexDigit else {
        throw Refusal(reason: "`%` is not followed by two hexadecimal digits")
      }
    }
  }
}
