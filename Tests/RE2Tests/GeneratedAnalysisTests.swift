import RE2
import Testing

/// What the analysis says of generated patterns holds of texts.
@Suite struct GeneratedAnalysisTests {
  @Test func holdsForTheRecordedTexts() throws {
    for entry in try ReferenceCase.all() {
      guard let verdicts = entry.verdicts else { continue }
      let pattern = try Pattern(entry.pattern, dialect: entry.dialect)
      let (everything, nothing, lines) = (pattern.matchesEverything, pattern.matchesNothing, pattern.matchesEveryLine)
      let literals = pattern.literals(limit: 50)
      let (prefix, suffix) = (Array(pattern.requiredPrefix.utf8), Array(pattern.requiredSuffix.utf8.reversed()))
      for (text, isMatch) in verdicts {
        let isListed = literals?.contains { $0.utf8.elementsEqual(text.utf8) }
        let isEdged = text.utf8.starts(with: prefix) && text.utf8.reversed().starts(with: suffix)
        let holds =
          isMatch
          ? nothing != true && isEdged && isListed != false
          : everything != true && (lines != true || text.utf8.contains(0x0A)) && isListed != true
        if !holds || (text.isEmpty && pattern.matchesEmpty != isMatch) {
          Issue.record("\(entry.pattern) on \(text.debugDescription)")
        }
      }
    }
  }

  /// Every text that is listed matches, and of all short texts no other one does.
  @Test func listsAreComplete() throws {
    var random = RandomPattern(seed: 7)
    let letters = ["", "a", "b", "c", "k", "K", "é", "É", ".", "5", "\u{212A}", "σ", "Σ", "ς"]
    let short = letters.flatMap { first in letters.map { first + $0 } }
    var lists = 0, empty = 0
    for _ in 0..<3_000 {
      let text = random.pattern(depth: 4, isFinite: true)
      let dialect: Pattern.Dialect = Bool.random(using: &random) ? .prometheus : .alertmanager
      let pattern = try Pattern(text, dialect: dialect)
      guard let literals = pattern.literals(limit: 200) else { continue }
      lists += 1
      empty += literals.isEmpty ? 1 : 0
      var matcher = try #require(Matcher(pattern))
      let unmatched = literals.filter { !matcher.matches($0) }
      #expect(unmatched.isEmpty, "\(text)")
      let listed = Set(literals.map { Array($0.utf8) })
      #expect(listed.count == literals.count, "\(text)")
      for one in short where matcher.matches(one) { #expect(listed.contains(Array(one.utf8)), "\(text): \(one)") }
      #expect(pattern.matchesNothing == literals.isEmpty, "\(text)")
    }
    #expect(lists > 2_000 && empty > 50, "\(lists) lists, \(empty) of them empty")
  }

  /// A pattern without its redundant anchors matches what it matched with them.
  @Test func redundantAnchorsChangeNothing() throws {
    var random = RandomPattern(seed: 11)
    var anchors = 0
    for _ in 0..<3_000 {
      let text = random.pattern(depth: 4, isFinite: false)
      let pattern = try Pattern(text)
      var bytes = Array(text.utf8)
      for range in pattern.redundantAnchors.reversed() {
        bytes.replaceSubrange(range, with: "(?:)".utf8)
        anchors += 1
      }
      var matcher = try #require(Matcher(pattern))
      var other = try #require(Matcher(try Pattern(String(decoding: bytes, as: UTF8.self))))
      for _ in 0..<10 {
        let sample = random.text(of: ["a", "b", "k", "é", "\n", " "], upTo: 4)
        let (isMatch, isStill) = (matcher.matches(sample), other.matches(sample))
        #expect(isMatch == isStill, "\(text) on \(sample.debugDescription)")
      }
    }
    #expect(anchors > 200)
  }
}
