/// Writes JSON with two-space indentation and the keys in the tree's order.
public enum JSONWriter {
  /// UTF-8, indented by two, the keys in the order of the tree.
  public static func write(_ tree: Tree) -> [UInt8] {
    var writer = Writer()
    writer.value(tree, indent: 0)
    writer.output.newline()
    return writer.output.bytes
  }

  /// The same, a piece at a time, so that a long list is never there as a whole.
  ///
  /// - Parameters:
  ///   - elements: what the first empty list of the tree is filled with; each is made when it is written.
  ///   - output: takes UTF-8; the last piece ends in a line feed.
  public static func write(_ tree: Tree, filledWith elements: some Sequence<Tree>, to output: ([UInt8]) -> Void) {
    withoutActuallyEscaping(output) { output in
      var writer = Writer(elements: AnySequence(elements), flush: output)
      writer.value(tree, indent: 0)
      writer.output.newline()
      output(writer.output.bytes)
    }
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
    /// What the next empty list is filled with.
    var elements: AnySequence<Tree>?
    /// Takes what is written so far, where that is a lot.
    var flush: (([UInt8]) -> Void)?

    mutating func value(_ tree: Tree, indent: Int) {
      switch tree {
      case .null: output.append("null")
      case .boolean(let value): output.append(value ? "true" : "false")
      case .integer(let value): output.append(String(value))
      case .number(let digits): output.append(digits)
      case .string(let text): string(text)
      case .commented(_, let inner): value(inner, indent: indent)
      case .list(let items):
        if items.isEmpty, let elements {
          self.elements = nil
          list(elements, indent: indent)
        } else {
          list(items, indent: indent)
        }
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

    private mutating func list(_ items: some Sequence<Tree>, indent: Int) {
      output.append(UInt8(ascii: "["))
      var isEmpty = true
      for item in items {
        separator(isFirst: isEmpty, indent + 2)
        value(item, indent: indent + 2)
        isEmpty = false
        if let flush, output.bytes.count > 1 << 16 {
          flush(output.bytes)
          output = ByteOutput()
        }
      }
      if !isEmpty { lineBreak(indent) }
      output.append(UInt8(ascii: "]"))
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
