import ArgumentParser
import Documents

struct PacksCommand: PresentedCommand {
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
