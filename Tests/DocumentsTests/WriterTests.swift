import Documents
import Foundation
import Support
import Testing

/// What the writers write reads back as the same value, by libyaml's reading of it.
struct WriterTests {
  private func readBack(_ bytes: [UInt8]) -> Tree? {
    let (root, findings) = YAMLDocuments.readSingle(SourceFile(name: "written.yml", bytes: bytes))
    #expect(findings.isEmpty, Comment(rawValue: String(decoding: bytes, as: UTF8.self)))
    return root.map(tree)
  }

  private func tree(_ node: Node) -> Tree {
    switch node.content {
    case .sequence(let items): return .list(items.map(tree))
    case .mapping(let entries): return .mapping(entries.map { .init($0.key.text ?? "", tree($0.value)) })
    case .scalar(let scalar):
      switch scalar.coreType {
      case .null: return .null
      case .boolean: return .boolean(scalar.boolean!)
      case .integer, .float: return .number(scalar.text)
      case .string: return .string(scalar.text)
      }
    }
  }

  static let strings = [
    "", " ", "a", "yes", "No", "on", "y", "null", "~", "1", "1.5", "0x1F", "1_000", "1:30", "2024-01-01", "1e3", ".inf",
    "=", "<<", "-", "- a", "?", ": a",
    "a: b", "a:", "a #b", "#a", "'", "\"", "it's", "`x`", "@x", "%x", "!x", "&x", "*x", "{a}", "[a]", "|", ">", "a\nb",
    "a\nb\n", "a\n\nb", "\na", " a\nb", "a \nb",
    "a\n", "a\n\n", "\t", "a\tb", "\u{85}", "\u{2028}x", "é", "日本", "😀", "\u{7}", "\u{FEFF}", "---", "...", "--- a",
    "{{ $value }}", "$$x", "5m", "0777", "+1", "1.2.3.4",
    "a,b", "sum(rate(x[5m])) > 1", "C:\\x", "\\", "trailing ", "a: |", "\r\n", "a\rb", "key: 'value'",
    "a\u{202E}b\u{E0041}", "“q” – ‰ ⟦√⟧ … 😀",
  ]

  @Test(arguments: strings)
  func stringsSurvive(text: String) {
    let value: Tree = ["k": .string(text), "list": [.string(text), ["n": .string(text)], [.string(text)]]]
    #expect(readBack(YAMLWriter.write(value, header: "head")) == value)
    #expect(readBack(YAMLWriter.write(value, compactFrom: 1)) == value)
    #expect(readBack(YAMLWriter.write(.mapping([.init(text, "v")]))) == .mapping([.init(text, "v")]))
  }

  /// By another reader, and with nothing in it that is not seen.
  @Test(arguments: strings)
  func jsonIsReadBack(text: String) throws {
    let written = JSONWriter.write(["k": .string(text)])
    let read = try JSONSerialization.jsonObject(with: Data(written)) as? [String: String]
    #expect(read.map { Array($0["k", default: ""].unicodeScalars) } == Array(text.unicodeScalars))
    #expect(!VisibleText.hasHidden(written))
  }

  @Test func randomTreesSurvive() {
    var random = SeededRandom(seed: 3)
    let alphabet = Array("ab:-#'\"\n\t {}[]|>&*!%@`,?0.1éß\\$yn")
    func string() -> String {
      String((0..<Int.random(in: 0...8, using: &random)).map { _ in alphabet.randomElement(using: &random)! })
    }
    func value(_ depth: Int) -> Tree {
      switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &random) {
      case 0: return .boolean(Bool.random(using: &random))
      case 1: return .number(String(Int.random(in: -99...99, using: &random)))
      case 2: return .null
      case 3, 4: return .string(string())
      case 5: return .list((0..<Int.random(in: 0...3, using: &random)).map { _ in value(depth - 1) })
      default:
        var entries: [Tree.Entry] = []
        for i in 0..<Int.random(in: 0...3, using: &random) {
          entries.append(.init("\(string())\(i)", value(depth - 1)))
        }
        return .mapping(entries)
      }
    }
    for _ in 0..<3000 {
      let tree = value(4)
      let bytes = YAMLWriter.write(tree)
      #expect(readBack(bytes) == tree, Comment(rawValue: String(decoding: bytes, as: UTF8.self)))
      let compact = YAMLWriter.write(tree, compactFrom: 1)
      #expect(readBack(compact) == tree, Comment(rawValue: String(decoding: compact, as: UTF8.self)))
    }
  }

  /// What fits on a line and holds no comment stands on one, from a level on.
  @Test func compactCollections() {
    let tree: Tree = [
      "a": [
        "b": ["c": [1, "x, y"], "d": .mapping([])], "e": .commented("why", ["f"]), "g": ["h": .commented("why", 1)],
      ],
      "long": ["list": .strings((0..<40).map { "item\($0)" })], "text": ["t": "two\nlines"],
    ]
    let text = String(decoding: YAMLWriter.write(tree, compactFrom: 2), as: UTF8.self)
    #expect(text.hasPrefix("a:\n  b: { c: [1, 'x, y'], d: {} }\n  # why\n  e: [f]\n  g:\n    # why\n    h: 1\n"))
    #expect(text.contains("    - item39\n") && text.contains("  t: |-\n"))
  }

  /// What a YAML 1.1 reader would take for a boolean or a number is quoted.
  @Test func otherReadersAreMindedToo() {
    for text in ["yes", "off", "1:30", "012", "1_0", "2024-01-01", "0b11"] {
      #expect(YAMLWriter.scalar(text) == "'\(text)'", Comment(rawValue: text))
    }
    for text in ["web:8000", "30d", "15s", "v3.14.0", "a-b", "/metrics", "http://x:1/y"] {
      #expect(YAMLWriter.scalar(text) == text)
    }
  }
}
