import Documents
import Foundation
import Support
import Testing

/// What is hidden in a text, and what is not.
struct SecretTextTests {
  /// `fixtures/secrets.txt`: a line with ⟦…⟧ around each secret; lines that begin with `prose ` are sentences.
  static let cases = ((try? Repository.text("Tests/DocumentsTests/fixtures/secrets.txt")) ?? "").split(separator: "\n")
    .map(String.init).filter { !$0.hasPrefix("# ") }

  @Test(arguments: cases)
  func hidesSecretsAndNothingElse(line: String) throws {
    let isProse = line.hasPrefix("prose ")
    let marked = isProse ? String(line.dropFirst("prose ".count)) : line
    let pieces = marked.components(separatedBy: "⟦").map { $0.components(separatedBy: "⟧") }
    let text = pieces.flatMap { $0 }.joined()
    let wanted = pieces.map { $0.count == 1 ? $0[0] : SecretText.mask + $0[1] }.joined()
    #expect(SecretText.masked(text, isProse: isProse) == wanted)
  }

  /// Whatever a text repeats, nothing of a secret in it is left.
  @Test(
    arguments: [
      "password: x ", "a@", "`password: x", "-a ", "token: [", "value: x", "--password ", "password=", "://:@", "xapp-",
      "password=f(a ", "password = (", "token=\"\"\"", "password(\"", "password = \"a\" + ", "echo |",
    ])
  func repeatedPieces(piece: String) {
    let text = String(repeating: piece, count: 1 << 8) + " password=hunter2"
    #expect(!SecretText.masked(text).contains("hunter2"))
  }

  @Test func hidesKnownValues() {
    #expect(SecretText.masked("a hunter2 b", known: ["hunter2"]) == "a <secret> b")
    let many = Set((0..<1000).map { "value-\($0)" })
    #expect(
      SecretText.masked("found `value-7`, value-8 and {a: value-9, b: value-x}", known: many)
        == "found `<secret>`, <secret> and {a: <secret>, b: value-x}")
    // A short one is a part of many words.
    #expect(SecretText.masked("an `a` stands in `ab`", known: ["a"]) == "an `<secret>` stands in `ab`")
  }
}
