import Documents
import Foundation
import Support
import Testing

struct JSONReaderTests {
  private func read(_ text: String) -> JSONDocument { JSONDocument.read(SourceFile(name: "case.json", text: text)) }

  /// Python's json takes and refuses the same texts, whole and damaged, and reads the same values.
  @Test func readsAsPython() throws {
    let data = Data(try Repository.text("Tests/DocumentsTests/fixtures/json.json").utf8)
    let cases = try #require(JSONSerialization.jsonObject(with: data) as? [[Any]])
    #expect(cases.count > 1000)
    for item in cases {
      let text = item[0] as? String ?? ""
      let document = read(text)
      let expected = item[1] as? String
      #expect(document.isComplete == (expected != nil), Comment(rawValue: text.debugDescription))
      guard let expected, let root = document.root else { continue }
      #expect(flat(root) == expected, Comment(rawValue: text.debugDescription))
    }
  }

  private func flat(_ node: Node) -> String {
    switch node.content {
    case .scalar(let scalar):
      scalar.style == .json ? "s\(scalar.text.utf8.count):\(scalar.text)" : "#\(scalar.text);"
    case .sequence(let items): "[" + items.map(flat).joined() + "]"
    case .mapping(let entries): "{" + entries.map { flat($0.key) + flat($0.value) }.joined() + "}"
    }
  }

  @Test func everyValueHasItsBytes() throws {
    let text = "\u{FEFF}{ \"ключ\": [1.5e3, {\"b\\u00e9\": \"ä\\\"\"}], \"c\": null }\n"
    let document = read(text)
    let root = try #require(document.root)
    #expect(document.findings.map(\.rule) == ["json/byte-order-mark"])
    #expect(document.source.text(root.range) == String(text.unicodeScalars.dropFirst().dropLast().map(Character.init)))
    let pieces: [(Path, String)] = [
      (["ключ"], "[1.5e3, {\"b\\u00e9\": \"ä\\\"\"}]"), (["ключ", 0], "1.5e3"), (["ключ", 1, "bé"], "\"ä\\\"\""),
      (["ключ", 1, .name("bé")], "\"b\\u00e9\""), (["c"], "null"),
    ]
    for (path, expected) in pieces { #expect(root.descend(path).map { document.source.text($0.range) } == expected) }
    #expect(root["c"]?.isNull == true && root.descend(["ключ", 0])?.scalar?.coreType == .float)
    #expect(root.size == 9)
  }

  /// Source, rule, offset of the finding, a part of its message.
  static let mistakes: [(String, String, Range<Int>, String)] = [
    ("[1,\n2,\n]", "json/syntax", 5..<6, "no trailing commas"),
    ("{\"a\": 1, }", "json/syntax", 7..<8, "no trailing commas"),
    ("{\"a\": 1 // why\n}", "json/syntax", 8..<9, "no comments"),
    ("# head\n{}", "json/syntax", 0..<1, "no comments"),
    ("{'a': 1}", "json/syntax", 1..<3, "quotes with `\"` only"),
    ("{a: 1}", "json/syntax", 1..<2, "expected a key in double quotes, found `a`"),
    ("[NaN]", "json/syntax", 1..<4, "expected a value, found `NaN`"),
    ("[007]", "json/syntax", 1..<4, "no number"),
    ("[1 2]", "json/syntax", 3..<4, "expected `,` or `]`"),
    ("{\"a\" 1}", "json/syntax", 5..<6, "expected `:`"),
    ("[\"a\nb\"]", "json/syntax", 3..<4, "line break"),
    ("[\"ü\\q\"]", "json/syntax", 4..<6, "no escape"),
    ("[\"abc", "json/syntax", 1..<2, "does not end"),
    ("[1", "json/syntax", 2..<2, "the file ends"),
    ("{} {}", "json/syntax", 3..<4, "end of the file"),
    ("{\"a\":1,\"b\":2,\"a\":3}", "json/duplicate-key", 13..<16, "duplicate key `a`"),
    (String(repeating: "[", count: 200), "json/too-deep", 100..<101, "100 deep"),
  ]

  @Test(arguments: mistakes.indices)
  func mistakesHaveNamesAndPlaces(index: Int) throws {
    let (text, rule, range, message) = Self.mistakes[index]
    let finding = try #require(read(text).findings.first)
    #expect(finding.rule == rule && finding.range == range, Comment(rawValue: "\(finding.rule) \(finding.range)"))
    #expect(finding.message.contains(message), Comment(rawValue: finding.message))
  }

  /// What is lost with a key that stands there twice.
  @Test(arguments: [
    (#"{"a": 1, "a": 2}"#, ["error"]), (#"{"a": {"b": 1}, "a": {"b": 2}}"#, ["error"]),
    (#"{"a": [], "a": [2]}"#, ["warning"]), (#"{"a": "", "a": null, "a": 3}"#, ["warning", "warning"]),
    (#"{"a": {"b": 1, "c": [2]}, "a": {"c": [2], "b": 1}}"#, []), (#"{"a": 1, "a": "1"}"#, ["error"]),
  ])
  func keysGivenTwice(text: String, expected: [String]) {
    #expect(read(text).findings.map(\.severity.rawValue) == expected)
  }

  @Test func limitsHold() {
    let source = SourceFile(name: "x", text: "[1,2,3,4]")
    #expect(JSONDocument.read(source, limits: limits(nodes: 4)).findings.map(\.rule) == ["json/too-many-nodes"])
    #expect(JSONDocument.read(source, limits: limits(nodes: 5)).findings.isEmpty)
    let encoding = SourceFile(name: "x", bytes: Array("[\"a".utf8) + [0xC3, 0x28] + Array("\"]".utf8))
    #expect(JSONDocument.read(encoding).findings.map { "\($0.rule) \($0.range.lowerBound)" } == ["json/encoding 3"])
  }

  private func limits(nodes: Int) -> ReadingLimits {
    var limits = ReadingLimits.standard
    limits.nodes = nodes
    return limits
  }

  /// What stands before a mistake is there, so that the file can be recognised.
  @Test func brokenFilesKeepTheirBeginning() {
    let document = read("{\"title\": \"x\", \"panels\": [{\"id\": 1}, {\"id\": oops")
    #expect(!document.isComplete && document.root?["title"]?.text == "x")
    #expect(document.root?.descend(["panels", 0, "id"])?.text == "1")
  }

  /// Every byte of a decoded string leads back to the characters it was written as.
  @Test func stringsLeadBack() throws {
    var random = SeededRandom(seed: 3)
    let written = [
      "sum(x)", "ü", "日", "😀", "\\\"", "\\\\", "\\n", "\\u00e9", "\\uD83D\\uDE00", "\\ud83d", "\\/", " ", "[5m]",
    ]
    for _ in 0..<500 {
      let pieces = (0..<Int.random(in: 0...8, using: &random)).map { _ in written.randomElement(using: &random)! }
      let document = read("{\"é\":  \"\(pieces.joined())\"}")
      let node = try #require(document.root?["é"])
      let map = try #require(node.scalarMap(in: document.source))
      var decoded = 0
      var place = node.range.lowerBound + 1
      for piece in pieces {
        let length = try #require(read("\"\(piece)\"").root?.text).utf8.count
        let end = place + piece.utf8.count
        #expect(map.range(of: decoded..<decoded + length) == place..<end)
        for offset in decoded..<decoded + length {
          let range = map.range(of: offset..<offset + 1)
          #expect(range.lowerBound >= place && range.upperBound <= end && !range.isEmpty)
        }
        decoded += length
        place = end
      }
      #expect(node.text?.utf8.count == decoded)
      #expect(map.range(of: decoded..<decoded) == place..<place)
    }
  }
}
