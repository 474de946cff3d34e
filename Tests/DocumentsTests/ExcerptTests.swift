import Documents
import Foundation
import Support
import Testing

/// The line of a finding as people see it.
struct ExcerptTests {
  private enum Kind: String, DiagnosticKind {
    case any = "test/any"
    var meaning: (summary: String, why: String) { ("", "") }
  }

  /// Lines with ⟦…⟧ around what is found, and how they are shown, the carets below.
  static let cases: [(line: String, shown: String, carets: String)] = [
    ("a: ⟦b⟧ c", "a: b c", "   ^"),
    ("\ta:\t⟦bc⟧", "\ta:\tbc", "\t  \t^^"),
    ("a: é⟦ü⟧", "a: éü", "    ^"),
    ("password: ⟦hT7⟧, x", "password: <secret>", "          ^^^^^^^^"),
    ("{ password: hT7, ⟦x⟧: y }", "{ password: <secret>, x: y }", "                      ^"),
    ("{ password: h⟦T⟧7, x: y }", "{ password: <secret>, x: y }", "            ^^^^^^^^"),
    ("{ password: h⟦T7, x⟧: y }", "{ password: <secret>, x: y }", "            ^^^^^^^^^^^"),
    ("{ ⟦password: hT7, x⟧: y }", "{ password: <secret>, x: y }", "  ^^^^^^^^^^^^^^^^^^^^^"),
    ("url: http://u:hT7@⟦h⟧/?token=x9", "url: http://u:<secret>@h/?token=<secret>", "                       ^"),
    ("password: ${X} ⟦y⟧", "password: <secret>", "          ^^^^^^^^"),
    ("password_file: ⟦x⟧", "password_file: x", "               ^"),
    ("password: ⟦${X}⟧", "password: ${X}", "          ^^^^"),
    ("a\u{1B}[31m⟦b⟧", "a\\x1b[31mb", "         ^"),
    ("⟦\u{202E}⟧b", "\\u202eb", "^^^^^^"),
    ("⟦a⟧\u{E0041}\t“é”", "a\\U000e0041\t“é”", "^"),
    ("“\u{7F}\t⟦é\u{E0041}⟧b", "“\\x7f\té\\U000e0041b", "     \t^^^^^^^^^^^"),
    ("a⟦⟧", "a", " ^"),
  ]

  @Test(arguments: cases.indices)
  func showsTheLine(index: Int) throws {
    let (line, shown, carets) = Self.cases[index]
    for before in ["", "x: y\n", "\u{FEFF}"] {
      let excerpt = try #require(cut(line, before: before))
      #expect(excerpt.text == shown)
      #expect(excerpt.indentation + String(repeating: "^", count: excerpt.width) == carets)
    }
  }

  private func cut(_ line: String, before: String = "") -> Excerpt? {
    let parts = line.components(separatedBy: ["⟦", "⟧"])
    let source = SourceFile(name: "a.yml", text: before + parts.joined() + "\n")
    let start = before.utf8.count + parts[0].utf8.count
    return Excerpt(Finding(Kind.any, "", in: source, at: start..<start + parts[1].utf8.count))
  }

  /// A long line is cut on both sides; the finding is always in what is left.
  @Test(arguments: [0, 1, 79, 80, 81, 500, 5000, 99_990])
  func cutsLongLines(before: Int) throws {
    let filler = String(repeating: "é", count: 100_000)
    let line = "\(filler.prefix(before))⟦found⟧\(filler.dropFirst(before))"
    let excerpt = try #require(cut(line))
    #expect(excerpt.text.utf8.count < 260 && excerpt.width == 5)
    let shown = Array(excerpt.text.unicodeScalars)
    let start = excerpt.indentation.unicodeScalars.count
    #expect(String(String.UnicodeScalarView(shown[start..<start + 5])) == "found")
    #expect(excerpt.text.hasPrefix("…") == (before > 40))
    #expect(excerpt.text.hasSuffix("…") == (before < 99_900))
  }

  /// A secret that begins before the part of a line that is shown is hidden with all of it.
  @Test func hidesWhatBeginsBeforeTheCut() throws {
    let token = String(repeating: "h7", count: 400)
    for name in ["?token=", "&sig=", "password: ", "\"password\":\""] {
      let line = String(repeating: "a", count: 300) + " \(name)\(token)" + "⟦\(token)⟧"
      let excerpt = try #require(cut(line))
      #expect(excerpt.text.contains("<secret>") && !excerpt.text.contains("h7h7"), "\(name): \(excerpt.text)")
    }
  }

  /// Positions in long lines are those that counting gives.
  @Test func countsColumnsInBlocks() {
    let text = String(repeating: "aé🚨\t", count: 5000)
    let source = SourceFile(name: "a.json", text: "x\n" + text)
    var column = 1, offset = 2
    for scalar in text.unicodeScalars {
      if column % 997 == 1 { #expect(source.position(at: offset) == Position(line: 2, column: column)) }
      column += 1
      offset += String(scalar).utf8.count
    }
    #expect(source.position(at: .max) == Position(line: 2, column: column))
  }
}
