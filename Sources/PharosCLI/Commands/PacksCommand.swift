import ArgumentParser
import Documents
import Project

struct PacksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "packs",
    abstract: "List packs, show, write or try one.",
    discussion: """
      A pack is what pharos knows of one exporter or one kind of application \
      signal. Those of the project itself, under the spec's `packs_dir`, are there \
      as well.

      Examples:
        pharos packs
        pharos packs redis
        pharos packs new job-queue --scrape http://localhost:9000/metrics
        pharos packs test job-queue
      """,
    subcommands: [ShowPacksCommand.self, NewPackCommand.self, TestPackCommand.self],
    defaultSubcommand: ShowPacksCommand.self)
}

struct ShowPacksCommand: PresentedCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "List packs, or show one: metrics, alerts with parameters, dashboards, runbooks.",
    discussion: """
      Examples:
        pharos packs
        pharos packs show redis
      """)

  @Argument(help: "The pack to show.", completion: ProjectValues.packs)
  var name: String?

  @Option(help: "The spec whose own packs count; pharos.yml here or above if not said.", completion: .yamlFile)
  var spec: String?

  func run(_ presenter: Presenter) throws(CommandFailure) -> ExitStatus {
    let packs = try ShowPacks(spec: spec)
    guard let name else {
      presenter.console.print(SecretText.masked(PackReport.list(packs.all), isProse: true))
      return .success
    }
    let (pack, problems) = try packs.pack(name)
    presenter.show(problems)
    presenter.console.print(SecretText.masked(PackReport.render(pack), isProse: true))
    return .success
  }
}

struct NewPackCommand: PresentedCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Write a small pack that works, to begin with.",
    discussion: """
      It goes into a folder of its own below the spec's `packs_dir`, or `packs` where the spec names none. With --scrape its \
      catalogue and its panels are those of what is exposed.

      Examples:
        pharos packs new job-queue
        pharos packs new orders --kind signals --scrape page.prom
      """)

  @Argument(help: "What the pack is called.")
  var name: String

  @Option(help: "exporter, for something that services stand on; or signals, for what a service exposes itself.")
  var kind = PackKind.exporter

  @Option(help: .init("What it exposes: an http(s) address or a file.", valueName: "url|file"))
  var scrape: String?

  @Option(help: "The spec that the pack is for; pharos.yml here or above if not said.", completion: .yamlFile)
  var spec: String?

  func run(_ presenter: Presenter) throws(CommandFailure) -> ExitStatus {
    let outcome = try WritePack()(.init(name: name, kind: kind.pack, page: scrape, spec: spec))
    presenter.console.print(PackReport.written(outcome, name, kind.pack))
    return .success
  }
}

/// The kinds of pack that a project can have of its own.
enum PackKind: String, CaseIterable, ExpressibleByArgument {
  case exporter, signals

  var pack: Pack.Kind { self == .exporter ? .exporter : .signals }
}

struct TestPackCommand: PresentedCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Try a pack: what is wrong in its files, and whether promtool takes its rules and their tests.",
    discussion: """
      Exits with 1 where something is wrong.

      Example:
        pharos packs test job-queue
      """)

  @Argument(help: "The pack to try.", completion: ProjectValues.packs)
  var name: String

  @Option(help: "The spec whose own packs count; pharos.yml here or above if not said.", completion: .yamlFile)
  var spec: String?

  func run(_ presenter: Presenter) throws(CommandFailure) -> ExitStatus {
    let outcome = try TestPack(packs: ShowPacks(spec: spec))(name)
    presenter.show(outcome.findings)
    presenter.console.print(PackReport.tried(outcome, name))
    return outcome.passes ? .success : .no
  }
}
