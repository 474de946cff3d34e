/// Host and port of a scrape target, `app:8000` or `[::1]:9100`.
public struct HostPort: Hashable, Sendable, CustomStringConvertible {
  public var host: String
  public var port: Int

  /// The parts as they are; nothing is checked.
  public init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// `HOST:PORT`; nil for anything else.
  public init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
      (1...65535).contains(port)
    else { return nil }
    let host = String(text[..<colon])
    guard Host.isValid(host) else { return nil }
    self.init(host: host, port: port)
  }

  public var description: String { "\(host):\(port)" }
}

/// Names and addresses of machines.
public enum Host {
  /// A DNS name (underscores allowed, as Compose service names have them), an IPv4 address or an IPv6 address in brackets.
  public static func isValid(_ text: String) -> Bool {
    if text.hasPrefix("[") && text.hasSuffix("]") {
      let inner = text.dropFirst().dropLast()
      return inner.contains(":")
        && inner.utf8.allSatisfy { $0.isHexDigit || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }
    }
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    return (1...253).contains(text.utf8.count)
      && labels.allSatisfy { label in
        (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
          && label.utf8.allSatisfy { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
      }
  }
}

/// An `http` or `https` address, taken apart as far as the stack needs it.
public struct WebAddress: Hashable, Sendable, CustomStringConvertible {
  public var scheme: String
  public var host: String
  public var port: Int?
  /// Path and query as written, empty or beginning with `/`.
  public var path: String
  public var description: String

  /// `http://` or `https://` with a host; nil for anything else.
  public init?(_ text: String) {
    guard text.utf8.starts(with: "http".utf8) else { return nil }
    let parts = text.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, parts[0] == "http" || parts[0] == "https", parts[1].hasPrefix("//"),
      !text.utf8.contains(where: { $0 <= UInt8(ascii: " ") || $0 >= 0x7F })
    else { return nil }
    let rest = parts[1].dropFirst(2)
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard !authority.contains("@") else { return nil }
    if let hostPort = HostPort(String(authority)) {
      (host, port) = (hostPort.host, hostPort.port)
    } else {
      guard Host.isValid(String(authority)) else { return nil }
      (host, port) = (String(authority), nil)
    }
    scheme = String(parts[0])
    path = String(rest.dropFirst(authority.count))
    description = text
  }

  /// Without a slash at the end, so that a path can be put behind it.
  public var base: String { description.hasSuffix("/") ? String(description.dropLast()) : description }
}
