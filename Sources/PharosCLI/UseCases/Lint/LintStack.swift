import Documents
import Lint
import Workspace

/// Lints the files of a stack, and fixes what can be fixed.
struct LintStack {
  struct Request {
    /// Files and folders; `-` is standard input.
    var paths: [String]
    /// Path of the findings that are known.
    var baseline: String?
    /// What becomes of the findings.
    var action = Action.report
    /// Path of the settings; where it is nil, the spec's `lint:` or the nearest `.pharos.yml`.
    var configuration: String?
    /// Paths of the specs whose stack the files belong to; where there are none, the nearest one.
    var specs: [String] = []
  }

  enum Action {
    case report
    /// The safe fixes are applied, and what is left is reported.
    case fix
    /// The findings become the baseline.
    case writeBaseline
  }

  /// What linting found once what is known already is taken away.
  struct Outcome {
    var findings: [Finding] = []
    /// How many files were linted.
    var files = 0
    /// Files that were named and not linted.
    var unlinted: [Linter.Unlinted] = []
    /// How many files are templates that something fills in first.
    var templates = 0
    /// How many files the settings leave out.
    var ignored = 0
    /// How many findings the baseline has taken away.
    var known = 0
    /// Of the baseline, what is not found any more.
    var stale: [Baseline.Entry] = []
    /// What was fixed; nil where nothing was to be.
    var fixes: Fixer?
    var notices: [Notice] = []
  }

  /// Called for each file that is done, from several threads: how many are, and of how many.
  var watch: (@Sendable (_ done: Int, _ total: Int) -> Void)?

  func callAsFunction(_ request: Request) throws(CommandFailure) -> Outcome {
    let files = try LintFiles(request.paths)
    switch request.action {
    case .report: return try lint(files, request, try request.baseline.map(Self.read))
    case .fix:
      let known = try request.baseline.map(Self.read)
      var fixer = Fixer(enclosure: files.enclosure)
      var outcome = try fixer.run { () throws(CommandFailure) in try lint(files, request, known) }
      outcome.fixes = fixer
      return outcome
    case .writeBaseline:
      let outcome = try lint(files, request, nil)
      guard let path = request.baseline else { return outcome }
      try CommandFailure.translating(after: outcome.notices) {
        try TextFile.write(path, JSONWriter.write(Baseline(outcome.findings).tree))
      }
      return outcome
    }
  }

  private func lint(_ files: LintFiles, _ request: Request, _ known: Baseline?) throws(CommandFailure) -> Outcome {
    let project = try LintProject(files, specs: request.specs, configuration: request.configuration)
    let report = project.lint(files, watch)
    let (new, stale) = known?.apply(to: report.findings) ?? (report.findings, [])
    return Outcome(
      findings: new, files: report.files, unlinted: report.unlinted, templates: report.templates,
      ignored: report.ignored, known: report.findings.count - new.count,
      // Of files that this run has not seen, nobody knows.
      stale: stale.filter { files.paths.contains($0.file) }, notices: project.notices)
  }

  private static func read(_ path: String) throws(CommandFailure) -> Baseline {
    let bytes = try CommandFailure.translating { try TextFile.read(path) }
    let (baseline, findings) = Baseline.read(SourceFile(name: path, bytes: bytes))
    guard let baseline else { throw CommandFailure(nil, [.findings(findings)]) }
    return baseline
  }
}
