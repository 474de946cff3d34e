/// Writes YAML in block style: two-space indentation, literal blocks for text of several lines, quotes only where
/// some reader, of YAML 1.1 or 1.2, would otherwise take the text for something else.
package enum YAMLWriter {
  /// - Parameter header: lines of comment at the top, without their `#`.
  package static func write(_ tree: Tree, header: String? = nil) -> [UInt8] {
    var writer = Writer()
    if let header {
      writer.comment(header, indent: 0)
      writer.newline()
    }
    writer.root(tree)
    return writer.bytes
  }

  /// A scalar as it stands in block context on one line.
  package static func scalar(_ text: String) -> String {
    guard needsQuotes(text) else { return text }
    return text.utf8.contains(UInt8(ascii: "'")) || !isPrintable(text) ? doubleQuoted(text) : "'\(text)'"
  }

  private struct Writer {
    var bytes: [UInt8] = []

    mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }
    mutating func scalar(_ text: String) { raw(YAMLWriter.isEvidentlyPlain(text) ? text : YAMLWriter.scalar(text)) }
    mutating func newline() { bytes.append(UInt8(ascii: "\n")) }
    mutating func indentation(_ count: Int) { bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: count)) }

    mutating func comment(_ text: String, indent: Int) {
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        indentation(indent)
        raw(line.isEmpty ? "#" : "# \(line)")
        newline()
      }
    }

    mutating func root(_ tree: Tree) {
      switch tree {
      case .commented(let text, let inner):
        comment(text, indent: 0)
        root(inner)
      case .mapping(let entries) where !entries.isEmpty: mapping(entries, indent: 0)
      case .list(let items) where !items.isEmpty: list(items, indent: 0)
      default:
        inline(tree, indent: 0)
        newline()
      }
    }

    mutating func mapping(_ entries: [Tree.Entry], indent: Int, startsInline: Bool = false) {
      for (i, entry) in entries.enumerated() {
        var value = entry.value
        if case .commented(let text, let inner) = value {
          if !(startsInline && i == 0) { comment(text, indent: indent) }
          value = inner
        }
        if !(startsInline && i == 0) { indentation(indent) }
        scalar(entry.key)
        raw(":")
        switch value {
        case .mapping(let entries) where !entries.isEmpty:
          newline()
          mapping(entries, indent: indent + 2)
        case .list(let items) where !items.isEmpty:
          newline()
          list(items, indent: indent + 2)
        default:
          raw(" ")
          inline(value, indent: indent + 2)
          newline()
        }
      }
    }

    mutating func list(_ items: [Tree], indent: Int) {
      for item in items {
        var value = item
        if case .commented(let text, let inner) = value {
          comment(text, indent: indent)
          value = inner
        }
        indentation(indent)
        raw("- ")
        switch value {
        case .mapping(let entries) where !entries.isEmpty: mapping(entries, indent: indent + 2, startsInline: true)
        case .list(let items) where !items.isEmpty:
          // A list in a list begins on a line of its own: easier to read than `- - `.
          bytes.removeLast()
          newline()
          list(items, indent: indent + 2)
        default:
          inline(value, indent: indent + 2)
          newline()
        }
      }
    }

    /// A value on the line where it stands; literal blocks continue below it.
    mutating func inline(_ tree: Tree, indent: Int) {
      switch tree {
      case .null: raw("null")
      case .boolean(let value): raw(value ? "true" : "false")
      case .integer(let value): raw(String(value))
      case .number(let digits): raw(digits)
      case .list: raw("[]")
      case .mapping: raw("{}")
      case .commented(_, let inner): inline(inner, indent: indent)
      case .string(let text):
        if YAMLWriter.isEvidentlyPlain(text) {
          raw(text)
        } else if canBeLiteral(text) {
          literal(text, indent: max(indent, 2))
        } else {
          raw(YAMLWriter.scalar(text))
        }
      }
    }

    mutating func literal(_ text: String, indent: Int) {
      var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      let endsWithBreak = lines.last?.isEmpty == true
      if endsWithBreak { lines.removeLast() }
      raw(endsWithBreak ? "|" : "|-")
      for line in lines {
        newline()
        if !line.isEmpty { indentation(indent) }
        bytes.append(contentsOf: line)
      }
    }
  }

  /// Words that no reader takes for anything else, the great majority: told in one pass over their bytes.
  private static func isEvidentlyPlain(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      guard bytes.count > 5, bytes[0].isLetter else { return false }
      var previous = bytes[0]
      for byte in bytes.dropFirst() {
        if byte < 0x20 || byte >= 0x7F || byte == UInt8(ascii: " ") && previous == UInt8(ascii: ":")
          || byte == UInt8(ascii: "#") && previous == UInt8(ascii: " ")
        {
          return false
        }
        previous = byte
      }
      return previous != UInt8(ascii: " ") && previous != UInt8(ascii: ":")
    }
  }

  /// Whether a literal block says exactly this text: several lines, none of them only blanks at an edge, none with odd characters.
  private static func canBeLiteral(_ text: String) -> Bool {
    let bytes = text.utf8
    guard bytes.contains(UInt8(ascii: "\n")), let first = bytes.first, first != UInt8(ascii: " "),
      first != UInt8(ascii: "\n")
    else { return false }
    if bytes.count > 1, bytes.suffix(2).allSatisfy({ $0 == UInt8(ascii: "\n") }) { return false }
    var previous = first
    for byte in bytes {
      if byte == UInt8(ascii: "\n"), previous == UInt8(ascii: " ") { return false }
      previous = byte
    }
    return previous != UInt8(ascii: " ") && isPrintable(text, besides: UInt8(ascii: "\n"))
  }

  /// Whether every character may stand unescaped; one control character may be allowed.
  private static func isPrintable(_ text: String, besides allowed: UInt8? = nil) -> Bool {
    var isASCII = true
    for byte in text.utf8 {
      if byte >= 0x80 { isASCII = false } else if byte < 0x20 && byte != allowed || byte == 0x7F { return false }
    }
    return isASCII
      || text.unicodeScalars.allSatisfy { scalar in
        switch scalar.value {
        case 0..<0x7F, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
      }
  }

  private static func needsQuotes(_ text: String) -> Bool {
    var text = text
    return text.withUTF8(needsQuotes) || !isPrintable(text)
  }

  /// The writer asks this of every string: bytes, one pass.
  private static func needsQuotes(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = bytes.first, let last = bytes.last else { return true }
    if last == UInt8(ascii: " ") || last == UInt8(ascii: ":") || indicators[Int(first)] { return true }
    if first == UInt8(ascii: "-") || first == UInt8(ascii: "?") || first == UInt8(ascii: ":")
      || first == UInt8(ascii: ".")
    {
      if bytes.count == 1 || bytes[1] == UInt8(ascii: " ") { return true }
      if bytes.count >= 3, bytes[1] == first, bytes[2] == first { return true }
    }
    if first == UInt8(ascii: "<"), bytes.count > 1, bytes[1] == first { return true }
    var isNumeric = true
    for (i, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: " "), i > 0, bytes[i - 1] == UInt8(ascii: ":") { return true }
      if byte == UInt8(ascii: "#"), i > 0, bytes[i - 1] == UInt8(ascii: " ") { return true }
      isNumeric = isNumeric && (byte.isDigit || numeric[Int(byte)])
    }
    // Booleans, nulls and numbers of YAML 1.2 are all short; those of 1.1 are looked for besides.
    guard bytes.count < 40 else { return false }
    if isNumeric && bytes.contains(where: \.isDigit) { return true }
    if bytes.count <= 5, yaml11Words.contains(String(decoding: bytes, as: UTF8.self).lowercased()) { return true }
    guard first.isDigit || "+-.~nNtTfF".utf8.contains(first) else { return false }
    let text = String(decoding: bytes, as: UTF8.self)
    return text.hasPrefix("0b") || CoreType(plain: text) != .string
  }

  private static func table(_ characters: String) -> [Bool] {
    var table = [Bool](repeating: false, count: 256)
    for byte in characters.utf8 { table[Int(byte)] = true }
    return table
  }

  /// Characters that cannot begin a plain scalar.
  private static let indicators = table(" !\"#%&'*,>@[]`{|}=")

  /// What sexagesimals, numbers with underscores and timestamps of YAML 1.1 are made of, besides digits.
  private static let numeric = table("+-.:_TtZz ")

  /// Booleans of YAML 1.1, <https://yaml.org/type/bool.html>.
  private static let yaml11Words: Set<String> = [
    "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", ".nan", ".inf",
  ]

  private static func doubleQuoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      default:
        if isPrintable(String(scalar)) {
          result.unicodeScalars.append(scalar)
        } else {
          let hex = String(scalar.value, radix: 16, uppercase: true)
          let (sign, digits) = scalar.value <= 0xFF ? ("x", 2) : scalar.value <= 0xFFFF ? ("u", 4) : ("U", 8)
          result += "\\\(sign)" + String(repeating: "0", count: digits - hex.count) + hex
        }
      }
    }
    return result + "\""
  }
}
