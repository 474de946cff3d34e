/// The same example written differently: findings must move with the text.
struct Variant {
  var name: String
  var files: [(name: String, text: String)]
  var marks: [String: [Range<Int>]]

  static func all(of example: MarkedExample) -> [Variant] {
    [
      Variant(name: "as it is", files: example.files, marks: example.marks),
      crlf(example),
      prefixed(example),
    ].compactMap { $0 } + BlockStyle.allCases.compactMap { restyled(example, $0) }
  }

  /// A comment above each finding that silences the rule; nil where a file has no comments.
  static func silenced(_ example: MarkedExample, _ rule: String) -> Variant? {
    let marked = example.files.filter { example.marks[$0.name] != nil }
    guard marked.allSatisfy({ isYAML($0.name) }) else { return nil }
    var variant = transform(example, "silenced") { name, bytes in
      let lines = TextLines(bytes)
      let numbers = Set((example.marks[name] ?? []).map { lines.owner(of: lines.number(at: $0.lowerBound)) })
      return numbers.sorted().map { number in
        let comment = "\(String(repeating: " ", count: lines.indentation(number)))# pharos disable \(rule): a test\n"
        return Edit(at: lines.starts[number], inserted: Array(comment.utf8))
      }
    }
    variant?.marks = [:]
    return variant
  }

  /// Line ends of Windows.
  private static func crlf(_ example: MarkedExample) -> Variant? {
    transform(example, "with CRLF") { name, bytes in
      isYAML(name) ? Edit.insertions(before: UInt8(ascii: "\n"), in: bytes, UInt8(ascii: "\r")) : []
    }
  }

  /// A comment of characters of several bytes above everything.
  private static func prefixed(_ example: MarkedExample) -> Variant? {
    transform(example, "after a multibyte comment") { name, _ in
      isYAML(name) ? [Edit(at: 0, inserted: Array("# Größe ≥ 1 🚨\n".utf8))] : []
    }
  }

  struct Edit {
    var at: Int
    var removed = 0
    var inserted: [UInt8]

    static func insertions(before byte: UInt8, in bytes: [UInt8], _ inserted: UInt8) -> [Edit] {
      bytes.indices.filter { bytes[$0] == byte }.map { Edit(at: $0, inserted: [inserted]) }
    }
  }

  private static func isYAML(_ name: String) -> Bool { name.hasSuffix(".yml") || name.hasSuffix(".yaml") }

  /// - Parameter edits: for the bytes of a file, in order; nil where it cannot be written so.
  private static func transform(
    _ example: MarkedExample, _ name: String, _ edits: (String, [UInt8]) -> [Edit]?
  ) -> Variant? {
    var variant = Variant(name: name, files: [], marks: [:])
    for file in example.files {
      let bytes = Array(file.text.utf8)
      guard let edits = edits(file.name, bytes) else { return nil }
      var result: [UInt8] = []
      var position = 0
      for edit in edits {
        result += bytes[position..<edit.at] + edit.inserted
        position = edit.at + edit.removed
      }
      result += bytes[position...]
      func moved(_ offset: Int, isEnd: Bool) -> Int {
        let before = edits.filter {
          $0.removed > 0 ? $0.at + $0.removed <= offset : isEnd ? $0.at < offset : $0.at <= offset
        }
        return before.reduce(offset) { $0 + $1.inserted.count - $1.removed }
      }
      variant.files.append((file.name, String(decoding: result, as: UTF8.self)))
      variant.marks[file.name] = example.marks[file.name]?.map { mark in
        let lower = moved(mark.lowerBound, isEnd: mark.isEmpty)
        return lower..<(mark.isEmpty ? lower : moved(mark.upperBound, isEnd: true))
      }
    }
    return variant
  }
}

extension Variant {
  /// The ways of YAML to write what the examples write as a literal block.
  fileprivate enum BlockStyle: String, CaseIterable {
    case folded, doubleQuoted, singleQuoted
  }

  /// Every `expr: |` in another style; nil where there is none, or where that style would change the expression.
  private static func restyled(_ example: MarkedExample, _ style: BlockStyle) -> Variant? {
    let header = Array("expr: |\n".utf8)
    var blocks = 0
    let variant = transform(example, style.rawValue) { name, bytes in
      guard isYAML(name), bytes.count > header.count else { return [] }
      let lines = TextLines(bytes)
      var edits: [Edit] = []
      for start in 0..<bytes.count - header.count where bytes[start..<start + header.count].elementsEqual(header) {
        let sign = start + header.count - 2
        let first = lines.number(at: sign) + 1
        let indentation = lines.indentation(first)
        let last = lines.starts.indices[first...].prefix { lines.indentation($0) >= indentation }.last ?? first
        let content = lines.starts[first] + indentation..<lines.end(last)
        // A comment of PromQL ends with its line.
        guard first == last || style == .folded, !bytes[content].contains(UInt8(ascii: "#")) else { return nil }
        blocks += 1
        edits += style.edits(bytes, sign: sign, content: content)
      }
      return edits
    }
    return blocks == 0 ? nil : variant
  }
}

extension Variant.BlockStyle {
  fileprivate func edits(_ bytes: [UInt8], sign: Int, content: Range<Int>) -> [Variant.Edit] {
    let (quote, escape): (String, [UInt8: String])
    switch self {
    case .folded: return [.init(at: sign, removed: 1, inserted: [UInt8(ascii: ">")])]
    case .doubleQuoted: (quote, escape) = ("\"", [UInt8(ascii: "\""): "\\\"", UInt8(ascii: "\\"): "\\\\"])
    case .singleQuoted: (quote, escape) = ("'", [UInt8(ascii: "'"): "''"])
    }
    return [.init(at: sign, removed: content.lowerBound - sign, inserted: Array(quote.utf8))]
      + content.compactMap { at in
        escape[bytes[at]].map { Variant.Edit(at: at, removed: 1, inserted: Array($0.utf8)) }
      } + [.init(at: content.upperBound, inserted: Array(quote.utf8))]
  }
}

/// The lines of a YAML file, as comments and blocks need them.
private struct TextLines {
  let bytes: [UInt8]
  let starts: [Int]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    starts = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") && $0 + 1 < bytes.count }.map { $0 + 1 }
  }

  func number(at offset: Int) -> Int { starts.lastIndex { $0 <= offset } ?? 0 }

  /// Where a line's content ends, without its line break.
  func end(_ number: Int) -> Int {
    bytes[starts[number]...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
  }

  func indentation(_ number: Int) -> Int {
    bytes[starts[number]..<end(number)].prefix { $0 == UInt8(ascii: " ") }.count
  }

  /// The line that begins the value which goes on on a line: a block's with its `|`, or the line itself.
  func owner(of number: Int) -> Int {
    for above in stride(from: number - 1, through: 0, by: -1) {
      if indentation(above) >= indentation(number) || starts[above] == end(above) { continue }
      let text = String(decoding: bytes[starts[above]..<end(above)], as: UTF8.self)
      let isBlock = [": |", ": |-", ": >", ": >-", ": |+", ": >+"].contains { text.hasSuffix($0) }
      return isBlock ? owner(of: above) : number
    }
    return number
  }
}
