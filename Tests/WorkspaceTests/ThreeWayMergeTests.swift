import Foundation
import Regeneration
import Support
import Testing

@Suite struct ThreeWayMergeTests {
  static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  /// Base, edited, generated; what comes of it, nil for a conflict.
  @Test(
    arguments: [
      ("a\nb\nc\n", "a\nb\nc\n", "a\nB\nc\n", "a\nB\nc\n"),
      ("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n", "A\nb\nC\n"),
      ("a\nb\nc\n", "x\nb\nc\n", "x\nb\nc\n", "x\nb\nc\n"),
      // Neighbouring lines are a conflict, as in git.
      ("a\nb\nc\n", "A\nb\nc\n", "a\nB\nc\n", nil),
      ("a\nb\n", "a\nx\nb\n", "a\ny\nb\n", nil),
      ("a\nb\nc\n", "a\nc\n", "a\nb\nc\nd\n", "a\nc\nd\n"),
      ("a\nb\nc\n", "a\nc\n", "a\nx\nc\n", nil),
      // A last line without a line break, and with one.
      ("a\nb\nc", "A\nb\nc", "a\nb\nc\n", "A\nb\nc\n"),
      ("a\nb\nc\n", "a\nb\nc", "A\nb\nc\n", "A\nb\nc"),
      ("", "a\n", "a\n", "a\n"), ("", "a\n", "b\n", nil), ("a\n", "", "a\n", ""), ("a\n", "", "b\n", nil),
      // An editor of Windows has been at it.
      ("a\nb\nc\n", "A\r\nb\r\nc\r\n", "a\nb\nC\n", "A\r\nb\r\nC\r\n"),
      ("a\nb\nc\n", "a\r\nb\nc\n", "a\nb\nC\n", "a\r\nb\nC\n"),
    ] as [(String, String, String, String?)])
  func merges(base: String, edited: String, generated: String, merged: String?) {
    let merge = ThreeWayMerge(base: Self.bytes(base), edited: Self.bytes(edited), generated: Self.bytes(generated))
    #expect(merge.isClean == (merged != nil))
    if let merged { #expect(String(decoding: merge.bytes, as: UTF8.self) == merged) }
  }

  @Test(
    arguments: [
      (
        "a\nb\nc\n", "a\nmine\nc\n", "a\nnew\nc\n",
        "a\n<<<<<<< edited\nmine\n||||||| generated before\nb\n=======\nnew\n>>>>>>> generated now\nc\n"
      ),
      (
        nil, "a\nmine\nc\n", "a\nc\nd",
        "a\n<<<<<<< edited\nmine\n=======\n>>>>>>> generated now\nc\n<<<<<<< edited\n=======\nd\n>>>>>>> generated now\n"
      ),
      (
        "a", "b", "c",
        "<<<<<<< edited\nb\n||||||| generated before\na\n=======\nc\n>>>>>>> generated now\n"
      ),
      (
        "a\n", "b\r\n", "c\n",
        "<<<<<<< edited\r\nb\r\n||||||| generated before\r\na\r\n=======\r\nc\r\n>>>>>>> generated now\r\n"
      ),
    ] as [(String?, String, String, String)])
  func conflicts(base: String?, edited: String, generated: String, marked: String) {
    let merge = ThreeWayMerge(
      base: base.map(Self.bytes), edited: Self.bytes(edited), generated: Self.bytes(generated))
    #expect(!merge.isClean)
    #expect(String(decoding: merge.bytes, as: UTF8.self) == marked)
    #expect(ThreeWayMerge.isUnsettled(merge.bytes))
    #expect(!ThreeWayMerge.isUnsettled(Self.bytes("a\n<<<<<<< edited\n")))
  }

  // MARK: Held against git

  private struct Triple {
    var base: String, edited: String, generated: String

    /// - Parameter kinds: how many different lines there are; few of them make it ambiguous which belong together.
    init(_ random: inout SeededRandom, kinds: Int) {
      func line(_ random: inout SeededRandom) -> String {
        "\(Int.random(in: 0..<kinds, using: &random))" + (Int.random(in: 0..<20, using: &random) == 0 ? "\r\n" : "\n")
      }
      let base = (0..<Int.random(in: 0...30, using: &random)).map { _ in line(&random) }
      func variant(_ lines: [String], _ count: Int, _ random: inout SeededRandom) -> [String] {
        var lines = lines
        for _ in 0..<count {
          let at = Int.random(in: 0...lines.count, using: &random)
          switch Int.random(in: 0...2, using: &random) {
          case 0: lines.insert(line(&random), at: at)
          case 1 where at < lines.count: lines.remove(at: at)
          case 2 where at < lines.count: lines[at] = line(&random)
          default: break
          }
        }
        return lines
      }
      // Some changes are made on both sides.
      let common = variant(base, Int.random(in: 0...1, using: &random), &random)
      var texts = [base]
      for _ in 0..<2 { texts.append(variant(common, Int.random(in: 0...3, using: &random), &random)) }
      let joined = texts.map { lines in
        let text = lines.joined()
        return Int.random(in: 0..<8, using: &random) == 0 && text.hasSuffix("\n") && !text.hasSuffix("\r\n")
          ? String(text.dropLast()) : text
      }
      (self.base, edited, generated) = (joined[0], joined[1], joined[2])
    }
  }

  /// `git merge-file` on random texts: the same verdict, and the same bytes where there is no conflict.
  ///
  /// With few different lines, which of them were added or removed is a matter of opinion, and the two differ now and then.
  @Test(arguments: [(100_000, 1.0), (12, 0.97), (3, 0.9)]) func asGitDoes(kinds: Int, agreement: Double) throws {
    let seed = SeededRandom.seed(or: UInt64(kinds))
    var random = SeededRandom(seed: seed)
    // Line ends of Windows in the edited file alone are no edit here, and one of every line in git.
    let triples = (0..<600).map { _ in Triple(&random, kinds: kinds) }.filter { triple in
      !triple.edited.contains("\r\n") || triple.base.contains("\r\n") || triple.generated.contains("\r\n")
    }
    let folder = try TemporaryFolder()
    for (i, triple) in triples.enumerated() {
      for (name, text) in [("e", triple.edited), ("b", triple.base), ("g", triple.generated)] {
        try Data(text.utf8).write(to: folder.file("\(i).\(name)"))
      }
    }
    let script =
      "for ((i = 0; i < \(triples.count); i++)); do git merge-file --stdout -q $i.e $i.b $i.g >$i.m 2>/dev/null; echo $?; done"
    let verdicts = try Tool.run("bash", ["-c", script], in: folder.url).output.split(separator: "\n")
    try #require(verdicts.count == triples.count)
    var clean = 0, conflicts = 0, agreed = 0
    var first: Int?
    for (i, triple) in triples.enumerated() {
      let merge = ThreeWayMerge(
        base: Self.bytes(triple.base), edited: Self.bytes(triple.edited), generated: Self.bytes(triple.generated))
      let isClean = verdicts[i] == "0"
      if isClean { clean += 1 } else { conflicts += 1 }
      let isSame =
        try merge.isClean == isClean && (!isClean || Data(merge.bytes) == Data(contentsOf: folder.file("\(i).m")))
      if isSame { agreed += 1 } else { first = first ?? i }
    }
    #expect(clean > 100 && conflicts > 50, "seed \(seed): \(clean) clean")
    let example = first.map { "\(triples[$0]); git: \(verdicts[$0])" } ?? ""
    #expect(Double(agreed) / Double(triples.count) >= agreement, "seed \(seed): \(agreed) agree; \(example)")
  }

  /// What a side did not change comes from the other, whatever the texts.
  @Test func oneSidedMerges() {
    var random = SeededRandom(seed: 7)
    for _ in 0..<500 {
      let triple = Triple(&random, kinds: 6)
      let (base, edited) = (Self.bytes(triple.base), Self.bytes(triple.edited))
      #expect(ThreeWayMerge(base: base, edited: edited, generated: base).bytes == edited)
      #expect(ThreeWayMerge(base: base, edited: base, generated: edited).bytes == edited)
      #expect(ThreeWayMerge(base: base, edited: edited, generated: edited).bytes == edited)
    }
  }

  @Test func largeTexts() {
    let lines = (0..<20_000).map { "line \($0)\n" }
    var edited = lines, generated = lines
    edited[100] = "mine\n"
    generated[19_000] = "new\n"
    let start = ContinuousClock.now
    let merge = ThreeWayMerge(
      base: Self.bytes(lines.joined()), edited: Self.bytes(edited.joined()), generated: Self.bytes(generated.joined()))
    #expect(merge.isClean)
    #expect(ContinuousClock.now - start < .seconds(20))
  }
}
