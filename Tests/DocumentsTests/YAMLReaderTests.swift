import Documents
import Foundation
import Support
import Testing

struct YAMLReaderTests {
  private func read(_ text: String) -> YAMLDocuments { YAMLDocuments.read(SourceFile(name: "case.yml", text: text)) }

  private func text(_ node: Node?, _ source: SourceFile) -> String? { node.map { source.text($0.range) } }

  @Test func keysAndValuesHaveTheirBytes() throws {
    let documents = read("ключ: [ä, {b: \"c\"}]\nlist:\n  - one\n  - two: 2\nend: x\n")
    let root = documents.roots[0]
    #expect(text(root.mapping?[0].key, documents.source) == "ключ")
    #expect(text(root["ключ"], documents.source) == "[ä, {b: \"c\"}]")
    #expect(text(root.descend(["ключ", 1, "b"]), documents.source) == "\"c\"")
    #expect(text(root["list"], documents.source) == "- one\n  - two: 2")
    #expect(text(root.descend(["list", 1, .name("two")]), documents.source) == "two")
    #expect(text(root.nearest(["list", 7]), documents.source) == "- one\n  - two: 2")
  }

  @Test func positionsCountScalars() {
    let source = SourceFile(name: "x", text: "a\r\n日本x\rc")
    #expect(source.position(at: 9) == Position(line: 2, column: 3))
    #expect(source.position(at: 11) == Position(line: 3, column: 1))
    #expect(source.line(2) == "日本x")
  }

  /// YAML 1.2's core schema: the words of 1.1 are strings.
  static let types: [(String, CoreType)] = [
    ("yes", .string), ("no", .string), ("on", .string), ("Off", .string), ("true", .boolean), ("FALSE", .boolean),
    ("tRue", .string),
    ("null", .null), ("~", .null), ("", .null), ("12", .integer), ("-0", .integer), ("0o17", .integer),
    ("0xFf", .integer), ("017", .integer),
    ("1.5", .float), (".5", .float), ("1e3", .float), ("1.", .float), (".inf", .float), ("-.INF", .float),
    (".nan", .float), ("1_000", .string),
    ("1:30", .string), ("2001-01-01", .string), ("0b1", .string), ("+", .string), (".", .string), ("e3", .string),
    ("5m", .string),
  ]

  @Test(arguments: types.indices)
  func coreSchema(index: Int) {
    #expect(CoreType(plain: Self.types[index].0) == Self.types[index].1, Comment(rawValue: Self.types[index].0))
  }

  @Test func anchorsAliasesAndMergeKeys() {
    let documents = read(
      "base: &base { a: 1, b: 2 }\nother: &other { b: 3, c: 4 }\none: { <<: *base, b: 9 }\nmany:\n  <<: [*base, *other]\n  d: 5\nsame: *base\n"
    )
    #expect(documents.findings.isEmpty)
    let root = documents.roots[0]
    #expect(root.descend(["one", "a"])?.text == "1" && root.descend(["one", "b"])?.text == "9")
    #expect(["a", "b", "c", "d"].map { root.descend(["many", .key($0)])?.text } == ["1", "2", "4", "5"])
    #expect(root.descend(["same", "b"])?.text == "2")
  }

  /// Source, rule, line, column.
  static let problems: [(String, String, Int, Int)] = [
    ("a: 1\nb: 2\na: 3\n", "yaml/duplicate-key", 3, 1),
    ("a:\n\tb: 1\n", "yaml/tab", 2, 1),
    ("a: !foo 1\n", "yaml/tag", 1, 4),
    ("a: *nope\n", "yaml/alias", 1, 4),
    ("a: &a [*a]\n", "yaml/alias", 1, 8),
    ("a: [1, 2\n", "yaml/syntax", 2, 1),
    ("<<: 3\na: 1\n", "yaml/merge", 1, 5),
    ("? [a]\n: b\n", "yaml/key", 1, 3),
    (String(repeating: "[", count: 150) + String(repeating: "]", count: 150), "yaml/too-deep", 1, 101),
  ]

  @Test(arguments: problems.indices)
  func problemsHavePlaces(index: Int) throws {
    let (text, rule, line, column) = Self.problems[index]
    let finding = try #require(read(text).findings.first)
    #expect(
      finding.rule == rule && finding.start == Position(line: line, column: column),
      Comment(rawValue: "\(finding.rule) \(finding.start)"))
  }

  /// What Go's reader takes between double quotes, and libyaml does not; elsewhere the two are what they are.
  @Test func escapedApostrophes() throws {
    let text = #"{a: "x \'y\'", b: "\\'", c: 'z\', d: "\'", e: "é \'"}"#
    let documents = read(text)
    #expect(documents.findings.isEmpty)
    let root = try #require(documents.roots.first)
    #expect("abcde".map { root["\($0)"]?.text } == ["x 'y'", #"\'"#, #"z\"#, "'", "é '"])
    #expect(self.text(root["e"], documents.source) == #""é \'""#)
    #expect(read(#"a: "\q""#).findings.map(\.rule) == ["yaml/syntax"])
  }

  @Test func invalidUTF8IsPointedAt() throws {
    let source = SourceFile(name: "x", bytes: Array("key: va".utf8) + [0xC3, 0x28] + Array("\n".utf8))
    let finding = try #require(YAMLDocuments.read(source).findings.first)
    #expect(finding.rule == "yaml/encoding" && finding.range.lowerBound == 7)
  }

  @Test func severalDocumentsWhereOneIsMeant() throws {
    let (root, findings) = YAMLDocuments.readSingle(SourceFile(name: "x", text: "a: 1\n---\nb: 2\n"))
    #expect(root?["a"]?.text == "1")
    #expect(findings.map(\.rule) == ["yaml/several-documents"] && findings[0].start.line == 3)
  }

  @Test func tooLarge() {
    let source = SourceFile(name: "x", bytes: [UInt8](repeating: UInt8(ascii: "a"), count: SourceFile.maximumSize + 1))
    #expect(YAMLDocuments.read(source).findings.map(\.rule) == ["yaml/too-large"])
  }

  /// Ten levels of ten aliases each stand for ten thousand million values; the bound stops them long before.
  @Test func billionLaughs() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...10 {
      text += "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", "))]\n"
    }
    #expect(read(text).findings.map(\.rule) == ["yaml/too-many-nodes"])
  }

  /// Every case of the YAML test suite: no crash, ranges inside the file.
  @Test func suiteNeverCrashes() throws {
    guard let shared = Repository.shared else { return }
    let data = try Data(contentsOf: shared.appendingPathComponent("corpora/yaml/cases.json"))
    let cases = try #require(JSONSerialization.jsonObject(with: data) as? [[String: Any]])
    for item in cases {
      let documents = read(item["yaml"] as? String ?? "")
      for finding in documents.findings { #expect(finding.range.upperBound <= documents.source.bytes.count) }
    }
  }
}
