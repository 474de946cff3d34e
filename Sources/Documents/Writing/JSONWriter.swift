/// Writes JSON with two-space indentation and the keys in the tree's order.
public enum JSONWriter {
  /// UTF-8, indented by two, the keys in the order of the tree.
  public static func write(_ tree: Tree) -> [UInt8] {
    var writer = Writer()
    writer.value(tree, indent: 0)
    writer.output.newline()
    return writer.output.bytes
  }

  /// Without line breaks, for one object a line.
  public static func writeLine(_ tree: Tree) -> String {
    var writer = Writer(isCompact: true)
    writer.value(tree, indent: 0)
    return String(decoding: writer.output.bytes, as: UTF8.self)
  }

  /// A string literal with its quotes.
  public static func quoted(_ text: String) -> String {
    var writer = Writer()
    writer.string(text)
    return String(decoding: writer.output.bytes, as: UTF8.self)
  }

  private struct Writer {
    var output = ByteOutput()
    var isCompact = false

    mutating func value(_ tree: Tree, indent: Int) {
      switch tree {
      case .null: output.append("null")
      case .boolean(let value): output.append(value ? "true" : "false")
      case .integer(let value): output.append(String(value))
      case .number(let digits): output.append(digits)
      case .string(let text): string(text)
      case .commented(_, let inner): value(inner, indent: indent)
      case .list(let items):
        output.append(UInt8(ascii: "["))
        for (i, item) in items.enumerated() {
          separator(isFirst: i == 0, indent + 2)
          value(item, indent: indent + 2)
        }
        if !items.isEmpty { lineBreak(indent) }
        output.append(UInt8(ascii: "]"))
      case .mapping(let entries):
        output.append(UInt8(ascii: "{"))
        for (i, entry) in entries.enumerated() {
          separator(isFirst: i == 0, indent + 2)
          string(entry.key)
          output.append(UInt8(ascii: ":"))
          if !isCompact { output.append(UInt8(ascii: " ")) }
          value(entry.value, indent: indent + 2)
        }
        if !entries.isEmpty { lineBreak(indent) }
        output.append(UInt8(ascii: "}"))
      }
    }

    private mutating func separator(isFirst: Bool, _ indent: Int) {
      if !isFirst { output.append(UInt8(ascii: ",")) }
      lineBreak(indent)
    }

    private mutating func lineBreak(_ indent: Int) {
      guard !isCompact else { return }
      output.newline()
      output.spaces(indent)
    }

    mutating func string(_ text: String) {
      output.append(UInt8(ascii: "\""))
      var text = text
      text.withUTF8 { content in
        // What needs no escape goes out in one piece.
        var written = 0
        for (i, byte) in content.enumerated()
        where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
          output.append(content[written..<i])
          escape(byte)
          written = i + 1
        }
        output.append(content[written...])
      }
      output.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ byte: UInt8) {
      switch byte {
      case UInt8(ascii: "\""): output.append("\\\"")
      case UInt8(ascii: "\\"): output.append("\\\\")
      case UInt8(ascii: "\n"): output.append("\\n")
      case UInt8(ascii: "\r"): output.append("\\r")
      case UInt8(ascii: "\t"): output.append("\\t")
      default:
        let hex = String(byte, radix: 16)
        output.append("\\u" + String(repeating: "0", count: 4 - hex.count) + hex)
      }
    }
  }
}
