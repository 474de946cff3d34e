import Artifacts
import Documents
import Foundation
import Overlays
import Project
import Regeneration
import Support
import Testing

/// What holds of every overlay on every artifact that the examples and the end-to-end specs generate.
struct IdentityTests {
  private static let specs =
    ["examples/agentic-startup-studio/pharos.yml", "examples/minimal/pharos.yml"]
    + Repository.files(in: "Tests/EndToEnd/specs", ending: ".yml").map {
      "Tests/EndToEnd/specs/\($0.lastPathComponent)"
    }

  /// An overlay that says nothing changes nothing but the line that names it: comments, quotes, order and digits stay.
  @Test(arguments: specs)
  func nothingLaidOverIsTheSame(spec: String) throws {
    let artifacts = try Overlaid.artifacts(of: spec).filter { $0.path.hasSuffix(".yml") || $0.path.hasSuffix(".json") }
    #expect(artifacts.count > 10)
    for artifact in artifacts {
      let (result, findings) = try Overlaid.apply("{}", to: artifact)
      #expect(findings.isEmpty)
      let note = "With overrides/\(artifact.path) laid over it."
      let text = String(decoding: try result.contents.bytes, as: UTF8.self)
      #expect(text.contains(note), "\(artifact.path) does not name its overlay")
      let without = text.replacingOccurrences(of: "# \(note)\n", with: "").replacingOccurrences(
        of: " \(note)", with: "")
      #expect(without == String(decoding: try artifact.contents.bytes, as: UTF8.self), "\(artifact.path)")
      #expect(result.overlay?.hasSuffix(": changes nothing") == true)
    }
  }

  /// A file without a word in it is no overlay at all.
  @Test func emptyFileIsIdentity() throws {
    let artifact = try #require(Overlaid.artifacts(of: Self.specs[0]).first { $0.path == "docker-compose.yml" })
    let (result, findings) = try Overlaid.apply("# later\n", to: artifact)
    #expect(findings.isEmpty)
    #expect(try result.contents.bytes == artifact.contents.bytes)
  }
}
