import ArgumentParser
import Documents

struct LintCommand: PresentedCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Find what is wrong in a stack's files, generated or written by hand.",
    discussion: """
      Folders are searched for what pharos knows: specs, rules and their tests, configurations of Prometheus and \
      Alertmanager, resources of the Prometheus operator, dashboards, Compose files, runbooks. All that is named is one \
      project, in which names must resolve. Exits with 1 when a finding is at or above --fail-on, and with 2 when a file that \
      is named is none of these or cannot be parsed, or when there is nothing to lint.

      Examples:
        pharos lint
        pharos lint rules/ alertmanager.yml --fail-on warning
        pharos lint --fix
        git diff -z --name-only | xargs -0r pharos lint --skip-unknown --
        pharos lint --baseline lint-baseline.json --write-baseline
        pharos lint --format sarif > lint.sarif
      """)

  @Argument(help: "Files and folders; this folder if none is named. `-` reads standard input.", completion: .file())
  var paths: [String] = []

  @Option(help: "How findings are written: \(ReportFormat.names).")
  var format = ReportFormat.text

  @Option(help: "The least severity that fails: info, warning or error.")
  var failOn = Severity.error

  @Option(
    help: ArgumentHelp("Findings that are known, and not reported.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var baseline: String?

  @Flag(help: "Write what is found to the file of --baseline, and report nothing.")
  var writeBaseline = false

  @Flag(help: "Leave out named files that pharos does not know, instead of failing.")
  var skipUnknown = false

  @Flag(help: "Succeed when there is nothing to lint.")
  var allowEmpty = false

  @Flag(help: "Apply the safe fixes to the files; what is left is reported.")
  var fix = false

  @Option(
    help: ArgumentHelp("Settings, instead of the spec's `lint:` or the nearest .pharos.yml.", valueName: "file"),
    completion: .yamlFile)
  var config: String?

  @Option(
    help: ArgumentHelp("A spec whose stack the files belong to. May be repeated.", valueName: "file"),
    completion: .yamlFile)
  var spec: [String] = []

  func validate() throws {
    if writeBaseline, baseline == nil { throw ValidationError("--write-baseline needs --baseline FILE") }
    if writeBaseline, fix { throw ValidationError("--write-baseline and --fix do not go together") }
    if fix, paths.contains("-") { throw ValidationError("--fix cannot write to standard input") }
  }

  func run(_ presenter: Presenter) throws(CommandFailure) -> ExitStatus {
    let style = LintStyle(
      format: format, failOn: failOn, baseline: baseline, skipsUnknown: skipUnknown, allowsEmpty: allowEmpty)
    let outcome = try lint(Progress(presenter.console))
    if writeBaseline, let baseline { return presenter.showWritten(outcome, to: baseline, style) }
    return presenter.show(outcome, style)
  }

  private func lint(_ progress: Progress?) throws(CommandFailure) -> LintStack.Outcome {
    defer { progress?.finish() }
    return try LintStack(watch: progress?.show)(
      .init(
        paths: paths.isEmpty ? ["."] : paths, baseline: baseline,
        action: writeBaseline ? .writeBaseline : fix ? .fix : .report, configuration: config, specs: spec))
  }
}
