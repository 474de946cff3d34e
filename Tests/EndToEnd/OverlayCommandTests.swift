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

  /// What is named every day may be a link since yesterday: one rule for whatever is written.
  @Test(arguments: [true, false])
  func whatIsNamedStaysInTheProject(hasGit: Bool) throws {
    let rules = "groups: [{ name: g, rules: [{ record: a:b:c, expr: 'sum(up{job=~\"^web$\"})' }] }]\n"
    let outside = try TemporaryFolder()
    try outside.write(rules, to: "rules.yml")
    let before = try outside.contents()
    let folder = try TemporaryFolder()
    try folder.write(Stacks.minimal(), to: "pharos.yml")
    if hasGit { try folder.write("", to: ".git/HEAD") }
    try FileManager.default.createSymbolicLink(at: folder.file("linked"), withDestinationURL: outside.url)
    try FileManager.default.createSymbolicLink(
      at: folder.file("known.json"), withDestinationURL: outside.file("new.json"))
    try FileManager.default.createSymbolicLink(
      at: folder.file("file.json"), withDestinationURL: outside.file("rules.yml"))
    for arguments in [
      ["generate", "--output", "linked"], ["generate", "--output", "linked/new"],
      ["lint", "linked/rules.yml", "--fix"], ["lint", "linked", "--fix"],
      ["lint", "pharos.yml", "--baseline", "file.json", "--write-baseline"],
      ["lint", "pharos.yml", "--baseline", "linked/new.json", "--write-baseline"],
      ["init", "--project", "p", "--output", "linked/pharos.yml"],
    ] {
      let result = try Tool.run(Tool.pharos, arguments, in: folder.url)
      #expect(
        result.all.contains("is a link to what lies outside of the project") || result.all.contains("and not fixed"),
        "\(arguments): \(result.all)")
      #expect(try outside.contents() == before, "\(arguments)")
    }
    // A link to nothing is replaced, and what it names stays nothing.
    _ = try Tool.run(
      Tool.pharos, ["lint", "pharos.yml", "--baseline", "known.json", "--write-baseline"], in: folder.url)
    #expect(try outside.contents() == before)
    #expect(
      try Tool.run(Tool.pharos, ["lint", outside.file("rules.yml").path, "--fix"], in: folder.url).all.contains(
        "fixed 3"))
  }

  /// A pack that is a link is not passed by as if it were not there.
  @Test func linksAmongPacksAreRefused() throws {
    let folder = try TemporaryFolder()
    try folder.write(Stacks.minimal(adding: "packs_dir: packs\n"), to: "pharos.yml")
    try folder.write("name: queue\ntitle: Queue\nkind: signals\nsummary: Jobs.\n", to: "elsewhere/pack.yml")
    try folder.write("", to: "packs/README.md")
    try FileManager.default.createSymbolicLink(
      at: folder.file("packs/queue"), withDestinationURL: folder.file("elsewhere"))
    let result = try Tool.run(Tool.pharos, ["validate"], in: folder.url)
    #expect(result.status == 1 && result.all.contains("packs/queue is a symbolic link to a folder"), "\(result.all)")
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
