import RE2
import Testing

@Suite struct AnalysisTests {
  func pattern(_ text: String, _ dialect: Pattern.Dialect = .prometheus) throws -> Pattern {
    try Pattern(text, dialect: dialect)
  }

  @Test(
    arguments: [
      ("api", "api"), ("^a\\.b$", "a.b"), ("a.b", nil), ("(a|a)", "a"), ("[a]{3}", "aaa"), ("\\Qa.b\\E", "a.b"),
      ("(?i)5", "5"), ("(?i)a", nil), ("", ""), ("(^)*", ""), ("a|b", nil), ("a*", nil), ("a{0}", ""), ("a^b", nil),
      ("a|x^b", "a"), ("\\x{D800}", nil), ("(?m)^a$", "a"), (".{0}x", "x"), ("\\ba", "a"), ("\\Ba", nil),
    ] as [(String, String?)])
  func literal(text: String, literal: String?) throws {
    #expect(try pattern(text).literal == literal)
  }

  @Test func literals() throws {
    #expect(try pattern("(foo|bar)s?").literals(limit: 10) == ["foo", "foos", "bar", "bars"])
    #expect(try pattern("(a|b)c").literals(limit: 2) == ["ac", "bc"])
    #expect(try pattern("[ab]{2}").literals(limit: 4) == ["aa", "ab", "ba", "bb"])
    #expect(try pattern("[ab]{2}").literals(limit: 3) == nil)
    #expect(try pattern("(a|b|a|b)").literals(limit: 2) == ["a", "b"])
    #expect(try pattern("[^\\x00-\\x{10FFFF}]").literals(limit: 3) == [])
    #expect(try pattern("a$b|a").literals(limit: 3) == ["a"])
    #expect(try pattern("a+").literals(limit: 1000) == nil)
    #expect(try pattern("(((a|b){10}){10}){10}").literals(limit: 1000) == nil)
    #expect(try pattern(String(repeating: "(a{1000})", count: 1_100)).literals(limit: 9) == nil)
    #expect(try pattern("foo", .search).literals(limit: 5) == nil)
    // Compared by bytes: to Swift the Kelvin sign is a K.
    #expect(try pattern("(?i)k").literals(limit: 5)?.map { Array($0.utf8) } == [[0x4B], [0x6B], [0xE2, 0x84, 0xAA]])
    #expect(try pattern("K|\u{212A}").literals(limit: 5)?.count == 2)
  }

  @Test(arguments: [
    ("^a$|^b", [0..<1, 2..<3, 4..<5]), ("(^a)b\\z", [1..<2, 5..<7]), ("a^b", []), ("a", []),
    ("^^a$$", [0..<1, 1..<2, 3..<4, 4..<5]),
    ("\\Aa", [0..<2]), ("(?m)^a$", [4..<5, 6..<7]), ("\\b^a", [2..<3]), ("(^a|b)c", [1..<2]), ("(^a)?", []),
    ("(?:^|x)a(?:y|$)", [3..<4, 13..<14]), ("a\\$", []), ("[^a]", []), ("(^|$)", [1..<2, 3..<4]),
  ])
  func redundantAnchors(text: String, ranges: [Range<Int>]) throws {
    #expect(try pattern(text).redundantAnchors == ranges)
    #expect(try pattern(text, .search).redundantAnchors == [])
  }

  @Test func everythingAndNothing() throws {
    for text in [
      ".*", "(.*)", ".*.*", "|.*", "(.*)|x", "(.|\\n)*", "(?s:.)*", "[\\s\\S]*", "(a|[^a])*", ".*(b|)", "^.*$",
    ] {
      #expect(try pattern(text).matchesEverything == true, "\(text)")
      #expect(try pattern(text).matchesEveryLine == true, "\(text)")
    }
    for text in [".+", "a*", ".*a", "\\w*", "(?-s:.*)", "(?-s:.)*", ".*\\b", "\\pL*"] {
      #expect(try pattern(text).matchesEverything == false, "\(text)")
    }
    #expect(try pattern(".*", .alertmanager).matchesEverything == false)
    #expect(try pattern(".*", .alertmanager).matchesEveryLine == true)
    #expect(try pattern("[^\\n]*").matchesEveryLine == true)
    #expect(try pattern(".+", .alertmanager).matchesEveryLine == false)
    #expect(try pattern("", .search).matchesEverything == true)
    #expect(try pattern("a", .search).matchesEverything == false)
    #expect(try pattern("^", .search).matchesEverything == true)
    for text in ["a^b", "$a", "[^\\x00-\\x{10FFFF}]", "a\\bb", "\\x{D800}", "a\\z\\n", " \\b ", "\\B.\\B^a", "(?m)a^"] {
      #expect(try pattern(text).matchesNothing == true, "\(text)")
    }
    for text in ["a{0}", "", "(?m)$\\n^a", "a|b^c", "\\b\\w\\b", "^*a", "(a^)?b", "[^\\x00-\\x{10FFFF}]*"] {
      #expect(try pattern(text).matchesNothing == false, "\(text)")
    }
  }

  @Test(arguments: [
    ("http_.*_total", "http_", "_total"), ("^a.*b$", "a", "b"), ("(ab|ac).*", "a", ""), ("(foo)+", "foo", "foo"),
    ("(ab){2}c.", "ababc", ""), ("a?b", "", "b"), ("(?i)5a", "5", ""), ("[x]y|xz", "x", ""), ("é.é", "é", "é"),
    (".*", "", ""), ("abc", "abc", "abc"), ("(xa|ya)", "", "a"), ("a{0}b", "b", "b"), ("(ab){1,2}c", "ab", "abc"),
  ])
  func edges(text: String, prefix: String, suffix: String) throws {
    #expect(try pattern(text).requiredPrefix == prefix)
    #expect(try pattern(text).requiredSuffix == suffix)
    #expect(try pattern(text, .search).requiredPrefix == "")
  }

  @Test func membersOfASet() throws {
    #expect(try pattern("5..").matchesAny(of: ["200", "404", "503"]))
    #expect(try !pattern("5..").matchesAny(of: ["200", "404"]))
    #expect(try !pattern(".*").matchesAny(of: []))
    #expect(try pattern(".*|x").matchesEmpty)
    #expect(try !pattern(".+").matchesEmpty)
  }

  @Test func nodesHaveTheirPlaces() throws {
    let tree = try pattern("ab*|(?i:é)[x]").tree
    guard case .alternation(let nodes) = tree.kind, nodes.count == 2, case .concatenation(let first) = nodes[0].kind,
      case .concatenation(let second) = nodes[1].kind
    else {
      Issue.record("\(tree)")
      return
    }
    #expect(first.map(\.range) == [0..<1, 1..<3] && second.map(\.range) == [4..<11, 11..<14])
    guard case .group(let inner, isCapturing: false, name: nil) = second[0].kind,
      case .literal("é", ignoresCase: true) = inner.kind
    else {
      Issue.record("\(second)")
      return
    }
    #expect(inner.range == 8..<10)
  }
}
