import Documents

/// Values as Go's standard library and Prometheus's parse them from strings: what is wrong with one, or nil.
package enum GoValues {
  /// `model.Duration`, <https://github.com/prometheus/common/blob/main/model/time.go>.
  package static func durationProblem(_ text: String) -> String? {
    PrometheusDuration(text) == nil ? "`\(text)` is no duration: write it like `30s`, `5m` or `1h30m`" : nil
  }

  /// `net.SplitHostPort` with a port that is not empty.
  package static func hostPortProblem(_ text: String) -> String? {
    if text.isEmpty { return nil }
    guard let colon = text.utf8.lastIndex(of: UInt8(ascii: ":")) else { return "`\(text)` lacks a port: write `host:port`" }
    let host = text[..<colon]
    if text.utf8.index(after: colon) == text.endIndex { return "`\(text)` lacks a port behind the colon" }
    if host.hasPrefix("[") { return host.hasSuffix("]") ? nil : "the bracket of `\(text)` is not closed" }
    return host.contains(":") ? "`\(text)` has too many colons: an IPv6 address needs brackets" : nil
  }

  /// A `time.Duration` under yaml.v2: a whole number of nanoseconds, or Go's own notation, which knows no days.
  package static func goDurationProblem(_ text: String) -> String? {
    var rest = Array(text.utf8)[...]
    let wrong = "`\(text)` is no duration of Go: write it like `30s` or `1h30m`; there are no days or weeks"
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest = rest.dropFirst() }
    if !rest.isEmpty, rest.allSatisfy(\.isDigit) { return nil }
    if rest.isEmpty { return wrong }
    let units: Set<String> = ["ns", "us", "µs", "μs", "ms", "s", "m", "h"]
    while !rest.isEmpty {
      let number = rest.prefix { $0.isDigit || $0 == UInt8(ascii: ".") }
      rest = rest.dropFirst(number.count)
      let unit = rest.prefix { !$0.isDigit && $0 != UInt8(ascii: ".") }
      rest = rest.dropFirst(unit.count)
      let points = number.filter { $0 == UInt8(ascii: ".") }.count
      guard points <= 1, number.count > points, units.contains(String(decoding: unit, as: UTF8.self)) else {
        return wrong
      }
    }
    return nil
  }
}

/// Addresses as `net/url` parses them, <https://github.com/golang/go/blob/master/src/net/url/url.go>.
package enum GoURL {
  /// What `url.Parse` refuses.
  package static func problem(_ text: String) -> String? {
    do throws(Refusal) {
      _ = try parse(text)
      return nil
    } catch {
      return "`\(text)` is no URL: \(error.reason)"
    }
  }

  /// What Alertmanager refuses besides: another scheme than http and https, and a missing host.
  package static func webProblem(_ text: String) -> String? {
    do throws(Refusal) {
      let (scheme, host) = try parse(text)
      if scheme != "http", scheme != "https" {
        return scheme.isEmpty
          ? "`\(text)` lacks `http://` or `https://`" : "`\(text)` has the scheme `\(scheme)`; only http and https are taken"
      }
      return host.isEmpty ? "`\(text)` lacks a host" : nil
    } catch {
      return "`\(text)` is no URL: \(error.reason)"
    }
  }

  private struct Refusal: Error { let reason: String }

  private static func parse(_ text: String) throws(Refusal) -> (scheme: String, host: String) {
    let bytes = Array(text.utf8)
    if bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) { throw Refusal(reason: "it holds a control character") }
    var (rest, fragment) = cut(bytes[...], at: UInt8(ascii: "#"))
    try checkEscapes(fragment)
    let scheme = try takeScheme(&rest)
    rest = cut(rest, at: UInt8(ascii: "?")).0
    guard rest.first == UInt8(ascii: "/") else {
      let segment = rest.prefix { $0 != UInt8(ascii: "/") }
      if scheme.isEmpty, segment.contains(UInt8(ascii: ":")) {
        throw Refusal(reason: "its first part holds a colon and no scheme stands before it")
      }
      if scheme.isEmpty { try checkEscapes(rest) }
      return (scheme, "")
    }
    guard rest.starts(with: "//".utf8) else {
      try checkEscapes(rest)
      return (scheme, "")
    }
    rest = rest.dropFirst(2)
    var authority = rest.prefix { $0 != UInt8(ascii: "/") }
    try checkEscapes(rest.dropFirst(authority.count))
    if let at = authority.lastIndex(of: UInt8(ascii: "@")) { authority = authority[(at + 1)...] }
    try checkHost(authority)
    return (scheme, String(decoding: authority, as: UTF8.self))
  }

  private static func cut(_ bytes: ArraySlice<UInt8>, at mark: UInt8) -> (ArraySlice<UInt8>, ArraySlice<UInt8>) {
    guard let index = bytes.firstIndex(of: mark) else { return (bytes, []) }
    return (bytes[..<index], bytes[(index + 1)...])
  }

  private static func takeScheme(_ rest: inout ArraySlice<UInt8>) throws(Refusal) -> String {
    let start = rest.startIndex
    for index in rest.indices {
      let byte = rest[index]
      if byte.isLetter { continue }
      if byte == UInt8(ascii: ":") {
        if index == start { throw Refusal(reason: "no scheme stands before the colon") }
        let scheme = String(decoding: rest[..<index], as: UTF8.self).lowercased()
        rest = rest[(index + 1)...]
        return scheme
      }
      let continues = byte.isDigit || "+-.".utf8.contains(byte)
      if !continues || index == start { return "" }
    }
    return ""
  }

  private static func checkEscapes(_ bytes: ArraySlice<UInt8>) throws(Refusal) {
    for index in bytes.indices where bytes[index] == UInt8(ascii: "%") {
      guard index + 2 < bytes.endIndex, bytes[index + 1].isHexDigit, bytes[index + 2].isHexDigit else {
        throw Refusal(reason: "a `%` must be followed by two hexadecimal digits")
      }
    }
  }

  private static func checkHost(_ host: ArraySlice<UInt8>) throws(Refusal) {
    var port: ArraySlice<UInt8> = []
    if host.first == UInt8(ascii: "[") {
      guard let bracket = host.lastIndex(of: UInt8(ascii: "]")) else { throw Refusal(reason: "a `[` is not closed") }
      port = host[(bracket + 1)...]
    } else if let colon = host.lastIndex(of: UInt8(ascii: ":")) {
      port = host[colon...]
    }
    if !port.isEmpty, port.first != UInt8(ascii: ":") || !port.dropFirst().allSatisfy(\.isDigit) {
      throw Refusal(reason: "`\(String(decoding: port, as: UTF8.self))` is no port")
    }
    let allowed = "!$&'()*+,;=:[]<>\"-_.~%".utf8
    if let bad = host.first(where: { $0 < 0x80 && !$0.isLetter && !$0.isDigit && !allowed.contains($0) }) {
      throw Refusal(reason: "`\(Character(UnicodeScalar(bad)))` cannot stand in a host name")
    }
  }
}
