import ArgumentParser
import Documents
import Lint

struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Find what is wrong in a stack's files, generated or written by hand.",
    discussion: """
      Folders are searched for what pharos knows: specs, rules and their tests, configurations of Prometheus and
      Alertmanager, resources of the Prometheus operator, dashboards, Compose files, runbooks. All that is named is one
      project, in which names must resolve. Exits with 1 when a finding is at or above --fail-on.

      Examples:
        pharos lint
        pharos lint rules/ alertmanager.yml --fail-on warning
        pharos lint --format sarif > lint.sarif
      """)

  @Argument(help: "Files and folders; this folder if none is named. `-` reads standard input.")
  var paths: [String] = []

  @Option(help: "How findings are written: \(ReportFormat.names).")
  var format = ReportFormat.text

  @Option(help: "The least severity that fails: info, warning or error.")
  var failOn = Severity.error

  @Option(help: ArgumentHelp("A spec whose stack the files belong to. May be repeated.", valueName: "file"))
  var spec: [String] = []

  @Option(help: ArgumentHelp("Settings, instead of the spec's `lint:` or the nearest .pharos.yml.", valueName: "file"))
  var config: String?

  func run() throws {
    let files = try LintFiles(paths.isEmpty ? ["."] : paths)
    let project = try LintProject(files, specs: spec, configuration: config)
    let report = project.lint(files)
    for path in report.unknown { Console.error("\(path): nothing that pharos knows; left out") }
    Console.print(format.render(report.findings, files: report.files))
    if report.findings.contains(where: { $0.severity >= failOn }) { throw ExitCode.no }
  }
}
