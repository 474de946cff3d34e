import Foundation
import Regeneration
import Support
import Testing

/// The digest of every file of every test stack: what a change alters of the output shows, whatever else a test looks at.
///
/// What pharos notes under `.pharos/` for itself is left out: the manifest names the version, and says the rest a second time.
struct StackDigestTests {
  @Test(arguments: GeneratedStack.specs)
  func isWhatWasRecorded(spec: String) throws {
    let folder = try TemporaryFolder()
    let result = try GeneratedStack.generate(spec, into: folder)
    #expect(result.status == 0, Comment(rawValue: result.all))
    let files = try folder.contents(of: "stack").filter { !$0.key.hasPrefix(".pharos/") }.sorted { $0.key < $1.key }
    #expect(!files.isEmpty)
    let lines = files.map { path, contents in "\(path) \(Digest(of: Array(contents)).hex)\n" }
    let difference = Golden.difference(lines.joined(), Repository.file("Tests/EndToEnd/digests/\(Self.name(spec)).txt"))
    #expect(difference == nil, Comment(rawValue: difference ?? ""))
  }

  /// The file's name, or that of its folder where all have one name.
  private static func name(_ spec: String) -> String {
    let parts = spec.split(separator: "/")
    let name = parts.last == "pharos.yml" ? parts.dropLast().last : parts.last
    return name.map { $0.hasSuffix(".yml") ? String($0.dropLast(4)) : String($0) } ?? spec
  }
}
