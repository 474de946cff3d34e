/// Writes JSON with two-space indentation and the keys in the tree's order.
package enum JSONWriter {
  package static func write(_ tree: Tree) -> [UInt8] {
    var writer = Writer()
    writer.value(tree, indent: 0)
    writer.bytes.append(UInt8(ascii: "\n"))
    return writer.bytes
  }

  /// Without line breaks, for one object a line.
  package static func writeLine(_ tree: Tree) -> String {
    var writer = Writer(isCompact: true)
    writer.value(tree, indent: 0)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// A string literal with its quotes.
  package static func quoted(_ text: String) -> String {
    var writer = Writer()
    writer.string(text)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private struct Writer {
    var bytes: [UInt8] = []
    var isCompact = false

    mutating func value(_ tree: Tree, indent: Int) {
      switch tree {
      case .null: raw("null")
      case .boolean(let value): raw(value ? "true" : "false")
      case .integer(let value): raw(String(value))
      case .number(let digits): raw(digits)
      case .string(let text): string(text)
      case .commented(_, let inner): value(inner, indent: indent)
      case .list(let items):
        collection("[", "]", items.count, indent) { $0.value(items[$1], indent: indent + 2) }
      case .mapping(let entries):
        collection("{", "}", entries.count, indent) { writer, i in
          writer.string(entries[i].key)
          writer.raw(writer.isCompact ? ":" : ": ")
          writer.value(entries[i].value, indent: indent + 2)
        }
      }
    }

    mutating func collection(
      _ open: String, _ close: String, _ count: Int, _ indent: Int, _ item: (inout Writer, Int) -> Void
    ) {
      raw(open)
      for i in 0..<count {
        if i > 0 { raw(",") }
        lineBreak(indent + 2)
        item(&self, i)
      }
      if count > 0 { lineBreak(indent) }
      raw(close)
    }

    mutating func lineBreak(_ indent: Int) {
      guard !isCompact else { return }
      bytes.append(UInt8(ascii: "\n"))
      bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent))
    }

    mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

    mutating func string(_ text: String) {
      bytes.append(UInt8(ascii: "\""))
      var text = text
      text.withUTF8 { content in
        let isPlain = content.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
        if isPlain { bytes.append(contentsOf: content) } else { escape(content) }
      }
      bytes.append(UInt8(ascii: "\""))
    }

    mutating func escape(_ content: UnsafeBufferPointer<UInt8>) {
      for byte in content {
        switch byte {
        case UInt8(ascii: "\""): raw("\\\"")
        case UInt8(ascii: "\\"): raw("\\\\")
        case UInt8(ascii: "\n"): raw("\\n")
        case UInt8(ascii: "\r"): raw("\\r")
        case UInt8(ascii: "\t"): raw("\\t")
        case 0..<0x20:
          let hex = String(byte, radix: 16)
          raw("\\u" + String(repeating: "0", count: 4 - hex.count) + hex)
        default: bytes.append(byte)
        }
      }
    }
  }
}
