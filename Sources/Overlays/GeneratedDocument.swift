import Documents

/// A generated YAML or JSON file read back, with the comments that our writer put above entries and elements.
///
/// Written again unchanged it has the same bytes, which a test holds for every artifact.
struct GeneratedDocument {
  /// The comment at the top of a YAML file, without `#`; nil where there is none, and in JSON.
  private(set) var header: String?
  var tree: Tree
  private let isJSON: Bool

  /// - Returns: nil for a file whose name says that it is neither, or that is not as our writers write.
  init?(_ bytes: [UInt8], path: String) {
    isJSON = path.hasSuffix(".json")
    let source = SourceFile(name: path, bytes: bytes)
    if isJSON {
      guard let root = JSONDocument.read(source).root else { return nil }
      tree = Tree(root)
    } else {
      guard path.hasSuffix(".yml"), let root = YAMLDocuments.readSingle(source).root else { return nil }
      let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      let top = lines.prefix { $0.first == UInt8(ascii: "#") }
      // A comment with no blank line under it belongs to the first entry.
      let hasHeader = !top.isEmpty && top.endIndex < lines.endIndex && lines[top.endIndex].isEmpty
      header = hasHeader ? top.map(CommentReader.text).joined(separator: "\n") : nil
      tree = CommentReader(bytes: bytes).tree(root, from: hasHeader ? top.reduce(1) { $0 + $1.count + 1 } : 0)
    }
  }

  /// Names what was laid over the file where the file says where it comes from: its header, or its description.
  mutating func name(overlay: String) {
    let note = "With \(overlay) laid over it."
    if let lines = header?.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false) {
      header = ([lines[0], note[...]] + lines.dropFirst()).joined(separator: "\n")
    } else if isJSON, case .string(let description) = tree["description"] {
      tree["description"] = .string("\(description) \(note)")
    }
  }

  var bytes: [UInt8] { isJSON ? JSONWriter.write(tree) : YAMLWriter.write(tree, header: header) }
}

/// Makes a tree of what our writer wrote, comments included.
private struct CommentReader {
  let bytes: [UInt8]

  /// - Parameter start: the byte after what came before: comments belong to what follows them.
  func tree(_ node: Node, from start: Int) -> Tree {
    var end = start
    switch node.content {
    case .scalar: return Tree(node)
    case .mapping(let entries):
      return .mapping(
        entries.map { entry in
          defer { end = entry.value.range.upperBound }
          let value = tree(entry.value, from: entry.key.range.upperBound)
          return .init(entry.key.text ?? "", commented(value, at: entry.key.range.lowerBound, after: end))
        })
    case .sequence(let items):
      return .list(
        items.map { item in
          defer { end = item.range.upperBound }
          return commented(tree(item, from: item.range.lowerBound), at: dash(before: item), after: end)
        })
    }
  }

  /// The value with the comment that ends on the line above `place`, if that begins no sooner than `start`.
  private func commented(_ value: Tree, at place: Int, after start: Int) -> Tree {
    var line = lineStart(place)
    guard bytes[line..<place].allSatisfy({ $0 == UInt8(ascii: " ") }) else { return value }
    var comment: [String] = []
    while line > start {
      let above = lineStart(line - 1)
      let text = bytes[above..<line - 1].drop { $0 == UInt8(ascii: " ") }
      guard above >= start, text.first == UInt8(ascii: "#") else { break }
      comment.insert(Self.text(text), at: 0)
      line = above
    }
    return comment.isEmpty ? value : .commented(comment.joined(separator: "\n"), value)
  }

  private func lineStart(_ offset: Int) -> Int {
    bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
  }

  /// Where the dash of a list's item stands; the item itself in flow style.
  private func dash(before item: Node) -> Int {
    var offset = item.range.lowerBound
    while offset > 0, bytes[offset - 1] == UInt8(ascii: " ") || bytes[offset - 1] == UInt8(ascii: "\n") { offset -= 1 }
    return offset > 0 && bytes[offset - 1] == UInt8(ascii: "-") ? offset - 1 : item.range.lowerBound
  }

  /// A line of comment without its `#`.
  static func text(_ line: ArraySlice<UInt8>) -> String {
    let text = line.dropFirst()
    return String(decoding: text.first == UInt8(ascii: " ") ? text.dropFirst() : text, as: UTF8.self)
  }
}
