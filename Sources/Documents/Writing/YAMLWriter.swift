/// Writes YAML in block style: two-space indentation, literal blocks for text of several lines, quotes only where
/// some reader, of YAML 1.1 or 1.2, would otherwise take the text for something else.
public enum YAMLWriter {
  /// - Parameters:
  ///   - header: lines of comment at the top, without their `#`.
  ///   - level: how deep a collection stands to be written as `{ a: 1 }` and `[1, 2]` where that fits on its line and has no
  ///     comments inside; the root is 0. None is if not said.
  public static func write(_ tree: Tree, header: String? = nil, compactFrom level: Int? = nil) -> [UInt8] {
    var writer = Writer(compactIndent: level.map { 2 * $0 })
    if let header {
      writer.comment(header, indent: 0)
      writer.output.newline()
    }
    writer.root(tree)
    return writer.output.whole
  }

  /// A scalar as it stands in block context on one line.
  public static func scalar(_ text: String) -> String {
    var writer = Writer()
    writer.scalar(text)
    return String(decoding: writer.output.bytes, as: UTF8.self)
  }

  private struct Writer {
    var output = ByteOutput()
    /// Where the entries of a collection would be indented so much or more, the collection may stand on one line.
    var compactIndent: Int?
    /// Columns of a line that is made so.
    static let width = 120

    mutating func comment(_ text: String, indent: Int) {
      var text = text
      text.withUTF8 { bytes in
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
          output.spaces(indent)
          output.append(line.isEmpty ? "#" : "# ")
          output.append(line)
          output.newline()
        }
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
        output.newline()
      }
    }

    mutating func mapping(_ entries: [Tree.Entry], indent: Int, startsInline: Bool = false) {
      var startsLine = !startsInline
      for entry in entries {
        var value = entry.value
        if case .commented(let text, let inner) = value {
          if startsLine { comment(text, indent: indent) }
          value = inner
        }
        if startsLine { output.spaces(indent) }
        startsLine = true
        scalar(entry.key)
        output.append(UInt8(ascii: ":"))
        if let text = compact(value, indent: indent + 2, taken: indent + entry.key.utf8.count + 2) {
          output.append(" " + text)
          output.newline()
          continue
        }
        switch value {
        case .mapping(let entries) where !entries.isEmpty:
          output.newline()
          mapping(entries, indent: indent + 2)
        case .list(let items) where !items.isEmpty:
          output.newline()
          list(items, indent: indent + 2)
        default:
          output.append(UInt8(ascii: " "))
          inline(value, indent: indent + 2)
          output.newline()
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
        output.spaces(indent)
        output.append(UInt8(ascii: "-"))
        if let text = compact(value, indent: indent + 2, taken: indent + 2) {
          output.append(" " + text)
          output.newline()
          continue
        }
        switch value {
        case .mapping(let entries) where !entries.isEmpty:
          output.append(UInt8(ascii: " "))
          mapping(entries, indent: indent + 2, startsInline: true)
        case .list(let items) where !items.isEmpty:
          // A list in a list begins on a line of its own: easier to read than `- - `.
          output.newline()
          list(items, indent: indent + 2)
        default:
          output.append(UInt8(ascii: " "))
          inline(value, indent: indent + 2)
          output.newline()
        }
      }
    }

    /// A collection as it stands on the rest of a line; nil where it does not fit, or is not to.
    private func compact(_ tree: Tree, indent: Int, taken: Int) -> String? {
      guard let compactIndent, indent >= compactIndent, !tree.isEmptyCollection, let text = YAMLFlow.text(tree),
        taken + text.unicodeScalars.count <= Self.width
      else { return nil }
      return text
    }

    /// A value on the line where it stands; literal blocks continue below it.
    mutating func inline(_ tree: Tree, indent: Int) {
      switch tree {
      case .null: output.append("null")
      case .boolean(let value): output.append(value ? "true" : "false")
      case .integer(let value): output.append(String(value))
      case .number(let digits): output.append(digits)
      case .list: output.append("[]")
      case .mapping: output.append("{}")
      case .commented(_, let inner): inline(inner, indent: indent)
      case .string(var text):
        text.withUTF8 { bytes in
          let form = ScalarForm(bytes)
          if form == .literal { literal(bytes, indent: max(indent, 2)) } else { scalar(bytes, form) }
        }
      }
    }

    mutating func scalar(_ text: String) {
      var text = text
      text.withUTF8 { bytes in
        let form = ScalarForm(bytes)
        scalar(bytes, form == .literal ? .doubleQuoted : form)
      }
    }

    private mutating func scalar(_ bytes: UnsafeBufferPointer<UInt8>, _ form: ScalarForm) {
      switch form {
      case .plain, .literal: output.append(bytes)
      case .singleQuoted:
        output.append(UInt8(ascii: "'"))
        output.append(bytes)
        output.append(UInt8(ascii: "'"))
      case .doubleQuoted: output.append(YAMLWriter.doubleQuoted(String(decoding: bytes, as: UTF8.self)))
      }
    }

    private mutating func literal(_ text: UnsafeBufferPointer<UInt8>, indent: Int) {
      let endsWithBreak = text.last == UInt8(ascii: "\n")
      output.append(endsWithBreak ? "|" : "|-")
      let lines = endsWithBreak ? text.dropLast() : text[...]
      for line in lines.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
        output.newline()
        if !line.isEmpty { output.spaces(indent) }
        output.append(line)
      }
    }
  }

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
        if ScalarForm.isPrintable(scalar) {
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
