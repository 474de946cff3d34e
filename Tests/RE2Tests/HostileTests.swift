import Foundation
import RE2
import Testing

/// Nothing that a pattern or a text holds makes parsing or matching take more than its share.
@Suite struct HostileTests {
  static let million = 1 << 20

  static func nested(_ opener: String, _ depth: Int, _ closer: String) -> String {
    String(repeating: opener, count: depth) + "a" + String(repeating: closer, count: depth)
  }

  /// Backtracking would not end on these before the sun does.
  @Test(
    arguments: [
      ("(a*)*b", "a", false), (nested("(", 400, ")+"), "a", true),
      ("(x+x+)+y", "x", false), ("(a|aa)+$b", "a", false), ("(.*){1000}b", "a", false),
      ("(.*)(.*)(.*)(.*)(.*)z", "a", false), ("((a{0,30}){0,30})*b", "a", false), ("(a|a|a|a)*", "a", true),
      ("(\\b\\w+\\b ?)*", "ab ", true), ("(?i)(é|É)*", "é", true), ("(\\pL|\\p{Greek})*", "σ", true),
    ])
  func oneMegabyte(text: String, unit: String, isMatch: Bool) throws {
    var matcher = try #require(Matcher(try Pattern(text)))
    let found = matcher.matches(String(repeating: unit, count: Self.million / unit.utf8.count))
    #expect(found == isMatch)
  }

  /// Each text leads to states that no other has led to, so that no table helps.
  @Test(arguments: ["(a|b)*a(a|b){18}", "(a|b)*a(a|b){40}", "(?:.*a.{60}|b*)"])
  func tablesThatOverflow(text: String) throws {
    var random = RandomPattern(seed: 5)
    let sample = (0..<30_000).map { _ in Bool.random(using: &random) ? "a" : "b" }
    let distance = text.contains("18") ? 19 : text.contains("40") ? 41 : 61
    var matcher = try #require(Matcher(try Pattern(text)))
    // Twice, as the first text leaves the table as it is.
    for _ in 0..<2 {
      let found = matcher.matches(sample.joined())
      #expect(found == (sample[sample.count - distance] == "a"))
    }
  }

  @Test func manyAlternatives() throws {
    let names = (0..<10_000).map { "service-\($0)" }
    let pattern = try Pattern(names.joined(separator: "|"))
    var matcher = try #require(Matcher(pattern))
    let found = ["service-9999", "service-10000"].map { matcher.matches($0) }
    #expect(found == [true, false])
    #expect(pattern.literals(limit: 10_000)?.count == 10_000)
    #expect(pattern.literals(limit: 9_999) == nil)
    #expect(pattern.requiredPrefix == "service-")
  }

  /// A character of each kind makes rows so wide that the table holds few.
  @Test func manyKindsOfCharacters() throws {
    let characters = (0x4E00..<0x8E00).compactMap { Unicode.Scalar($0).map { String($0) } }
    let text = characters.enumerated().filter { $0.offset % 2 == 0 }.map(\.element).joined()
    var matcher = try #require(Matcher(try Pattern("[\(text)]+.{3}")))
    let found = [text, characters.joined()].map { matcher.matches($0) }
    #expect(found == [true, false])
  }

  @Test func longPatterns() throws {
    let unclosed = String(repeating: "[:", count: 100_000)
    #expect(Pattern.problem(in: "[" + unclosed) != nil)
    #expect(Pattern.problem(in: String(repeating: "a|", count: 200_000)) == nil)
    #expect(Pattern.problem(in: String(repeating: "\\.", count: 200_000)) == nil)
    #expect(Pattern.problem(in: String(repeating: "(?i)\u{3c3}(?-i)\u{3c3}", count: 20_000)) == nil)
    _ = try Pattern("(?i)[" + (0..<20_000).map { _ in "\u{3a3}-\u{3c3}" }.joined() + "]")
    let counted = "((a{30}){30}|\(String(repeating: "(b{900})", count: 300)))"
    #expect(Matcher(try Pattern(counted)) == nil)
    #expect(try Pattern(counted).matchesEverything == nil)
    let large = "(?:" + String(repeating: "abcdefghij", count: 400) + "){1000}"
    #expect(Pattern.problem(in: large)?.message.contains("too large") == true)
  }

  /// On a thread of its own: where nothing is optimised, the calls take more stack than others have.
  @Test func deepPatterns() async throws {
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      let thread = Thread { continuation.resume(with: Result { try checkDeepPatterns() }) }
      thread.stackSize = 32 << 20
      thread.start()
    }
  }

  private func checkDeepPatterns() throws {
    let nested = Self.nested
    #expect(throws: PatternError.self) { _ = try Pattern(nested("(", 100_000, "")) }
    #expect(throws: PatternError.self) { _ = try Pattern(nested("(", 100_000, ")")) }
    // Go's wrapping makes a sequence, so that two levels of its thousand are taken.
    for (depth, isValid) in [(998, true), (999, false)] {
      #expect((Pattern.problem(in: nested("(", depth, ")")) == nil) == isValid)
    }
    for (depth, isValid) in [(499, true), (500, false)] {
      #expect((Pattern.problem(in: nested("(", depth, ")*")) == nil) == isValid)
      #expect((Pattern.problem(in: nested("(b", depth, ")")) == nil) == isValid)
    }
    let pattern = try Pattern(nested("(?:", 1_000, ")"))
    #expect(pattern.matches("a") && pattern.literal == "a" && pattern.requiredPrefix == "a")
    #expect(pattern.matchesEverything == false && pattern.redundantAnchors == [])
    #expect(Pattern.problem(in: nested("(?:", 1_001, ")")) != nil)
  }
}
