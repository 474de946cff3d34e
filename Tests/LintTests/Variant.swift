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
    ].compactMap { $0 }
  }

  /// Line ends of Windows.
  private static func crlf(_ example: MarkedExample) -> Variant {
    transform(example, "with CRLF") { name, bytes in
      isYAML(name) ? Edit.insertions(before: UInt8(ascii: "\n"), in: bytes, UInt8(ascii: "\r")) : []
    }
  }

  /// A comment of characters of several bytes above everything.
  private static func prefixed(_ example: MarkedExample) -> Variant {
    transform(example, "after a multibyte comment") { name, _ in
      isYAML(name) ? [Edit(at: 0, inserted: Array("# Größe ≥ 1 🚨\n".utf8))] : []
    }
  }

  private struct Edit {
    var at: Int
    var inserted: [UInt8]

    static func insertions(before byte: UInt8, in bytes: [UInt8], _ inserted: UInt8) -> [Edit] {
      bytes.indices.filter { bytes[$0] == byte }.map { Edit(at: $0, inserted: [inserted]) }
    }
  }

  private static func isYAML(_ name: String) -> Bool { name.hasSuffix(".yml") || name.hasSuffix(".yaml") }

  private static func transform(
    _ example: MarkedExample, _ name: String, _ edits: (String, [UInt8]) -> [Edit]
  ) -> Variant {
    var variant = Variant(name: name, files: [], marks: [:])
    for file in example.files {
      let bytes = Array(file.text.utf8)
      let edits = edits(file.name, bytes)
      var result: [UInt8] = []
      var position = 0
      for edit in edits {
        result += bytes[position..<edit.at] + edit.inserted
        position = edit.at
      }
      result += bytes[position...]
      func moved(_ offset: Int, isEnd: Bool) -> Int {
        offset + edits.filter { isEnd ? $0.at < offset : $0.at <= offset }.reduce(0) { $0 + $1.inserted.count }
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
