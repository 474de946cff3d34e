import Documents
import Lint
import Project

/// What the expressions in a spec ask for and nobody has: an alert on a misspelled metric validates, loads and never fires.
///
/// The linter knows the catalogue, what else the project lists as known, and where a finding is silenced; `validate` and `generate` say
/// of a spec what it would.
enum SpecExpressions {
  private static let ids = ["metric/unknown", "label/unknown"]

  /// - Returns: nothing for a spec whose errors leave open which metrics there are.
  static func findings(_ project: LoadedProject) throws(CommandFailure) -> [Finding] {
    guard let project = project.forExpressions, project.reading.spec?.hasExpressions == true else { return [] }
    let ids = project.knowsLabels ? ids : ["metric/unknown"]
    let files = LintFiles(project.reading.source)
    let report = try LintProject(files, [project], rules: Rule.all.filter { ids.contains($0.id) }).lint(files)
    return report.findings.filter { ids.contains($0.rule) }
  }
}

extension Spec {
  /// Most specs have none, and a catalogue of hundreds of services takes longer than all else that is checked.
  fileprivate var hasExpressions: Bool {
    !alerts.isEmpty
      || services.values.contains { service in
        service.objectives.values.contains { if case .ratio = $0.indicator { true } else { false } }
      }
  }
}
