import RE2
import Testing

@Suite struct ErrorTests {
  /// A pattern, where it goes wrong, and a part of what is said.
  struct Wrong: Sendable, CustomTestStringConvertible {
    var pattern: String
    var range: Range<Int>
    var part: String

    init(_ pattern: String, _ range: Range<Int>, _ part: String) {
      (self.pattern, self.range, self.part) = (pattern, range, part)
    }

    var testDescription: String { pattern }
  }

  @Test(arguments: [
    Wrong("a(b", 1..<2, "\")\" is missing"), Wrong("((a)", 0..<1, "\")\" is missing"),
    Wrong("a)b", 1..<2, "closes no group"), Wrong("[a", 0..<2, "\"]\" is missing"),
    Wrong("x[^]", 1..<4, "\"]\" is missing"), Wrong("[a-", 0..<3, "\"]\" is missing"),
    Wrong("*a", 0..<1, "nothing stands before"), Wrong("a|+", 2..<3, "nothing stands before"),
    Wrong("(?i)*", 4..<5, "nothing stands before"), Wrong("({2})", 1..<4, "nothing stands before"),
    Wrong("a**", 1..<3, "repetition of a repetition"), Wrong("a*?*", 1..<4, "repetition of a repetition"),
    Wrong("a{2}{3}", 1..<7, "repetition of a repetition"), Wrong("a++", 1..<3, "possessive"),
    Wrong("a{2}+", 1..<5, "possessive"), Wrong("é*+b", 2..<4, "possessive"),
    Wrong("a{1001}", 1..<7, "more than 1000"), Wrong("a{1,1001}", 1..<9, "more than 1000"),
    Wrong("a{99999999999999999999}", 1..<23, "more than 1000"), Wrong("a{3,2}", 1..<6, "ends below"),
    Wrong("(a{50}){50}", 7..<11, "come to more than 1000"),
    Wrong("((a{10}b){10}|c){11}", 16..<20, "come to more than 1000"),
    Wrong("(?=a)", 0..<3, "look-ahead"), Wrong("x(?!a)", 1..<4, "negative look-ahead"),
    Wrong("(?<=a)b", 0..<4, "look-behind"), Wrong("(?<!a)b", 0..<4, "negative look-behind"),
    Wrong("(?>a)", 0..<3, "atomic"), Wrong("(?#x)", 0..<3, "comments"), Wrong("(?|a)", 0..<3, "branch resets"),
    Wrong("(?P=n)", 0..<4, "back-references"), Wrong("(?P>n)", 0..<4, "recursion"), Wrong("(?R)", 0..<3, "recursion"),
    Wrong("(?(1)a)", 0..<3, "conditions"), Wrong("(?'n'a)", 0..<3, "(?P<name>"), Wrong("(?x)", 0..<3, "flag x"),
    Wrong("(a)\\1", 3..<5, "back-references"), Wrong("\\8", 0..<2, "back-references"),
    Wrong("\\k<n>", 0..<2, "back-references"), Wrong("\\Z", 0..<2, "\\z"), Wrong("\\u20ac", 0..<2, "\\x{20AC}"),
    Wrong("a\\", 1..<2, "ends the pattern"), Wrong("[\\", 1..<2, "ends the pattern"), Wrong("\\h", 0..<2, "[\\t ]"),
    Wrong("\\R", 0..<2, "\\r?\\n"), Wrong("\\K", 0..<2, "none of that"), Wrong("\\C", 0..<2, "none of that"),
    Wrong("\\E", 0..<2, "\\Q"), Wrong("é\\y", 2..<4, "no escape `\\y`"), Wrong("\\é", 0..<3, "no escape `\\é`"),
    Wrong("\\xg", 0..<2, "\\x7F"), Wrong("\\x{}", 0..<3, "\\x{10FFFF}"), Wrong("\\x{110000}", 0..<10, "the last"),
    Wrong("\\x4", 0..<3, "\\x7F"), Wrong("[z-a]", 1..<4, "exchange"), Wrong("[a-\\d]", 3..<5, "no escape `\\d`"),
    Wrong("[[:foo:]]", 1..<8, "[:foo:]"), Wrong("[[:^foo:]]", 1..<9, "[:^foo:]"),
    Wrong("\\p{Klingon}", 0..<11, "Klingon"), Wrong("\\pq", 0..<3, "`q`"), Wrong("\\p", 0..<2, "\\p{Greek}"),
    Wrong("\\p{Greek", 0..<8, "\"}\" is missing"), Wrong("\\p{}", 0..<4, "no class"),
    Wrong("(?P<1-2>a)", 0..<8, "letters, digits"), Wrong("(?<>a)", 0..<4, "letters, digits"),
    Wrong("(?P<n", 0..<5, "\">\" is missing"), Wrong("(?P<é>a)", 0..<7, "letters, digits"),
    Wrong("(?z)", 0..<3, "flags"), Wrong("(?é)", 0..<4, "flags"), Wrong("(?i-)", 0..<5, "flags"),
    Wrong("(?i", 0..<3, "\")\" is missing"), Wrong("(?--i)", 0..<4, "flags"),
  ])
  func saysWhatAndWhere(_ wrong: Wrong) throws {
    do throws(PatternError) {
      _ = try Pattern(wrong.pattern)
      Issue.record("\(wrong.pattern) is accepted")
    } catch {
      #expect(error.range == wrong.range, "\(wrong.pattern): \(error)")
      #expect(error.message.contains(wrong.part), "\(wrong.pattern): \(error)")
      #expect(Pattern.problem(in: wrong.pattern) == error)
    }
  }

  @Test(arguments: [
    "", "()", "|", "a||b", "(|a)*", "^*", "$+", "\\b?", "a{,2}", "a{01}", "a{", "a{1", "{", "{}", "}", "]", "a{1,2",
    "[]a]", "[^]a]", "[-a]", "[a-]", "[a-b-c]", "[[]", "[[:]", "[[:a]", "[a&&b]", "\\_", "\\-", "\\Q*\\E+", "a(?i)*",
    "a*(?i)*", "(?)", "(?:)", "(?i-s:a)", "(?imsU)", "(?i-msU:a)", "\\Q\\E", "\\07", "\\123", "\\x7F", "\\x{7f}",
    "\\a\\f\\t\\n\\r\\v", "\\pN", "\\p{^Greek}", "\\P{^Greek}", "[\\p{Lu}\\d]", "(a{0}){1000}", "((a{1000}){0}){2}",
    "(a{31}){32}", "\\<\\>", "(?P<a1_>x)", "(?<a>x)",
  ])
  func accepts(_ pattern: String) throws {
    _ = try Pattern(pattern)
    #expect(Pattern.problem(in: pattern) == nil)
  }

  /// A quotation without end swallows the anchors that Alertmanager puts after it.
  @Test func quotationsWithoutEnd() throws {
    #expect(throws: PatternError.self) { _ = try Pattern("\\Qa", dialect: .alertmanager) }
    #expect(try Pattern("\\Qa.", dialect: .search).matches("xa.x"))
    #expect(try Pattern("\\Qa.").matches("a."))
  }

  /// Long names are cut, between characters.
  @Test func messagesAreShort() {
    let problem = Pattern.problem(in: "\\p{" + String(repeating: "é", count: 10_000) + "}")
    #expect((problem?.message.utf8.count ?? 0) < 100 && problem?.message.contains("\u{FFFD}") == false)
  }
}
