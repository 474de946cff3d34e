import Documents
import Lint

/// What of the findings is shown, and what fails.
struct LintStyle {
  var format = ReportFormat.text
  var failOn = Severity.error
  /// Path of the baseline, as it was named.
  var baseline: String?
  /// Whether named files that pharos does not know are left out.
  var skipsUnknown = false
  /// Whether there may be nothing to lint.
  var allowsEmpty = false
}

extension Presenter {
  func show(_ outcome: LintStack.Outcome, _ style: LintStyle = LintStyle()) -> ExitStatus {
    show(outcome.notices)
    for line in outcome.fixes?.summary ?? [] { console.printError(line) }
    if let baseline = style.baseline { show(outcome.stale, of: baseline) }
    let report = FindingReport(
      findings: outcome.findings, files: outcome.files, failOn: style.failOn, templates: outcome.templates,
      known: outcome.known)
    let isWorthShowing = outcome.files > 0 || !outcome.findings.isEmpty || style.format != .text
    let answer = isWorthShowing ? show(report, as: style.format) : .success
    let coverage = showUnlinted(outcome, style)
    return coverage == .success ? answer : coverage
  }

  /// A run whose findings became the baseline.
  func showWritten(_ outcome: LintStack.Outcome, to baseline: String, _ style: LintStyle) -> ExitStatus {
    show(outcome.notices)
    let count = outcome.findings.count
    console.printError("\(VisibleText.name(baseline)): \(count) finding\(count == 1 ? "" : "s") written down as known")
    return showUnlinted(outcome, style)
  }

  /// Whether everything was linted that was to be.
  private func showUnlinted(_ outcome: LintStack.Outcome, _ style: LintStyle) -> ExitStatus {
    let unknown = outcome.unlinted.filter { !$0.isBroken }
    if style.skipsUnknown, !unknown.isEmpty {
      console.printError("skipped \(unknown.count) file\(unknown.count == 1 ? "" : "s") that pharos does not lint")
    } else if !unknown.isEmpty {
      for file in unknown { console.printError(VisibleText.line("error: \(file.path) is not linted: \(file.why)")) }
      console.printError("  help: name files that pharos lints, or pass --skip-unknown to leave others out")
      return .cannot
    }
    if outcome.unlinted.contains(where: \.isBroken) { return .cannot }
    // Who skips what is unknown has nothing left where all of it was; so has who ignores it in the settings.
    if outcome.files > 0 || style.allowsEmpty || !unknown.isEmpty || outcome.ignored > 0 { return .success }
    let templates = outcome.templates == 0 ? "" : "; skipped \(FindingReport.count(ofTemplates: outcome.templates))"
    return show(
      CommandFailure(
        "there is nothing to lint\(templates)",
        help: "name files or folders with rules, configurations or dashboards, or pass --allow-empty"))
  }

  private func show(_ stale: [Baseline.Entry], of baseline: String) {
    guard !stale.isEmpty else { return }
    for entry in stale {
      console.printError(
        VisibleText.name("\(baseline): not found any more: \(entry.file): \(entry.rule): \(entry.line)"))
    }
    console.printError("\(VisibleText.name(baseline)): write it anew with --write-baseline, so that these stay fixed")
  }
}
