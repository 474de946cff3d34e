import ArgumentParser
import Artifacts
import Changes
import Documents
import Project
import Regeneration
import Workspace

struct GenerateCommand: ParsableCommand {
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
  var format = PlanFormat.text

  @Flag(help: "Say how long writing and syncing took.")
  var timings = false

  func validate() throws {
    if summary, format == .json { throw ValidationError("--summary is Markdown: it does not go with --format json") }
  }

  func run() throws {
    let project = try Loading.project(options)
    let (stack, warnings) = try Loading.stack(project)
    try run(project, stack, warnings)
  }

  /// - Parameter generated: where it has been generated already.
  func run(_ project: ProjectLoader, _ stack: Stack, _ notable: [Finding], _ generated: GeneratedStack? = nil) throws {
    if !notable.isEmpty { Console.error(TextReport.render(notable, isColored: Console.isColored(2))) }
    let output = output.path(besides: project.path)
    do {
      try generate(generated ?? project.generated(stack), stack, to: output)
    } catch { throw Failure.told(error, in: output) }
  }

  private func generate(_ generated: GeneratedStack, _ stack: Stack, to output: String) throws {
    let (artifacts, digest) = (generated.artifacts, generated.inputDigest)
    let workspace = Workspace(root: output)
    if check || dryRun {
      let plan = try workspace.plan(artifacts, specDigest: digest, version: Version.text, force: force)
      _ = try plan.lastVersion(in: output)
      show(report(plan, stack, output), stack)
      if try workspace.isInterrupted {
        Console.error("an earlier run was interrupted here; the next `pharos generate` completes it")
      }
      if check, plan.hasDrift { throw ExitCode.no }
      return
    }
    try workspace.withLock { session in
      if let recovery = session.recovery { Console.error(PlanReport.recovered(recovery)) }
      let plan = try session.plan(artifacts, specDigest: digest, version: Version.text, force: force)
      _ = try plan.lastVersion(in: output)
      let report = report(plan, stack, output)
      guard plan.refusals.isEmpty else {
        if format == .json { show(report, stack) }
        Console.error(report.refusal(isColored: Console.isColored(2)))
        throw ExitCode.cannot
      }
      let done = try session.apply(plan)
      show(report, stack, done)
      if timings {
        Console.error("written in \(done.writeTime.milliseconds) ms, synced in \(done.syncTime.milliseconds) ms")
      }
      if !plan.conflicts.isEmpty { throw ExitCode.no }
    }
  }

  private func report(_ plan: Plan, _ stack: Stack, _ output: String) -> PlanReport {
    let keys = SpecKeys(stack)
    return PlanReport(plan: plan, output: output, overlays: stack.spec.overlayFolder) { change in
      guard let generated = change.after, let edited = change.before else { return [] }
      return keys.keys(of: change.path, generated: generated, edited: edited)
    }
  }

  /// - Parameter done: nil for a plan that was not carried out.
  private func show(_ report: PlanReport, _ stack: Stack, _ done: Workspace.Report? = nil) {
    switch format {
    case .json: Console.print(report.json(isApplied: done != nil, showsDiff: diff))
    case .text where summary:
      let text = StackChanges(report.plan, stack).markdown
      if !text.isEmpty { Console.print(text) }
      if let done { Console.print(report.summary(done)) }
    case .text:
      let lines = report.text(showsDiff: diff, isColored: Console.isColored(1))
      Console.print((lines.isEmpty ? "" : lines + "\n") + (done.map(report.summary) ?? report.outlook))
    }
  }
}

/// How a plan is written.
enum PlanFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}

extension Duration {
  /// Whole milliseconds.
  fileprivate var milliseconds: Int64 {
    components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
  }
}
