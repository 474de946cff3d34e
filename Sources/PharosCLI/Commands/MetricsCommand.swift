import ArgumentParser
import Documents
import Exposition

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
      labels are those of the spec; without one they are what a spec has by default. With --spec, what is exposed is also held \
      against what a service declares: metrics, types, labels, values of closed domains, buckets, each with the alerts, panels and objectives \
      that need it. Several addresses are the scrapes of one service. `pharos rules` explains each finding.

      Examples:
        pharos metrics check http://localhost:8000/metrics
        curl -s localhost:8000/metrics | pharos metrics check
        pharos metrics check --top 20 node.prom app.prom
        pharos metrics check --spec pharos.yml --service api http://localhost:8000/metrics http://localhost:8000/metrics/slow
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
    help:
      "The spec that counts, with what it declares; if not said, the budgets alone of pharos.yml here or in a folder above.",
    completion: .yamlFile)
  var spec: String?

  @Option(help: "The service of the spec that is scraped; the one that declares most of what is exposed if not said.")
  var service: String?

  @Option(name: .customLong("fail-on"), help: "The least severity that fails: info, warning or error.")
  var failOn = Severity.error

  func validate() throws {
    guard top >= 0 else { throw ValidationError("--top must be 0 or more") }
    if service != nil, spec == nil { throw ValidationError("--service needs --spec") }
  }

  func run(_ presenter: Presenter) throws(CommandFailure) -> ExitStatus {
    let check = try CheckExposition(spec: spec)
    presenter.show(check.notices)
    var status = ExitStatus.success
    let places = files.isEmpty ? ["-"] : files
    // Differences from a spec show in all scrapes together; without one each is shown as it is read.
    var read: [(report: ExpositionReport, findings: [MetricsFinding])] = []
    if spec != nil {
      for place in places { read.append(try check(place, encoding: encoding)) }
      for (index, more) in try check.differences(in: read.map(\.report), service: service).enumerated() {
        read[index].findings += more
      }
    }
    for (index, place) in places.enumerated() {
      let (report, findings) = try read.isEmpty ? check(place, encoding: encoding) : read[index]
      let output = MetricsReport(file: ExpositionStream.name(of: place), report: report, findings: findings, top: top)
      let isColored = presenter.console.isOutputColored
      presenter.console.print(format == .json ? output.json : output.text(isColored: isColored))
      if findings.contains(where: { $0.severity >= failOn }) { status = .no }
    }
    return status
  }
}
