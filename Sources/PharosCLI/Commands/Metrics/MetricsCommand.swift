import ArgumentParser
import Documents
import Exposition
import Lint
import Workspace

struct MetricsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics", abstract: "Check what a program exposes.", subcommands: [MetricsCheckCommand.self])
}

struct MetricsCheckCommand: ParsableCommand {
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

  enum Encoding: String, ExpressibleByArgument, CaseIterable { case auto, text, openmetrics }

  @Argument(
    help: "Files and http(s) addresses, which curl fetches; `-` or nothing reads standard input.",
    completion: .file())
  var files: [String] = []

  @Option(help: "text, openmetrics, or auto, which decides by what the beginning holds.")
  var encoding = Encoding.auto

  @Option(help: "How many metrics and labels to list, those with the most series and values first.")
  var top = 5

  @Option(help: "How the report is written: text or json.")
  var format = ValidateCommand.Format.text

  @Option(
    help: "The spec whose budgets and labels count; pharos.yml here or in the nearest folder above if not said.",
    completion: .yamlFile)
  var spec: String?

  @Option(name: .customLong("fail-on"), help: "The least severity that fails: info, warning or error.")
  var failOn = Severity.error

  func validate() throws {
    guard top >= 0 else { throw ValidationError("--top must be 0 or more") }
  }

  func run() throws {
    let budgets = MeasuredBudgets(try knowledge())
    var hasFailed = false
    for file in files.isEmpty ? ["-"] : files {
      let report = try read(file)
      let findings = MetricsFinding.all(in: report, budgets)
      let output = MetricsReport(file: file == "-" ? "<stdin>" : file, report: report, findings: findings, top: top)
      Console.print(format == .json ? output.json : output.text)
      hasFailed = hasFailed || findings.contains { $0.severity >= failOn }
    }
    if hasFailed { throw ExitCode.no }
  }

  /// The spec in reach. One that is broken tells nothing: `validate` says why.
  private func knowledge() throws -> Knowledge {
    guard let path = spec ?? SpecSearch.nearest() else { return Knowledge(today: "") }
    var options = SpecOptions()
    options.spec = path
    options.environment = nil
    let project = try Loading.project(options)
    if project.stack == nil {
      Console.error("warning: \(path) has errors, so the default budgets count; `pharos validate` tells them")
    }
    return Knowledge(stack: project.stack, today: "")
  }

  private func read(_ file: String) throws -> ExpositionReport {
    do {
      return try ExpositionStream.read(file, encoding: encoding)
    } catch let error as WorkspaceError {
      Console.error("error: \(error)" + (error.help.map { "\n  help: \($0)" } ?? ""))
      throw ExitCode.cannot
    }
  }
}
