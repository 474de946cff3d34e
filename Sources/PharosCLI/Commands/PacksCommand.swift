import ArgumentParser
import Documents
import Project

struct PacksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "packs",
    abstract: "List packs, or show one: metrics, alerts with parameters, dashboards, runbooks.",
    discussion: """
      A pack is what pharos knows of one exporter or one kind of application \
      signal. Those of the project itself, under the spec's `packs_dir`, are there \
      as well.

      Examples:
        pharos packs
        pharos packs redis
      """)

  @Argument(help: "The pack to show.", completion: ProjectValues.packs)
  var name: String?

  @Option(help: "The spec whose own packs count; pharos.yml here or above if not said.", completion: .yamlFile)
  var spec: String?

  func run() throws {
    let files = try files()
    guard let name else {
      let packs = files.packNames.compactMap { files.read($0).pack }
      Console.print(PackReport.list(packs))
      return
    }
    let (pack, problems) = files.read(name)
    if !problems.isEmpty { Console.error(TextReport.render(problems, isColored: Console.isColored(2))) }
    guard let pack else {
      guard problems.isEmpty else { throw ExitCode.cannot }
      Console.error(
        "error: there is no pack `\(name)`"
          + (Spelling.help(for: name, among: files.packNames).map { "\n  help: \($0)" } ?? ""))
      throw ExitCode.cannot
    }
    Console.print(PackReport.render(pack))
  }

  /// The built-in packs, with the project's own where there is a project.
  private func files() throws -> PackFiles {
    guard spec != nil || SpecSearch.nearest() != nil else { return BuiltInPacks.files }
    var options = SpecOptions()
    options.spec = spec
    options.environment = nil
    return try Loading.project(options).packs
  }
}
