import ArgumentParser

struct InitCommand: PresentedCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a first spec.",
    discussion: """
      Reads what is there already, and explains each guess in a comment. What it cannot carry over it lists, on standard \
      error and at the end of the spec. Without flags it asks a few questions on a terminal; elsewhere it takes the Compose \
      file of the folder, if there is one. A file that exists is never overwritten.

      Examples:
        pharos init
        pharos init --from-compose compose.yml
        pharos init --from-compose compose.yml --scrape http://localhost:8000/metrics
        pharos init --from-prometheus prometheus.yml
      """)

  @Option(
    name: .customLong("from-compose"),
    help: .init("Services and components of a Compose file. Several are merged.", valueName: "file"),
    completion: .yamlFile)
  var compose: [String] = []

  @Option(
    help: .init(
      "Metrics that a service exposes: an http(s) address or a file. `NAME=…` says which service it is.",
      valueName: "url|file"))
  var scrape: [String] = []

  @Option(
    name: .customLong("from-prometheus"),
    help: .init("Jobs of a prometheus.yml, and the alerts of its rule files.", valueName: "file"),
    completion: .yamlFile)
  var prometheus: [String] = []

  @Option(
    name: .customLong("from-alertmanager"),
    help: .init("Receivers, routes and time intervals of an alertmanager.yml.", valueName: "file"),
    completion: .yamlFile)
  var alertmanager: [String] = []

  @Option(
    name: .customLong("from-sloth"), help: .init("Objectives of Sloth.", valueName: "file"), completion: .yamlFile)
  var sloth: [String] = []

  @Option(
    name: .customLong("from-openslo"), help: .init("Objectives of OpenSLO.", valueName: "file"), completion: .yamlFile)
  var openSLO: [String] = []

  @Option(help: "The project's name; that of the Compose project or of the folder if not said.")
  var project: String?

  @Option(help: "The file to write; `-` is standard output.", completion: .yamlFile)
  var output = SpecSearch.name

  func run(_ presenter: Presenter) throws(CommandFailure) -> ExitStatus {
    let console = presenter.console
    let interview = Interview(console: console)
    let write = WriteFirstSpec(
      interview: console.isInteractive ? { () throws(CommandFailure) in try interview.draft() } : nil)
    let sources = FirstSpecSources(
      compose: compose, scrape: scrape, prometheus: prometheus, alertmanager: alertmanager, sloth: sloth,
      openSLO: openSLO)
    let outcome = try write(WriteFirstSpec.Request(sources: sources, project: project, output: output))
    presenter.show(outcome.notices)
    console.print(output == "-" ? outcome.spec.text : InitReport.summary(outcome.spec, output: output))
    return .success
  }
}
