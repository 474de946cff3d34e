import ArgumentParser

struct RouteCommand: PresentedCommand {
  static let configuration = CommandConfiguration(
    commandName: "route",
    abstract: "Explain where an alert goes, who is notified, when, and what mutes it.",
    discussion: """
      Takes the labels of an alert and follows it through the routing tree, step by step. Without --config the tree is the \
      one that pharos generates from the spec here or in the nearest folder above.

      Exits with 1 when other receivers are notified than --expect names.

      Examples:
        pharos route alertname=HighErrorRate severity=critical service=api
        pharos route --config am.yml --at 2026-03-01T22:00:00Z severity=info
        pharos route severity=info --firing alertname=ServiceDown,severity=critical
        pharos route severity=critical --expect pagerduty,slack
      """)

  @Argument(
    help: ArgumentHelp("Labels of the alert.", valueName: "label=value"), completion: ProjectValues.alertLabels)
  var labels: [String] = []

  @Option(help: "An alertmanager.yml; `-` reads standard input.", completion: .yamlFile)
  var config: String?

  @Option(
    help: "The spec to generate the tree from; pharos.yml here or in the nearest folder above if not said.",
    completion: .yamlFile)
  var spec: String?

  @Option(
    name: .customLong("env"), help: "The part under `environments:` that is laid over the rest of the spec.",
    completion: ProjectValues.environments)
  var environment: String?

  @Option(help: "When, as 2026-03-01T22:00:00Z or with an offset; now if not said.")
  var at: String?

  @Option(
    help: ArgumentHelp("Another alert that fires at that time. May be repeated.", valueName: "label=value,…"),
    completion: ProjectValues.alertLabels)
  var firing: [String] = []

  @Option(
    help: "Receivers that should be told, in the order of the tree, with commas between them.",
    completion: ProjectValues.receivers)
  var expect: String?

  @Option(help: "How the answer is written: text or json.")
  var format = AnswerFormat.text

  func validate() throws {
    if config != nil, spec != nil || environment != nil {
      throw ValidationError("--config names a file, so --spec and --env have nothing to say")
    }
  }

  func run(_ presenter: Presenter) throws(CommandFailure) -> ExitStatus {
    let explain = ExplainRoute(now: Today.now, zones: ZoneFiles.rules)
    let outcome = try explain(
      .init(
        labels: labels, configuration: config, spec: SpecChoice(path: spec, environment: environment), firing: firing,
        time: at))
    let (report, console) = (outcome.report, presenter.console)
    presenter.show(outcome.notices)
    console.print(format == .json ? report.json : report.text)
    let receivers = report.receivers.joined(separator: ",")
    guard let expect, expect != receivers else { return .success }
    console.printError("expected \(expect), and told are \(receivers)")
    return .no
  }
}
