import Documents
import Foundation
import Scaffold
import Support
import Testing

/// Whatever a Compose file holds, it becomes a spec without errors, or it is said why not.
struct DamagedComposeTests {
  @Test(
    arguments: Repository.files(in: "Tests/EndToEnd/compose", ending: "").map(\.lastPathComponent).filter {
      !$0.contains(".")
    })
  func neverFails(project: String) throws {
    let folder = Repository.file("Tests/EndToEnd/compose/\(project)")
    let file = try #require(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).first { $0.contains("compose") })
    let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
    var random = SeededRandom(seed: UInt64(text.utf8.count))
    for _ in 0..<12 {
      let damaged = Self.damage(text, &random)
      do {
        _ = try Imports.compose(["compose.yml": damaged])
      } catch is ImportError {}
    }
  }

  private static let oddities = [
    "- ", "{", "]: x", "&a *a", "ports: [1, {}, null, ${A:-${B}}]", "image: !!int 5", "\u{2028}", "environment: 7",
    "<<: *x",
    "healthcheck: []", "networks: { a: }", "deploy: { replicas: -4 }", "POSTGRES_DB: \"a\\nb: c\"",
  ]

  /// A few lines lost, doubled, moved further in, or replaced by something odd.
  private static func damage(_ text: String, _ random: inout SeededRandom) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let index = Int.random(in: 0..<lines.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: lines[index] = ""
      case 1: lines.insert(lines[index], at: index)
      case 2: lines[index] = "  " + lines[index]
      default:
        let indent = lines[index].prefix { $0 == " " }
        lines[index] = indent + oddities.randomElement(using: &random)!
      }
    }
    return lines.joined(separator: "\n")
  }
}
