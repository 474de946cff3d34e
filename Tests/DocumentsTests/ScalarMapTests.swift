import Documents
import Foundation
import Support
import Testing

/// Every decoded byte of a scalar leads back to the characters that it was written as.
struct ScalarMapTests {
  /// Scalars in all styles, each with the source text that selected decoded pieces must map to.
  static let cases: [(yaml: String, piece: String, source: String)] = [
    ("k: plain text", "text", "text"),
    ("k: plain\n  folded", "plain folded", "plain\n  folded"),
    ("k: plain\n  folded", " ", "\n  "),
    ("k: 'it''s'", "'", "''"),
    ("k: 'it''s'", "s", "s"),
    (#"k: "a\tb""#, "\t", #"\t"#),
    (#"k: "a\tb""#, "b", "b"),
    (#"k: "\u00e9t\xe9""#, "é", #"\u00e9"#),
    (#"k: "caf\u00E9 sum(x)""#, "sum(x)", "sum(x)"),
    ("k: \"a \\\n   b\"", "b", "b"),
    ("k: \"one\n\n  two\"", "\n", "\n"),
    ("k: |\n  sum(rate(x[5m]))\n  > 1\n", "> 1", "> 1"),
    ("k: |\n  sum(\n    x)\n", "  x", "  x"),
    ("k: |-\n  ü sum(x)\n", "sum", "sum"),
    ("k: >\n  sum(x)\n  > 1\n", "sum(x) > 1", "sum(x)\n  > 1"),
    ("k: >\n  a\n\n  b\n", "b", "b"),
    ("k: |2\n   indented\n  less\n", " indented", " indented"),
    ("k: |2\n   indented\n  less\n", "less", "less"),
    ("a:\n  - |2+\n      x\n     y\n\n", "y", "y"),
    ("k: |\r\n  one\r\n  two\r\n", "two", "two"),
    ("k: |\r\n  one\r\n  two\r\n", "\n", "\r\n"),
    ("\u{FEFF}k: value", "value", "value"),
    ("k: &anchor !!str tagged", "tagged", "tagged"),
    ("k: &a 'quoted'", "quoted", "quoted"),
    ("Schlüssel: 日本語 x", "x", "x"),
  ]

  @Test(arguments: cases.indices)
  func leadsBack(index: Int) throws {
    let (yaml, piece, expected) = Self.cases[index]
    let source = SourceFile(name: "case.yml", text: yaml)
    let (root, findings) = YAMLDocuments.readSingle(source)
    #expect(findings.isEmpty)
    let scalars = Self.scalars(try #require(root))
    let node = try #require(scalars.first { $0.text!.contains(piece) })
    let decoded = Array(node.text!.utf8)
    let start = try #require(decoded.indices.first { decoded[$0...].starts(with: Array(piece.utf8)) })
    let map = try #require(node.scalarMap(in: source))
    #expect(source.text(map.range(of: start..<start + piece.utf8.count)) == expected)
  }

  /// Our own decoding, which the map is made of, gives what libyaml gives, for every scalar and offset of many files.
  @Test func decodesAsLibyaml() throws {
    var files = Self.cases.map(\.yaml) + Self.generated()
    if let shared = Repository.shared {
      let data = try Data(contentsOf: shared.appendingPathComponent("corpora/yaml/cases.json"))
      let cases = try #require(JSONSerialization.jsonObject(with: data) as? [[String: Any]])
      files += cases.compactMap { $0["yaml"] as? String }
    }
    var scalars = 0
    for text in files {
      let source = SourceFile(name: "case.yml", text: text)
      for root in YAMLDocuments.read(source).roots {
        for node in Self.scalars(root) where !node.range.isEmpty && !source.text(node.range).hasPrefix("*") {
          let map = try #require(node.scalarMap(in: source))
          let bytes = Array(node.text!.utf8)
          scalars += 1
          var previous = 0
          for offset in bytes.indices {
            let range = map.range(of: offset..<offset + 1)
            #expect(
              range.lowerBound >= previous && range.upperBound <= node.range.upperBound && !range.isEmpty,
              Comment(rawValue: "\(text.debugDescription) at \(offset)"))
            // A byte that stands for itself leads to itself.
            if range.count == 1, source.bytes[range.lowerBound] != UInt8(ascii: "\n") {
              #expect(
                source.bytes[range.lowerBound] == bytes[offset],
                Comment(rawValue: "\(text.debugDescription) at \(offset)"))
            }
            previous = range.lowerBound
          }
        }
      }
    }
    #expect(scalars > 500)
  }

  /// Random scalars in every style, with indicators and both line endings.
  private static func generated() -> [String] {
    var random = SeededRandom(seed: 11)
    let words = ["sum(x)", "a", "ü", "> 1", "{{ $value }}", "日本", "it's", "#no", "x: y"]
    return (0..<400).map { _ in
      let lines = (0..<Int.random(in: 1...5, using: &random)).map { _ in
        Int.random(in: 0..<5, using: &random) == 0
          ? ""
          : String(repeating: " ", count: [0, 0, 0, 2].randomElement(using: &random)!) + words.randomElement(
            using: &random)!
      }
      let ending = Bool.random(using: &random) ? "\n" : "\r\n"
      let block = lines.map { $0.isEmpty ? "" : "    " + $0 }.joined(separator: ending) + ending
      switch Int.random(in: 0..<4, using: &random) {
      case 0: return "k: |" + ["", "-", "+", "4", "4-"].randomElement(using: &random)! + ending + block
      case 1: return "k: >" + ["", "-", "+", "4", "4+"].randomElement(using: &random)! + ending + block
      case 2: return "k: '" + lines.joined(separator: ending + "  ").split(separator: "'").joined(separator: "''") + "'"
      default: return "k: \"" + lines.joined(separator: ending + "  ") + "\\u00fc\\n\""
      }
    }
  }

  static func scalars(_ node: Node) -> [Node] {
    switch node.content {
    case .scalar: [node]
    case .sequence(let items): items.flatMap(scalars)
    case .mapping(let entries): entries.flatMap { scalars($0.key) + scalars($0.value) }
    }
  }
}
