import PharosCLI
import Support
import Testing

/// docs/man/pharos.1 says what the commands are; PHAROS_RECORD=1 writes it anew.
struct ManualPageTests {
  private let page = Repository.file("docs/man/pharos.1")

  @Test func isCurrent() {
    let difference = Golden.difference(ManualPage.text, page)
    #expect(difference == nil, Comment(rawValue: difference ?? ""))
  }

  /// mandoc finds nothing wrong with it, and shows every command with nothing of the notation left.
  @Test func renders() throws {
    let lint = try Tool.run("mandoc", ["-T", "lint", "-W", "warning", page.path])
    // A date would change the page with every release and tell nobody anything.
    let problems = lint.output.split(separator: "\n").filter { !$0.contains("missing date") }
    #expect(problems.isEmpty, Comment(rawValue: lint.output))
    let text = try Tool.run("mandoc", ["-T", "utf8", "-O", "width=120", page.path]).output.replacing(/.\u{8}/, with: "")
    for words in ["pharos generate [SPEC]", "pharos promql check", "EXIT STATUS", "NO_COLOR", "--fail-on"] {
      #expect(text.contains(words), Comment(rawValue: words))
    }
    #expect(!text.contains("\\f") && !text.contains("\\("))
  }
}
