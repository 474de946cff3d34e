import Foundation
import Testing

@testable import Regeneration

@Suite struct RegenerationTests {
  /// FIPS 180-4 examples, https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines/example-values
  @Test(arguments: [
    ("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    ("a", 1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
  ])
  func sha256(text: String, count: Int, digest: String) {
    #expect(Digest(of: Array(String(repeating: text, count: count).utf8)).hex == digest)
  }

  // MARK: Manifest

  static let manifest = Manifest(
    version: "1.2.3", specDigest: Digest(of: [1]),
    entries: [
      "b": .init(
        digest: Digest(of: [2]), kind: .merged,
        pending: .init(generated: Digest(of: [6]), file: Digest(of: [7]))),
      "a/ü.yml": .init(digest: Digest(of: [3]), kind: .owned),
      "a b, {x}": .init(digest: Digest(of: [4]), kind: .owned), "\u{301}": .init(digest: Digest(of: [5]), kind: .owned),
    ])

  @Test func manifests() throws {
    for manifest in [Self.manifest, Manifest(version: "1", specDigest: Digest(of: []))] {
      let bytes = manifest.encoded()
      #expect(try Manifest(parsing: bytes) == manifest)
      let withCRLF = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        .joined(
          separator: "\r\n")
      #expect(try Manifest(parsing: Array(withCRLF.utf8)) == manifest)
      let json = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
      #expect((json?["artifacts"] as? [[String: String]])?.map { $0["path"] } == manifest.entries.keys.sorted())
      for end in 0..<(bytes.count - 1) {
        #expect(throws: ManifestError.self) { try Manifest(parsing: Array(bytes[..<end])) }
      }
    }
  }

  @Test(arguments: [
    ("\"format\": 2", "\"format\": 3", 2, "format 3 is newer than this pharos knows (2)"),
    ("{\n", "<<<<<<< HEAD\n{\n", 1, "the line is not `{…`"),
    ("\"merged\"", "\"mine\"", 8, "the line is not an artifact's line"),
    ("\"b\"", "\"../b\"", 8, "the line has a path that has an empty name, `.` or `..`"),
    ("\"pending\": \"", "\"pending\": \"0", 8, "the line is not an artifact's line"),
    ("    {\"path\": \"b\"", ">>>>>>> theirs\n    {\"path\": \"b\"", 8, "the line is not an artifact's line"),
    ("  ]\n}\n", "  ]\n}\n\n", 11, "the line is not the end of the file"),
  ])
  func damagedManifests(part: String, replacement: String, line: Int, message: String) throws {
    let text = String(decoding: Self.manifest.encoded(), as: UTF8.self)
    let range = try #require(text.range(of: part))
    let error = #expect(throws: ManifestError.self) {
      try Manifest(parsing: Array(text.replacingCharacters(in: range, with: replacement).utf8))
    }
    #expect(error?.line == line)
    #expect(error?.message == message)
  }

  /// What git makes of two branches by `merge=union`: the lines of both, one of them with the comma of a last line.
  @Test func mergedManifests() throws {
    let text = """
      {
        "format": 2,
        "pharos": "1.0",
        "spec": "\(Digest(of: [1]))",
        "pharos": "1.1",
        "spec": "\(Digest(of: [2]))",
        "artifacts": [
          {"path": "a", "sha256": "\(Digest(of: [3]))", "kind": "merged"},
          {"path": "a", "sha256": "\(Digest(of: [4]))", "kind": "merged", "pending": "\(Digest(of: [5]))", "conflict": "\(Digest(of: [6]))"}
          {"path": "b", "sha256": "\(Digest(of: [3]))", "kind": "owned"},
          {"path": "b", "sha256": "\(Digest(of: [3]))", "kind": "owned"}
        ]
      }

      """
    let manifest = try Manifest(parsing: Array(text.utf8))
    #expect(manifest.version == "1.1" && manifest.specDigest == Digest(of: [2]))
    #expect(manifest.entries["b"] == .init(digest: Digest(of: [3]), kind: .owned))
    var a = Manifest.Entry(
      digest: Digest(of: [4]), kind: .merged, pending: .init(generated: Digest(of: [5]), file: Digest(of: [6])))
    a.others = [Digest(of: [3])]
    #expect(manifest.entries["a"] == a)
    #expect(try Manifest(parsing: manifest.encoded()) == manifest)
  }

  @Test func newerManifestsNameTheirVersion() throws {
    let text = String(decoding: Self.manifest.encoded(), as: UTF8.self).replacingOccurrences(
      of: "\"format\": 2", with: "\"format\": 9")
    let error = #expect(throws: ManifestError.self) { try Manifest(parsing: Array(text.utf8)) }
    #expect(error?.help == "use pharos 1.2.3, which generated these files, or a newer one")
  }

  // MARK: Bases

  @Test func bases() throws {
    let texts = ["a\nb\r\n", "", "\\n\0\\\\", "ü\u{2028}"].map { Array($0.utf8) } + [[0xFF, 0x0A]]
    let known = Dictionary(uniqueKeysWithValues: texts.map { (Digest(of: $0), $0) })
    let fresh = known.mapValues { Contents($0) }
    let bytes = try BaseStore([]).bytes(of: Set(known.keys), fresh: fresh)
    #expect(bytes.count { $0 == UInt8(ascii: "\n") } == texts.count)
    let store = BaseStore(bytes)
    for (digest, text) in known { #expect(store[digest] == text) }
    #expect(store[Digest(of: [1])] == nil)
    // Lines that git put together, a line of its own making, and one that is damaged.
    let other = Array("<<<<<<< HEAD\n\(Digest(of: [9])) damaged\n".utf8)
    let merged = BaseStore(other + bytes + bytes)
    #expect(merged[Digest(of: [9])] == nil)
    #expect(
      try merged.bytes(of: [Digest(of: texts[0])], fresh: [:])
        == BaseStore([]).bytes(of: [Digest(of: texts[0])], fresh: fresh))
  }

  // MARK: Diff

  @Test(
    arguments: [
      (nil, "a\n", "--- /dev/null\n+++ b/f\n@@ -0,0 +1 @@\n+a\n"),
      ("a\n", nil, "--- a/f\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n"),
      ("a\n", "a\n", ""),
      ("a", "a\n", "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n"),
      (
        "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n",
        "--- a/f\n+++ b/f\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n"
      ),
      ("\0", "a", "Binary files a/f and b/f differ\n"),
    ] as [(String?, String?, String)])
  func diffs(before: String?, after: String?, diff: String) {
    #expect(UnifiedDiff.text(from: before.map { Array($0.utf8) }, to: after.map { Array($0.utf8) }, path: "f") == diff)
  }

  /// Random edits of random texts: applied to the old text, each diff gives the new one.
  @Test func diffsApply() throws {
    var random = Generator(state: 42)
    for round in 0..<400 {
      let kinds = [2, 5, 1000][round % 3]
      let old = (0..<Int.random(in: 0...60, using: &random)).map { _ in "\(Int.random(in: 0..<kinds, using: &random))\n"
      }
      var new = old
      for _ in 0..<Int.random(in: 0...8, using: &random) {
        let at = Int.random(in: 0...new.count, using: &random)
        if Bool.random(using: &random) || at == new.count {
          new.insert("new \(round % 7)\n", at: at)
        } else {
          new.remove(at: at)
        }
      }
      if round % 4 == 0 { new.append("no line break") }
      let diff = UnifiedDiff.text(from: Array(old.joined().utf8), to: Array(new.joined().utf8), path: "f")
      #expect(Self.apply(diff, to: old.joined()) == new.joined(), "round \(round)")
    }
  }

  /// Two large files without a line in common, or with the same few lines over and over, take no longer than writing them.
  @Test func largeDiffsAreBounded() {
    let a = (0..<20_000).map { "\($0 % 7)\n" }.joined(), b = (0..<20_000).map { "\($0 * $0 % 11)\n" }.joined()
    let start = ContinuousClock.now
    #expect(Self.apply(UnifiedDiff.text(from: Array(a.utf8), to: Array(b.utf8), path: "f"), to: a) == b)
    #expect(ContinuousClock.now - start < .seconds(30))
  }

  private static func apply(_ diff: String, to text: String) -> String {
    func lines(_ text: String) -> [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    var old = lines(text)[...]
    var new: [Substring] = [], endsOpen = false, consumed = 0
    for line in lines(diff).dropFirst(2).dropLast() {
      switch line.first {
      case "@":
        let span = line.split(separator: " ")[1].dropFirst().split(separator: ",")
        let start = Int(span[0])! - (span.last == "0" && span.count == 2 ? 0 : 1)
        new += old.prefix(start - consumed)
        old = old.dropFirst(start - consumed)
        consumed = start
      case "-", " ":
        guard old.first == line.dropFirst() else { return "`\(line)` meets `\(old.first ?? "the end")`" }
        if line.first == " " { new.append(line.dropFirst()) }
        old = old.dropFirst()
        consumed += 1
      case "+":
        new.append(line.dropFirst())
        endsOpen = false
      default: endsOpen = new.last.map { diff.hasSuffix("+\($0)\n\\ No newline at end of file\n") } ?? false
      }
    }
    if endsOpen { return new.joined(separator: "\n") }
    return (new + old).joined(separator: "\n")
  }

  struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 29) ^ (state &* 0x9E37_79B9_7F4A_7C15)
    }
  }
}
