import ArgumentParser
import Documents

struct MetricsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics", abstract: "Check what a program exposes.", subcommands: [MetricsCheckCommand.self])
}

struct MetricsCheckCommand: PresentedCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check expositions: what a scrape would refuse or lose, names, and series against the spec's budgets.",
    discussion: """
      Exits with 1 when a finding is at or above --fail-on. Input of any size is read in little memory. Budgets and bounds of \
      labels are those of the spec; without one they are what a spec has by default. `pharos rules` explains each finding.

      Examples:
        pharos metrics check http://localhost:8000/metrics
        curl -s localhost:8000/metrics | pharos metrics check
        pharos metrics check --top 20 node.prom app.prom
        pharos metrics check --spec pharos.yml --fail-on warning app.prom
      """)

  @Argument(
    help: "Files and http(s) addresses, which curl fetches; `-` or nothing reads standard input.",
    completion: .file())
  var files: [String] = []

  @Option(help: "text, openmetrics, or auto, which decides by what the beginning holds.")
  var encoding = ExpositionEncoding.auto

  @Option(help: "How many metrics and labels to list, those with the most series and values first.")
  var top = 5

  @Option(help: "How the report is written: text or json.")
  var format = AnswerFormat.text

  @Option(
    help: "The spec whose budgets and labels count; pharos.yml here or in the nearest folder above if not said.",
    completion: .yamlFile)
  var spec: String?

  @Option(name: .customLong("fail-on"), help: "The least severity that fails: info, warning or error.")
  var failOn = Severity.error

  func validate() throws {
    guard top >= 0 else { throw ValidationError("--top must be 0 or more") }
  }

  func run(_ presenter: Presenter) throws(CommandFailure) -> ExitStatus {
    let check = try CheckExposition(spec: spec)
    presenter.show(check.notices)
    var status = ExitStatus.success
    for place in files.isEmpty ? ["-"] : files {
      let (report, findings) = try check(place, encoding: encoding)
      let output = MetricsReport(file: ExpositionStream.name(of: place), report: report, findings: findings, top: top)
      let isColored = presenter.console.isOutputColored
      presenter.console.print(format == .json ? output.json : output.text(isColored: isColored))
      if findings.contains(where: { $0.severity >= failOn }) { status = .no }
    }
    return status
  }
}
