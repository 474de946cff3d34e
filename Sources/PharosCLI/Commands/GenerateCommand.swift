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
      The spec is validated whole before anything is written. A file that was edited by hand is never overwritten:
      a generated one stops the run, a runbook or guide is kept.

      Examples:
        pharos generate
        pharos generate --dry-run --diff
        pharos generate --check        exits with 1 when the stack is not what the spec says
      """)

  @OptionGroup var options: SpecOptions

  @Option(help: "The folder to write.")
  var output = "monitoring"

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

  @Flag(help: "Say how long writing and syncing took.")
  var timings = false

  func run() throws {
    let project = try Loading.project(options)
    guard let stack = project.stack else {
      Console.error(TextReport.render(project.findings, isColored: Console.isColored(2)))
      Console.error("nothing was written: \(project.path) has errors")
      throw ExitCode.cannot
    }
    let notable = project.findings.filter { $0.severity == .warning }
    if !notable.isEmpty { Console.error(TextReport.render(notable, isColored: Console.isColored(2))) }
    do {
      let artifacts = try project.artifacts(stack)
      try generate(artifacts, Digest(of: project.reading.source.bytes), stack)
    } catch let error as WorkspaceError {
      Console.error("error: \(error)" + (error.help.map { "\n  help: \($0)" } ?? ""))
      throw ExitCode.cannot
    } catch let error as ExitCode {
      throw error
    } catch {
      Console.error("error: \(error)")
      throw error is PlanError || error is ManifestError ? ExitCode.cannot : .defect
    }
  }

  private func show(_ plan: Plan, _ stack: Stack) {
    if summary {
      let text = StackChanges(plan, stack).markdown
      if !text.isEmpty { Console.print(text) }
    } else {
      Console.print(PlanReport.render(plan, showsDiff: diff, isColored: Console.isColored(1)))
    }
  }

  private func generate(_ artifacts: [Artifact], _ digest: Digest, _ stack: Stack) throws {
    let workspace = Workspace(root: output)
    if check || dryRun {
      let plan = try workspace.plan(artifacts, specDigest: digest, version: Version.text, force: force)
      show(plan, stack)
      if try workspace.isInterrupted {
        Console.error("an earlier run was interrupted here; the next `pharos generate` completes it")
      }
      if check, !plan.writes.isEmpty || !plan.conflicts.isEmpty { throw ExitCode.no }
      return
    }
    try workspace.withLock { session in
      if let recovery = session.recovery { Console.error(PlanReport.recovered(recovery)) }
      let plan = try session.plan(artifacts, specDigest: digest, version: Version.text, force: force)
      guard plan.conflicts.isEmpty else {
        Console.error(PlanReport.conflicts(plan, isColored: Console.isColored(2)))
        throw ExitCode.cannot
      }
      let report = try session.apply(plan)
      if diff || summary { show(plan, stack) }
      Console.print(PlanReport.summary(plan, report, output: output))
      if timings {
        Console.error("written in \(report.writeTime.milliseconds) ms, synced in \(report.syncTime.milliseconds) ms")
      }
    }
  }
}

extension Duration {
  /// Whole milliseconds.
  fileprivate var milliseconds: Int64 {
    components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
  }
}
