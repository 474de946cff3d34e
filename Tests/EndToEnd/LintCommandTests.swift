import Foundation
import Support
import Testing

/// `pharos lint` and `pharos rules` as people and CI run them: the cases under `lint/`.
struct LintCommandTests {
  static let cases = Repository.files(in: "Tests/EndToEnd/lint", ending: ".txt").map(\.lastPathComponent)

  @Test(arguments: cases)
  func runsAsWritten(name: String) throws {
    let file = Repository.file("Tests/EndToEnd/lint/\(name)")
    let script = try CommandScript(try String(contentsOf: file, encoding: .utf8))
    let difference = Golden.difference(try script.run(), file)
    #expect(difference == nil, Comment(rawValue: difference ?? ""))
  }

  @Test func thereAreCases() { #expect(Self.cases.count >= 25) }
}
