/// Writes JSON with two-space indentation and the keys in the tree's order.
public enum JSONWriter {
  /// UTF-8, indented by two, the keys in the order of the tree.
  public static func write(_ tree: Tree) -> [UInt8] {
    var writer = Writer()
    writer.value(tree, indent: 0)
    writer.output.newline()
    return writer.output.whole
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
        var i = 0
        while i < content.count {
          let byte = content[i]
          if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F {
            output.append(content[written..<i])
            escape(byte)
            written = i + 1
          } else if byte > 0x7F, !ByteEncoding.isContinuation(byte) {
            let (scalar, count) = ByteEncoding.scalar(in: content, at: i)
            if VisibleText.isHidden(scalar) {
              output.append(content[written..<i])
              for unit in UTF16.encode(scalar)! { output.append(Self.unit(unit)) }
              written = i + count
            }
          } else if byte == UInt8(ascii: "["), Self.isCommand(content[..<i]) {
            // Runners of CI read commands out of logs: <https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs>
            output.append(content[written..<i])
            output.append(Self.unit(UInt16(byte)))
            written = i + 1
          }
          i = max(i + 1, written)
        }
        output.append(content[written...])
      }
      output.append(UInt8(ascii: "\""))
    }

    private static func isCommand(_ before: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
      before.suffix(2).elementsEqual("##".utf8) || before.suffix(5).elementsEqual("##vso".utf8)
    }

    private static func unit(_ value: UInt16) -> String {
      let hex = String(value, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
    }

    private mutating func escape(_ byte: UInt8) {
      switch byte {
      case UInt8(ascii: "\""): output.append("\\\"")
      case UInt8(ascii: "\\"): output.append("\\\\")
      case UInt8(ascii: "\n"): output.append("\\n")
      case UInt8(ascii: "\r"): output.append("\\r")
      case UInt8(ascii: "\t"): output.append("\\t")
      default: output.append(Self.unit(UInt16(byte)))
      }
    }
  }
}
