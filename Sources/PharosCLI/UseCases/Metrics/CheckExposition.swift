import Exposition
import Lint
import Workspace

/// Checks what a program exposes: the format, names, and series against the budgets of a spec.
struct CheckExposition {
  /// What is to be said of the spec.
  let notices: [Notice]
  private let budgets: MeasuredBudgets

  /// - Parameter spec: path of the spec whose budgets count; the nearest one where it is nil, and what a spec has by default where
  ///   there is none, or one with errors.
  init(spec: String?) throws(CommandFailure) {
    guard let path = spec ?? SpecSearch.nearest() else {
      notices = []
      budgets = MeasuredBudgets(Knowledge(today: ""))
      return
    }
    let project = try LoadedProject(SpecChoice(path: path))
    let unread = "warning: \(path) has errors, so the default budgets count; `pharos validate` tells them"
    notices = project.stack == nil ? [.text(unread)] : []
    budgets = MeasuredBudgets(Knowledge(stack: project.stack, today: ""))
  }

  /// - Parameter place: a file or an http(s) address; `-` is standard input.
  func callAsFunction(_ place: String, encoding: ExpositionEncoding) throws(CommandFailure) -> (
    ExpositionReport, [MetricsFinding]
  ) {
    let report = try CommandFailure.translating { try ExpositionStream.read(place, encoding: encoding) }
    return (report, MetricsFinding.all(in: report, budgets))
  }
}

/// The format of an exposition; `auto` decides by what the beginning holds.
enum ExpositionEncoding: String, CaseIterable {
  case auto, text, openmetrics
}
