import Artifacts
import Documents
import Foundation
import PharosCLI
import Project
import Support
import Targets
import Testing

/// Every reference in docs/coverage.md leads to something that exists.
struct CoverageTests {
  @Test func referencesHold() throws {
    let (stack, _) = Stacks.resolve(try Repository.text("examples/agentic-startup-studio/pharos.yml"))
    let files = Set(try StackArtifacts.generate(try #require(stack)).map(\.path))
    let sections = Set(SpecSchema.sections(targets: []).map(\.name))
    let packs = BuiltInPacks.files
    var count = 0
    for piece in try Repository.text("docs/coverage.md").split(separator: "`") {
      let parts = piece.split(separator: ":", maxSplits: 1).map(String.init)
      guard parts.count == 2, ["pack", "metric", "alert", "panel", "runbook", "key", "file"].contains(parts[0]),
        !parts[1].isEmpty
      else { continue }
      count += 1
      let names = parts[1].split(separator: "/", maxSplits: 1).map(String.init)
      let pack = packs.read(names[0]).pack
      let holds: Bool
      switch parts[0] {
      case "pack": holds = pack != nil
      case "metric": holds = pack?.metrics[names.last!] != nil
      case "alert": holds = pack?.alerts[names.last!] != nil
      case "panel": holds = pack?.rows.contains { $0.panels.contains { $0.title == names.last } } ?? false
      case "runbook":
        holds =
          packs.sharedRunbooks[parts[1]] != nil
          || packs.files.keys.contains { $0.hasSuffix("/runbooks/\(parts[1]).md") }
      case "key": holds = sections.contains(parts[1])
      default: holds = files.contains(parts[1])
      }
      #expect(holds, Comment(rawValue: String(piece)))
    }
    #expect(count > 90)
  }
}
