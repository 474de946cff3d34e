import Artifacts
import Changes
import Documents
import Project
import Regeneration

/// How a plan is shown.
struct PlanStyle {
  var format = AnswerFormat.text
  /// What changes in each file.
  var showsDiff = false
  /// What changes for people, instead of files and lines.
  var isSummary = false
  /// How long writing and syncing took.
  var showsTimings = false
  /// Whether drift is a no.
  var isCheck = false
}

extension Presenter {
  func show(_ outcome: Generate.Outcome, _ style: PlanStyle = PlanStyle()) throws(CommandFailure) -> ExitStatus {
    try CommandFailure.translating { try shown(outcome, style) }
  }

  private func shown(_ outcome: Generate.Outcome, _ style: PlanStyle) throws -> ExitStatus {
    let report = PlanReport(outcome)
    show(outcome.notices)
    switch outcome.state {
    case .planned(let remains):
      try show(report, outcome, style)
      switch remains {
      case .run:
        console.printError("an earlier run was interrupted here; the next `pharos generate` takes it back first")
      case .foreign:
        console.printError(
          "no run of this pharos left `.pharos/staging` here; the next `pharos generate` sets it aside")
      case nil: break
      }
      return style.isCheck && outcome.plan.hasDrift ? .no : .success
    case .refused:
      if style.format == .json { try show(report, outcome, style) }
      console.printError(try report.refusal(isColored: console.isErrorColored))
      return .cannot
    case .written(let done):
      try show(report, outcome, style)
      if style.showsTimings {
        console.printError(
          "written in \(done.writeTime.milliseconds) ms, synced in \(done.syncTime.milliseconds) ms")
      }
      return outcome.plan.conflicts.isEmpty ? .success : .no
    }
  }

  private func show(_ report: PlanReport, _ outcome: Generate.Outcome, _ style: PlanStyle) throws {
    let summary = outcome.written.map(report.summary)
    switch style.format {
    case .json: console.print(try report.json(isApplied: summary != nil, showsDiff: style.showsDiff))
    case .text where style.isSummary:
      let text = try StackChanges(outcome.plan, outcome.stack).markdown
      if !text.isEmpty { console.print(SecretText.masked(text, isProse: true)) }
      if let summary { console.print(summary) }
    case .text:
      let lines = try report.text(showsDiff: style.showsDiff, isColored: console.isOutputColored)
      console.print((lines.isEmpty ? "" : lines + "\n") + (summary ?? report.outlook))
    }
  }

  func show(_ preview: Upgrade.Preview) {
    show(preview.notices)
    let parts = ["## pharos \(preview.old) → \(preview.new)\n", preview.notes.markdown, preview.changes.markdown]
    console.print(SecretText.masked(parts.filter { !$0.isEmpty }.joined(separator: "\n"), isProse: true))
    show(preview.findings)
  }
}

extension PlanReport {
  fileprivate init(_ outcome: Generate.Outcome) {
    let keys = SpecKeys(outcome.stack)
    self.init(
      plan: outcome.plan, output: outcome.output, overlays: outcome.overlayFolder,
      apply: Self.commands(for: outcome.stack)
    ) { change in
      guard let generated = try change.after?.bytes, let edited = try change.before?.bytes else { return [] }
      return keys.keys(of: change.path, generated: generated, edited: edited)
    }
  }

  private static func commands(for stack: Stack) -> String? {
    guard !stack.workloads.isEmpty else { return nil }
    // What does not read its configuration anew by itself, as far as the stack runs it; where that is installed, applying has it read.
    let reloaded = stack.target.isContainerized ? ["prometheus", "alertmanager"].filter(stack.runs) : []
    let actions = [OperatorAction(.apply)] + (reloaded.isEmpty ? [] : [OperatorAction(.reload, reloaded)])
    return actions.map(stack.target.command).joined(separator: " && ")
  }
}

extension Duration {
  /// Whole milliseconds.
  fileprivate var milliseconds: Int64 {
    components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
  }
}
