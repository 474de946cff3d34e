import ArgumentParser
import Documents
import Project

struct PacksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "packs",
    abstract: "List packs, or show one: metrics, alerts with parameters, dashboards, runbooks.",
    discussion: """
      A pack is what pharos knows of one exporter or one kind of application signal.

      Examples:
        pharos packs
        pharos packs redis
      """)

  @Argument(help: "The pack to show.", completion: ProjectValues.packs)
  var name: String?

  func run() throws {
    let files = BuiltInPacks.files
    guard let name else {
      let packs = files.packNames.compactMap { files.read($0).pack }
      let width = packs.map(\.name.count).max() ?? 0
      for pack in packs {
        Console.print(
          "\(pack.name)\(String(repeating: " ", count: width - pack.name.count))  \(pack.kind.rawValue)  \(pack.summary)"
        )
      }
      return
    }
    guard let pack = files.read(name).pack else {
      Console.error(
        "error: there is no pack `\(name)`"
          + (Spelling.help(for: name, among: files.packNames).map { "\n  help: \($0)" } ?? ""))
      throw ExitCode.cannot
    }
    Console.print(PackReport.render(pack))
  }
}
