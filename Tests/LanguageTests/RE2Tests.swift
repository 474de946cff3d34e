import Foundation
import RE2
import Testing

@Suite struct RE2Tests {
  /// What google-re2 says of thousands of generated patterns and texts, recorded by `fixtures/re2/record.py`.
  @Test func agreesWithTheReference() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "fixtures/re2")
    let lines = try String(contentsOf: folder.appending(path: "cases.jsonl"), encoding: .utf8).split(separator: "\n")
    var pairs = 0, refused = 0
    for line in lines {
      let entry = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [Any])
      let text = try #require(entry[0] as? String)
      guard let name = entry[1] as? String else {
        refused += 1
        #expect(throws: PatternError.self, "\(text)") { _ = try Pattern(text) }
        #expect(Pattern.problem(in: text) != nil, "\(text)")
        continue
      }
      let dialect: Pattern.Dialect =
        name == "prometheus" ? .prometheus : name == "alertmanager" ? .alertmanager : .search
      let pattern: Pattern
      do throws(PatternError) { pattern = try Pattern(text, dialect: dialect) } catch {
        Issue.record("\(text) is refused: \(error)")
        continue
      }
      #expect(Pattern.problem(in: text) == nil, "\(text)")
      var matcher = try #require(Matcher(pattern))
      // Pairs, as a dictionary would take the Kelvin sign for a K.
      let verdicts = try #require(entry[2] as? [[Any]]).map { (text: $0[0] as! String, isMatch: $0[1] as! Bool) }
      for (sample, isMatch) in verdicts {
        pairs += 1
        let found = matcher.matches(sample)
        #expect(found == isMatch, "\(name): \(text) on \(sample.debugDescription)")
      }
      try checkAnalysis(pattern, verdicts)
    }
    #expect(pairs > 10_000 && refused > 500, "\(pairs) pairs, \(refused) refused")
  }

  /// Whatever the analysis says holds for the recorded texts.
  private func checkAnalysis(_ pattern: Pattern, _ verdicts: [(text: String, isMatch: Bool)]) throws {
    let everything = pattern.matchesEverything, nothing = pattern.matchesNothing, lines = pattern.matchesEveryLine
    let literals = pattern.literals(limit: 50)
    for (text, isMatch) in verdicts {
      if isMatch {
        #expect(nothing != true, "\(pattern.text) matches \(text.debugDescription)")
        #expect(text.hasPrefix(pattern.requiredPrefix) && text.hasSuffix(pattern.requiredSuffix), "\(pattern.text)")
        if let literals {
          #expect(literals.contains { $0.utf8.elementsEqual(text.utf8) }, "\(pattern.text): \(text.debugDescription)")
        }
      } else {
        #expect(everything != true, "\(pattern.text) does not match \(text.debugDescription)")
        if !text.contains("\n") { #expect(lines != true, "\(pattern.text): \(text.debugDescription)") }
      }
    }
    for literal in literals ?? [] { #expect(pattern.matches(literal), "\(pattern.text): \(literal.debugDescription)") }
    if let literals { #expect((nothing == true) == literals.isEmpty, "\(pattern.text)") }
  }

  @Test(arguments: [
    ("a(b", 1..<2, "the group is not closed"), ("a)b", 1..<2, "closes no group"),
    ("[a", 0..<2, "the set is not closed"),
    ("*a", 0..<1, "nothing stands before"), ("a|*", 2..<3, "nothing stands before"),
    ("a**", 1..<3, "repetition of a repetition"),
    ("a{2}{3}", 1..<7, "repetition of a repetition"), ("a{1001}", 1..<7, "more than 1000"),
    ("a{3,2}", 1..<6, "ends below"),
    ("(a{50}){50}", 7..<11, "come to more than 1000"), ("(?=a)", 0..<3, "look-ahead"),
    ("x(?!a)", 1..<4, "negative look-ahead"),
    ("(?<=a)b", 0..<4, "look-behind"), ("(?>a)", 0..<3, "atomic"), ("(a)\\1", 3..<5, "back-references"),
    ("\\Z", 0..<2, "\\z"), ("\\u20ac", 0..<2, "\\x{20AC}"), ("a\\", 1..<2, "ends the pattern"),
    ("[z-a]", 1..<4, "exchange"),
    ("[[:foo:]]", 1..<8, "[:foo:]"), ("\\p{Klingon}", 0..<11, "Klingon"), ("(?P<n>a)(?P<n>b)", 8..<14, "twice"),
    ("(?P<1-2>a)", 0..<8, "letters, digits"), ("(?z)", 0..<3, "flags"), ("\\Qa", 0..<3, "\\E"),
    ("é\\y", 2..<4, "no escape `\\y`"),
  ])
  func errorsSayWhatAndWhere(text: String, range: Range<Int>, part: String) throws {
    do throws(PatternError) {
      _ = try Pattern(text)
      Issue.record("\(text) is accepted")
    } catch {
      #expect(error.range == range, "\(text): \(error)")
      #expect(error.message.contains(part), "\(text): \(error)")
    }
  }

  @Test func whatAPatternSaysInOtherWords() throws {
    func pattern(_ text: String, _ dialect: Pattern.Dialect = .prometheus) throws -> Pattern {
      try Pattern(text, dialect: dialect)
    }
    #expect(try pattern("api").literal == "api")
    #expect(try pattern("^a\\.b$").literal == "a.b")
    #expect(try pattern("a.b").literal == nil)
    #expect(try pattern("(foo|bar)s?").literals(limit: 10) == ["foo", "foos", "bar", "bars"])
    #expect(try pattern("[ab]{2}").literals(limit: 4) == ["aa", "ab", "ba", "bb"])
    #expect(try pattern("[ab]{2}").literals(limit: 3) == nil)
    #expect(try pattern("(?i)k").literals(limit: 5)?.map { Array($0.utf8) } == [[0x4B], [0x6B], [0xE2, 0x84, 0xAA]])
    #expect(try pattern("^a$|^b").redundantAnchors == [0..<1, 2..<3, 4..<5])
    #expect(try pattern("(^a)b\\z").redundantAnchors == [1..<2, 5..<7])
    #expect(try pattern("a^b").redundantAnchors == [])
    #expect(try pattern("^a", .search).redundantAnchors == [])
    #expect(try pattern(".*").matchesEverything == true)
    #expect(try pattern("(.*)|x").matchesEverything == true)
    #expect(try pattern(".+").matchesEverything == false)
    #expect(try pattern(".*", .alertmanager).matchesEverything == false)
    #expect(try pattern(".*", .alertmanager).matchesEveryLine == true)
    #expect(try pattern("", .search).matchesEverything == true)
    #expect(try pattern("a^b").matchesNothing == true)
    #expect(try pattern("$a").matchesNothing == true)
    #expect(try pattern("[^\\x00-\\x{10FFFF}]").matchesNothing == true)
    #expect(try pattern("a{0}").matchesNothing == false)
    #expect(try pattern("http_.*_total").requiredPrefix == "http_")
    #expect(try pattern("http_.*_total").requiredSuffix == "_total")
    #expect(try pattern("5..").matchesAny(of: ["200", "404", "503"]))
    #expect(try !pattern("5..").matchesAny(of: ["200", "404"]))
    #expect(try pattern(".*|x").matchesEmpty)
  }

  /// Backtracking would not end; a table that has a column for each kind of character reads each character once.
  @Test(arguments: ["(a*)*b", "(x+x+)+y", "(a|aa)+$", "(.*)(.*)(.*)(.*)(.*)z", "(a?){500}a{500}", "(a|b)*a(a|b){18}"])
  func hostilePatternsEnd(text: String) throws {
    var matcher = try #require(Matcher(try Pattern(text)))
    let isMatch = matcher.matches(String(repeating: "a", count: 100_000) + "c")
    #expect(!isMatch)
    #expect(Matcher(try Pattern("((a{30}){30}|\(String(repeating: "(b{900})", count: 300)))")) == nil)
  }

  @Test func deepPatternsAreErrors() {
    let deep = String(repeating: "(", count: 10_000)
    #expect(throws: PatternError.self) { _ = try Pattern(deep) }
    #expect(throws: PatternError.self) { _ = try Pattern(deep + String(repeating: ")", count: 10_000)) }
  }

  @Test func anyTextGivesATreeOrAnErrorInBounds() {
    var random = SplitMix64(state: 3)
    let alphabet = Array("ab(()))[]{},*+?|\\\\^$.-:PQEdpx0129<>=!iU é\n")
    for _ in 0..<20_000 {
      let text = String(
        (0..<Int.random(in: 0...14, using: &random)).map { _ in alphabet.randomElement(using: &random)! })
      do throws(PatternError) {
        let pattern = try Pattern(text)
        #expect(isInBounds(pattern.tree, 0..<text.utf8.count), "\(text)")
      } catch {
        #expect(error.range.upperBound <= text.utf8.count && !error.range.isEmpty, "\(text): \(error)")
      }
    }
  }

  private func isInBounds(_ node: RegexNode, _ bounds: Range<Int>) -> Bool {
    guard node.range.lowerBound >= bounds.lowerBound, node.range.upperBound <= bounds.upperBound else { return false }
    switch node.kind {
    case .group(let inner, _, _), .repetition(let inner, _, _, _): return isInBounds(inner, node.range)
    case .concatenation(let nodes), .alternation(let nodes): return nodes.allSatisfy { isInBounds($0, node.range) }
    default: return true
    }
  }
}
