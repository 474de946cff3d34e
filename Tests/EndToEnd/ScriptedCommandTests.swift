import Foundation
import Support
import Testing

/// Commands about a project as people type them: the cases under `commands/`.
struct ScriptedCommandTests {
  static let cases = Repository.files(in: "Tests/EndToEnd/commands", ending: ".txt").map(\.lastPathComponent)

  @Test(arguments: cases)
  func runsAsWritten(name: String) throws {
    let file = Repository.file("Tests/EndToEnd/commands/\(name)")
    let script = try CommandScript(try String(contentsOf: file, encoding: .utf8))
    let difference = Golden.difference(try script.run(), file)
    #expect(difference == nil, Comment(rawValue: difference ?? ""))
  }

  @Test func thereAreCases() { #expect(!Self.cases.isEmpty) }
}
