import Artifacts
import Documents
import Foundation
import Support
import Testing

@testable import Project

/// Where secrets lie: in files that Git leaves out, and that pharos does not write itself.
struct SecretFileTests {
  private func ignored(_ spec: String) throws -> [String] {
    let stack = try #require(Stacks.resolve(spec).stack)
    let file = try #require(StackArtifacts.generate(stack).first { $0.path == ".gitignore" })
    return String(decoding: try file.contents.bytes, as: UTF8.self).split(separator: "\n").dropFirst().map(String.init)
  }

  @Test func gitLeavesOutEverySecret() throws {
    let plain = ["/.env", "/secrets/*", "!/secrets/README.md", "/.pharos/lock", "/.pharos/staging/"]
    #expect(try ignored(Stacks.minimal()) == plain)
    let elsewhere = Stacks.minimal(adding: "heartbeat: { url_file: own/heartbeat }\n")
      .replacingOccurrences(of: "secrets/slack_webhook_url", with: "own/slack_webhook")
    let lines = try ignored(elsewhere)
    #expect(Set(lines) == Set(plain + ["/own/slack_webhook", "/own/heartbeat"]))
    // Git goes by the last line that says something of a path.
    #expect(lines.firstIndex(of: "!/secrets/README.md")! < lines.firstIndex(of: "/own/slack_webhook")!)
  }

  /// The table of what pharos writes has all that it writes.
  @Test(arguments: Repository.files(in: "Tests/EndToEnd/specs", ending: ".yml").map(\.lastPathComponent))
  func everyArtifactIsKnownAsOurs(spec: String) throws {
    let text = try Repository.text("Tests/EndToEnd/specs/\(spec)")
    let stack = try #require(Stacks.resolve(text).stack)
    let names = Set(try StackArtifacts.generate(stack).map { String($0.path.prefix { $0 != "/" }) })
    #expect(names.subtracting(SecretChecks.ownNames).subtracting(stack.target.fileNames) == ["secrets"])
  }
}
