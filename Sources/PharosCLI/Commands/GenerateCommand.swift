import ArgumentParser

struct GenerateCommand: PresentedCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Write the stack of a spec.",
    discussion: """
      The spec is validated whole before anything is written. A file that was edited by hand is never overwritten: \
      a generated one stops the run; what is new is merged into a runbook or guide, and a conflict is laid down beside it.

      Examples:
        pharos generate
        pharos generate --dry-run --diff
        pharos generate --check        exits with 1 on drift, and says what changed
        pharos generate --dry-run --format json
      """)

  @OptionGroup var options: SpecOptions

  @OptionGroup var output: OutputFolder

  @Flag(help: "Write nothing; exit with 1 if the folder differs from what the spec says.")
  var check = false

  @Flag(help: "Show the plan and write nothing.")
  var dryRun = false

  @Flag(help: "Show what changes in each file.")
  var diff = false

  @Flag(help: "Say in words what changes for people, as Markdown for a pull request, instead of files and lines.")
  var summary = false

  @Flag(help: "Overwrite generated files that were edited by hand.")
  var force = false

  @Option(help: "How the plan is written: text or json.")
  var format = AnswerFormat.text

  @Flag(help: "Say how long writing and syncing took.")
  var timings = false

  func validate() throws {
    if summary, format == .json { throw ValidationError("--summary is Markdown: it does not go with --format json") }
  }

  func run(_ presenter: Presenter) throws(CommandFailure) -> ExitStatus {
    let generate = Generate(project: try ValidProject(options.choice))
    let outcome = try generate(.init(output: output.named, writes: !check && !dryRun, force: force))
    return try presenter.show(
      outcome,
      PlanStyle(format: format, showsDiff: diff, isSummary: summary, showsTimings: timings, isCheck: check))
  }
}
