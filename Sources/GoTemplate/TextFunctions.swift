import RE2

/// The functions of strings.
enum TextFunctions {
  static let names: Set<String> = [
    "match", "reReplaceAll", "safeHtml", "stripDomain", "stripPort", "title", "toLower", "toUpper", "urlQueryEscape",
  ]

  static func call(_ name: String, _ texts: [String]) throws(Builtins.Failure) -> GoValue {
    switch name {
    case "match":
      return .boolean(try pattern(texts[0]).matches(texts[1]))
    case "reReplaceAll":
      let parts = try replacement(texts[1])
      guard let pattern = SimplePattern(try pattern(texts[0])) else {
        throw .unsupported("the pattern “\(texts[0])”: only literal text and single characters are replaced here")
      }
      return .string(pattern.replacing(in: texts[2]) { parts.joined(separator: $0) })
    case "safeHtml": return .string(texts[0])
    case "stripDomain": return .string(try withoutDomain(texts[0]))
    case "stripPort": return .string(split(texts[0])?.host ?? texts[0])
    case "title": return .string(try title(texts[0]))
    case "toLower": return .string(mapped(texts[0]) { $0.properties.lowercaseMapping })
    case "toUpper": return .string(mapped(texts[0]) { $0.properties.uppercaseMapping })
    default: return .string(escapedQuery(texts[0]))
    }
  }

  // MARK: Case

  /// Go maps character by character and leaves alone what would become several.
  private static func mapped(_ text: String, _ mapping: (Unicode.Scalar) -> String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let mapped = mapping(scalar).unicodeScalars
      result.append(mapped.count == 1 ? mapped[mapped.startIndex] : scalar)
    }
    return String(result)
  }

  /// Prometheus 3.2 replaced the function behind `title`; only what both make the same of is computed.
  private static func title(_ text: String) throws(Builtins.Failure) -> String {
    var result: [UInt8] = []
    var inWord = false
    for byte in text.utf8 {
      let isLetter = (0x61...0x7A).contains(byte | 0x20)
      switch byte {
      case _ where isLetter:
        result.append(inWord ? byte : byte & ~0x20)
        inWord = true
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "/"):
        result.append(byte)
        inWord = false
      case _ where inWord && (byte.isDigit || byte == UInt8(ascii: "_")):
        result.append(byte)
      default:
        throw .unsupported("the title case of “\(text)” depends on the version of Prometheus")
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  // MARK: Patterns

  private static func pattern(_ text: String) throws(Builtins.Failure) -> Pattern {
    do { return try Pattern(text, dialect: .search) } catch { throw .evaluation(error.message) }
  }

  /// What stands around `$0`, which is what was matched. A letter or digit behind it would belong to the name of a group.
  private static func replacement(_ text: String) throws(Builtins.Failure) -> [String] {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false).map(String.init)
    let others = try parts.dropFirst().map { part throws(Builtins.Failure) in
      guard part.hasPrefix("0"), part.dropFirst().first.map({ !$0.isLetter && !$0.isNumber && $0 != "_" }) ?? true
      else {
        throw .unsupported("groups in the replacement of “reReplaceAll”")
      }
      return String(part.dropFirst())
    }
    return [parts[0]] + others
  }

  // MARK: Addresses

  /// Host and port as Go's `net.SplitHostPort` sees them; nil where it sees none.
  private static func split(_ address: String) -> (host: String, port: String)? {
    guard let colon = address.utf8.lastIndex(of: UInt8(ascii: ":")) else { return nil }
    let port = String(address[address.utf8.index(after: colon)...])
    var host = address[..<colon]
    if host.first == "[" {
      guard let close = address.firstIndex(of: "]"), address.index(after: close) == colon else { return nil }
      host = host.dropFirst().dropLast()
    } else if host.contains(":") {
      return nil
    }
    return host.contains("[") || host.contains("]") || port.contains("[") || port.contains("]")
      ? nil : (String(host), port)
  }

  private static func withoutDomain(_ address: String) throws(Builtins.Failure) -> String {
    let (host, port) = split(address) ?? (address, "")
    guard !host.contains(":") else { throw .unsupported("“stripDomain” of what may be an IPv6 address") }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    if parts.count == 4, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { ("0"..."9").contains($0) } }) {
      // Go takes no number above 255 and no leading zeros, which older releases did.
      guard parts.allSatisfy({ UInt8($0).map(String.init) == String($0) }) else {
        throw .unsupported("“stripDomain” of “\(host)”")
      }
      return address
    }
    return String(parts[0]) + (port.isEmpty ? "" : ":" + port)
  }

  // MARK: Escapes

  static func escapedHTML(_ text: String) -> String {
    let entities: [Unicode.Scalar: String] = [
      "\"": "&#34;", "'": "&#39;", "&": "&amp;", "<": "&lt;", ">": "&gt;", "\0": "\u{FFFD}",
    ]
    return text.unicodeScalars.reduce(into: "") { $0 += entities[$1] ?? String($1) }
  }

  static func escapedQuery(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      if (0x61...0x7A).contains(byte | 0x20) || byte.isDigit || "-_.~".utf8.contains(byte) {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else if byte == 0x20 {
        result += "+"
      } else {
        let hex = String(byte, radix: 16, uppercase: true)
        result += hex.utf8.count == 1 ? "%0" + hex : "%" + hex
      }
    }
    return result
  }
}
