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

/// Numbers of machines, without names and ports.
public enum IPAddress {
  /// Four decimal bytes without leading zeros, or an IPv6 address in brackets.
  public static func isValid(_ text: String) -> Bool {
    if text.hasPrefix("["), text.hasSuffix("]") { return isVersion6(text.dropFirst().dropLast()) }
    return isVersion4(text[...])
  }

  private static func isVersion4(_ text: Substring) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        part.utf8.allSatisfy(\.isDigit) && UInt8(part) != nil && (part.count == 1 || !part.hasPrefix("0"))
      }
  }

  /// Eight groups, the last two of which may be written as version 4; `::` once for one or more of nothing.
  private static func isVersion6(_ text: Substring) -> Bool {
    func groups(_ part: Substring, isLast: Bool) -> Int? {
      if part.isEmpty { return 0 }
      let parts = part.split(separator: ":", omittingEmptySubsequences: false)
      var count = 0
      for (index, group) in parts.enumerated() {
        if isLast, index == parts.count - 1, group.contains(".") {
          guard isVersion4(group) else { return nil }
          count += 2
        } else {
          guard (1...4).contains(group.utf8.count), group.utf8.allSatisfy(\.isHexDigit) else { return nil }
          count += 1
        }
      }
      return count
    }
    guard let gap = text.firstPlace(of: "::") else { return groups(text, isLast: true) == 8 }
    guard let before = groups(text[..<gap.lowerBound], isLast: false),
      let after = groups(text[gap.upperBound...], isLast: true)
    else { return false }
    return before + after < 8
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

  /// `http://` or `https://` with a host; nil for anything else. Of what an address cannot hold as it is, brackets and quotes are escaped, as a
  /// browser does: they would mean something in the files that it is written to, a template, a tag, a table.
  public init?(_ text: String) {
    guard text.utf8.starts(with: "http".utf8), let text = text.percentEncoded else { return nil }
    let parts = text.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, parts[0] == "http" || parts[0] == "https", parts[1].hasPrefix("//") else { return nil }
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

  /// `http://` and the host and port.
  public init(_ server: HostPort) {
    (scheme, host, port, path) = ("http", server.host, server.port, "")
    description = "http://\(server)"
  }

  /// Without a slash at the end, so that a path can be put behind it.
  public var base: String { description.hasSuffix("/") ? String(description.dropLast()) : description }
}

extension String {
  /// With the characters escaped that <https://www.rfc-editor.org/rfc/rfc3986#appendix-A> leaves out; nil with blanks, with control characters, with
  /// others than ASCII, and with a percent sign that escapes nothing.
  fileprivate var percentEncoded: String? {
    var result: [UInt8] = []
    var rest = utf8[...]
    while let byte = rest.popFirst() {
      switch byte {
      case 0...0x20, 0x7F...: return nil
      case UInt8(ascii: "%"):
        guard rest.prefix(2).count(where: { $0.isHexDigit }) == 2 else { return nil }
        result.append(byte)
      case UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"), UInt8(ascii: "^"),
        UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"):
        result += Array("%\(String(byte, radix: 16, uppercase: true))".utf8)
      default: result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
