import Foundation
import Support
import Testing

/// Overlays through the program: the cases under `overlays/`, links, and the tools that read what comes of them.
struct OverlayCommandTests {
  static let cases = Repository.files(in: "Tests/EndToEnd/overlays", ending: ".txt").map(\.lastPathComponent)

  @Test(arguments: cases)
  func runsAsWritten(name: String) throws {
    let file = Repository.file("Tests/EndToEnd/overlays/\(name)")
    let script = try CommandScript(try String(contentsOf: file, encoding: .utf8))
    let difference = Golden.difference(try script.run(), file)
    #expect(difference == nil, Comment(rawValue: difference ?? ""))
  }

  /// Nothing outside of the folder is read, whether the link is the file or a folder on the way.
  @Test(arguments: ["prometheus/prometheus.yml", "prometheus"])
  func linksAreNotFollowed(place: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(Stacks.minimal(), to: "pharos.yml")
    try folder.write("global: { scrape_timeout: 5s }\n", to: "elsewhere/prometheus.yml")
    let link = folder.file("overrides/\(place)")
    try FileManager.default.createDirectory(at: link.deletingLastPathComponent(), withIntermediateDirectories: true)
    let target = folder.file(place.hasSuffix(".yml") ? "elsewhere/prometheus.yml" : "elsewhere")
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: target)
    let result = try Tool.run(Tool.pharos, ["generate"], in: folder.url)
    #expect(result.status == 2)
    #expect(result.error.contains("`\(place)` is a symbolic link"), Comment(rawValue: result.all))
    #expect(!FileManager.default.fileExists(atPath: folder.file("monitoring").path))
  }
}
