import ArgumentParser
import Documents
import Lint
import Workspace

struct LintCommand: ParsableCommand {
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
        git diff -z --name-only | xargs -0r pharos lint --skip-unknown
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

  func run() throws {
    let files = try LintFiles(paths.isEmpty ? ["."] : paths)
    if writeBaseline, let baseline {
      let result = try lint(files, nil)
      try write(result, to: baseline)
      return try finish(result)
    }
    let known = try baseline.map(read)
    var fixer = Fixer()
    let result = fix ? try fixer.run { try lint(files, known) } : try lint(files, known)
    if let summary = fixer.summary { Console.error(summary) }
    tell(result.stale)
    let report = FindingReport(
      findings: result.findings, files: result.files, failOn: failOn, templates: result.templates, known: result.known)
    if result.files > 0 || format != .text { format.write(report, to: Console.print) }
    try finish(result)
    if result.findings.contains(where: { $0.severity >= failOn }) { throw ExitCode.no }
  }

  /// - Throws: `ExitCode.cannot`, after saying why, where something that was to be linted was not.
  private func finish(_ result: LintResult) throws {
    let unknown = result.unlinted.filter { !$0.isBroken }
    if skipUnknown, !unknown.isEmpty {
      Console.error("skipped \(unknown.count) file\(unknown.count == 1 ? "" : "s") that pharos does not lint")
    } else if !unknown.isEmpty {
      for file in unknown { Console.error("error: \(file.path) is not linted: \(file.why)") }
      Console.error("  help: name files that pharos lints, or pass --skip-unknown to leave others out")
      throw ExitCode.cannot
    }
    if result.unlinted.contains(where: \.isBroken) { throw ExitCode.cannot }
    // Who skips what is unknown has nothing left where all of it was; so has who ignores it in the settings.
    guard result.files == 0, !allowEmpty, !(skipUnknown && !unknown.isEmpty), result.ignored == 0 else { return }
    let templates = result.templates == 0 ? "" : "; skipped \(FindingReport.count(ofTemplates: result.templates))"
    Console.error(
      "error: there is nothing to lint\(templates)\n  help: name files or folders with rules, configurations or dashboards, or pass --allow-empty"
    )
    throw ExitCode.cannot
  }

  private func lint(_ files: LintFiles, _ known: Baseline?) throws -> LintResult {
    let report = try LintProject(files, specs: spec, configuration: config).lint(files)
    let (new, stale) = known?.apply(to: report.findings) ?? (report.findings, [])
    return LintResult(
      findings: new, files: report.files, unlinted: report.unlinted, templates: report.templates,
      ignored: report.ignored, known: report.findings.count - new.count,
      // Of files that this run has not seen, nobody knows.
      stale: stale.filter { files.paths.contains($0.file) })
  }

  private func read(_ path: String) throws -> Baseline {
    do {
      let (baseline, findings) = Baseline.read(SourceFile(name: path, bytes: try TextFile.read(path)))
      if let baseline { return baseline }
      Console.error(TextReport.render(findings, isColored: Console.isColored(2)))
    } catch let error as WorkspaceError {
      Console.error("error: \(error)" + (error.help.map { "\n  help: \($0)" } ?? ""))
    }
    throw ExitCode.cannot
  }

  private func write(_ result: LintResult, to path: String) throws {
    do { try TextFile.write(path, JSONWriter.write(Baseline(result.findings).tree)) } catch let error as WorkspaceError
    {
      Console.error("error: \(error)" + (error.help.map { "\n  help: \($0)" } ?? ""))
      throw ExitCode.cannot
    }
    let count = result.findings.count
    Console.error("\(path): \(count) finding\(count == 1 ? "" : "s") written down as known")
  }

  private func tell(_ stale: [Baseline.Entry]) {
    guard let baseline, !stale.isEmpty else { return }
    for entry in stale { Console.error("\(baseline): not found any more: \(entry.file): \(entry.rule): \(entry.line)") }
    Console.error("\(baseline): write it anew with --write-baseline, so that these stay fixed")
  }
}
