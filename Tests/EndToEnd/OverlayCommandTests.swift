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

  /// A pull request brings a link instead of a folder: what lies elsewhere on the machine does not come into the stack.
  @Test(arguments: [
    ("overrides", ""), ("overrides", "overrides_dir: overrides\n"), ("packs", "packs_dir: packs\n"), ("monitoring", ""),
  ])
  func foldersStayInTheProject(name: String, key: String) throws {
    let outside = try TemporaryFolder()
    try outside.write("global: { scrape_timeout: 5s }\n", to: "prometheus/prometheus.yml")
    let folder = try TemporaryFolder()
    try folder.write(Stacks.minimal(adding: key), to: "pharos.yml")
    try FileManager.default.createSymbolicLink(at: folder.file(name), withDestinationURL: outside.url)
    let result = try Tool.run(Tool.pharos, ["generate"], in: folder.url)
    #expect(result.status == 2)
    #expect(result.all.contains("a link to what lies outside of the project"), Comment(rawValue: result.all))
    #expect(try outside.contents().count == 1)
    #expect(try folder.contents().count < 3, "nothing is written")
  }

  /// Nor does it lead to what Git or GitHub runs.
  @Test(arguments: [".github/workflows", ".git/hooks"])
  func nothingIsWrittenThatIsRun(place: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(Stacks.minimal(), to: "pharos.yml")
    try FileManager.default.createDirectory(at: folder.file(place), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      at: folder.file("monitoring"), withDestinationURL: folder.file(place))
    for arguments in [
      ["generate"], ["generate", "--output", place], ["generate", "--output", place.uppercased() + "/new"],
      ["lint", "pharos.yml", "--baseline", "monitoring/x", "--write-baseline"],
      ["init", "--project", "p", "--output", "monitoring/x.yml"],
    ] {
      let result = try Tool.run(Tool.pharos, arguments, in: folder.url)
      #expect(result.status == 2 && result.all.contains("whose files Git"), Comment(rawValue: result.all))
    }
    #expect(try folder.contents().count == 1)
  }

  /// A fix is for the files that were named, not for what a link among them leads to.
  @Test func fixesStayInTheFolder() throws {
    let outside = try TemporaryFolder()
    let rules = "groups: [{ name: g, rules: [{ record: a:b:c, expr: 'sum(up{job=~\"^web$\"})' }] }]\n"
    try outside.write(rules, to: "elsewhere.yml")
    let folder = try TemporaryFolder()
    try folder.write(rules, to: "rules/own.yml")
    try FileManager.default.createSymbolicLink(
      at: folder.file("rules/link.yml"), withDestinationURL: outside.file("elsewhere.yml"))
    let result = try Tool.run(Tool.pharos, ["lint", "--fix", "rules"], in: folder.url)
    #expect(try String(contentsOf: outside.file("elsewhere.yml"), encoding: .utf8) == rules)
    #expect(try String(contentsOf: folder.file("rules/own.yml"), encoding: .utf8) != rules)
    #expect(result.error.contains("`rules/link.yml` is a link to a file elsewhere and not fixed"), "\(result.all)")
  }
}
