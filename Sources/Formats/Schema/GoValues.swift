import Documents

/// Values as Go's standard library and Prometheus's parse them from strings: what is wrong with one, or nil.
package enum GoValues {
  /// `net.SplitHostPort` with a port that is not empty.
  package static func hostPortProblem(_ text: String) -> String? {
    if text.isEmpty { return nil }
    guard let colon = text.utf8.lastIndex(of: UInt8(ascii: ":")) else {
      return "`\(text)` lacks a port: write `host:port`"
    }
    let host = text[..<colon]
    if text.utf8.index(after: colon) == text.endIndex { return "`\(text)` lacks a port behind the colon" }
    if host.hasPrefix("[") { return host.hasSuffix("]") ? nil : "the bracket of `\(text)` is not closed" }
    return host.contains(":") ? "`\(text)` has too many colons: an IPv6 address needs brackets" : nil
  }

  /// A `time.Duration` under yaml.v2: a whole number of nanoseconds, or Go's own notation, which has no days.
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

extension GoURL {
  /// What Alertmanager refuses besides: another scheme than http and https, and a missing host.
  static func webProblem(in text: String) -> String? {
    guard let url = try? GoURL(text) else { return problem(in: text) }
    if url.scheme != "http", url.scheme != "https" {
      return url.scheme.isEmpty
        ? "`\(text)` lacks `http://` or `https://`"
        : "`\(text)` has the scheme `\(url.scheme)`; only http and https are taken"
    }
    return url.host.isEmpty ? "`\(text)` lacks a host" : nil
  }
}

extension Node {
  /// The entry of a key that has a value: not null and not the empty string, which Go cannot tell from nothing.
  package func given(_ key: String) -> Entry? { isFilled(key) ? entry(key) : nil }

  /// The entry of a key that is written, even if its section is empty.
  package func written(_ key: String) -> Entry? { isPresent(key) ? entry(key) : nil }

  /// The text of a key that has a value.
  package func string(_ key: String) -> String? { given(key)?.value.text }
}

extension [String: Shape] {
  /// A table of fields from lists of their names, as most fields are texts and flags.
  package static func fields(
    text: String = "", flags: String = "", integers: String = "", _ others: [String: Shape] = [:]
  ) -> Self {
    var fields = others
    for name in text.split(separator: " ") { fields[String(name)] = .string }
    for name in flags.split(separator: " ") { fields[String(name)] = .boolean }
    for name in integers.split(separator: " ") { fields[String(name)] = .integer }
    return fields
  }
}
