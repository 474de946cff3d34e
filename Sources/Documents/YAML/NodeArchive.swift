/// A tree as text that reads back without parsing: the build makes it of the YAML inside the binary, which is the same in every
/// run and would take a quarter of its time to parse.
///
/// Each node is a letter for its kind, numbers, and what it holds: a scalar's text in as many bytes as the number before
/// it says, a collection's nodes. Everything is printable, so that it can stand in a string literal.
public enum NodeArchive {
  /// A tree as printable ASCII or UTF-8 bytes.
  public static func write(_ root: Node) -> [UInt8] {
    var output: [UInt8] = []
    write(root, to: &output)
    return output
  }

  /// - Parameter archive: what `write` has made; anything else stops the program.
  public static func read(_ archive: UnsafeBufferPointer<UInt8>) -> Node {
    var reader = Reader(bytes: archive)
    return reader.node()
  }

  private static let sequence = UInt8(ascii: "a")
  private static let mapping = UInt8(ascii: "m")
  /// Before a scalar's letter: its tag follows as a number.
  private static let tagged = UInt8(ascii: "!")
  private static let styles: [(letter: UInt8, style: Scalar.Style)] = [
    (UInt8(ascii: "p"), .plain), (UInt8(ascii: "s"), .singleQuoted), (UInt8(ascii: "d"), .doubleQuoted),
    (UInt8(ascii: "l"), .literal), (UInt8(ascii: "f"), .folded),
  ]
  private static let tags: [CoreTag] = [.string, .integer, .float, .boolean, .null, .mapping, .sequence]

  // MARK: Writing

  private static func write(_ node: Node, to output: inout [UInt8]) {
    switch node.content {
    case .scalar(let scalar):
      if let tag = scalar.tag {
        output.append(tagged)
        number(tags.firstIndex(of: tag)!, to: &output)
      }
      output.append(styles.first { $0.style == scalar.style }!.letter)
      place(node, to: &output)
      number(scalar.text.utf8.count, to: &output)
      output += scalar.text.utf8
    case .sequence(let items):
      output.append(sequence)
      place(node, to: &output)
      number(items.count, to: &output)
      for item in items { write(item, to: &output) }
    case .mapping(let entries):
      output.append(mapping)
      place(node, to: &output)
      number(entries.count, to: &output)
      for entry in entries {
        write(entry.key, to: &output)
        write(entry.value, to: &output)
      }
    }
  }

  private static func place(_ node: Node, to output: inout [UInt8]) {
    number(node.range.lowerBound, to: &output)
    number(node.range.count, to: &output)
    number(node.size, to: &output)
  }

  /// Five bits a byte, the lowest first; the sixth says that more follow. Bytes from `0` on are printable.
  private static func number(_ value: Int, to output: inout [UInt8]) {
    var rest = value
    while rest >= 32 {
      output.append(zero + 32 + UInt8(rest & 31))
      rest >>= 5
    }
    output.append(zero + UInt8(rest))
  }

  private static let zero = UInt8(ascii: "0")

  // MARK: Reading

  private struct Reader {
    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0
    let styles = NodeArchive.styles

    mutating func node() -> Node {
      switch byte() {
      case NodeArchive.sequence:
        let (range, size) = place()
        let count = number()
        var items: [Node] = []
        items.reserveCapacity(count)
        for _ in 0..<count { items.append(node()) }
        return Node(.sequence(items), range: range, size: size)
      case NodeArchive.mapping:
        let (range, size) = place()
        let count = number()
        var entries: [Node.Entry] = []
        entries.reserveCapacity(count)
        for _ in 0..<count {
          let key = node()
          entries.append(Node.Entry(key: key, value: node()))
        }
        return Node(.mapping(entries), range: range, size: size)
      case NodeArchive.tagged:
        let tag = NodeArchive.tags[number()]
        return scalar(byte(), tag)
      case let letter: return scalar(letter, nil)
      }
    }

    private mutating func scalar(_ letter: UInt8, _ tag: CoreTag?) -> Node {
      let (range, size) = place()
      let length = number()
      let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[position..<position + length]), as: UTF8.self)
      position += length
      let style = styles.first { $0.letter == letter }!.style
      return Node(.scalar(Scalar(text: text, style: style, tag: tag)), range: range, size: size)
    }

    private mutating func place() -> (range: Range<Int>, size: Int) {
      let start = number()
      return (start..<start + number(), number())
    }

    private mutating func byte() -> UInt8 {
      defer { position += 1 }
      return bytes[position]
    }

    private mutating func number() -> Int {
      var value = 0
      var shift = 0
      while true {
        let digit = Int(byte() - NodeArchive.zero)
        value |= (digit & 31) << shift
        if digit < 32 { return value }
        shift += 5
      }
    }
  }
}
