import Exposition
import Lint
import Project
import Workspace

/// Checks what a program exposes: the format, names, and series against the budgets of a spec.
struct CheckExposition {
  /// What is to be said of the spec.
  let notices: [Notice]
  private let budgets: MeasuredBudgets
  private let stack: Stack?

  /// - Parameter spec: path of the spec whose budgets count; the nearest one where it is nil, and what a spec has by default where
  ///   there is none, or one with errors.
  init(spec: String?) throws(CommandFailure) {
    guard let path = spec ?? SpecSearch.nearest() else {
      notices = []
      budgets = MeasuredBudgets(Knowledge(today: ""))
      stack = nil
      return
    }
    let project = try LoadedProject(SpecChoice(path: path))
    let unread = "warning: \(path) has errors, so the default budgets count; `pharos validate` tells them"
    notices = project.stack == nil ? [.text(unread)] : []
    budgets = MeasuredBudgets(Knowledge(stack: project.stack, today: ""))
    stack = project.stack
  }

  /// - Parameter place: a file or an http(s) address; `-` is standard input.
  func callAsFunction(_ place: String, encoding: ExpositionEncoding) throws(CommandFailure) -> (
    ExpositionReport, [MetricsFinding]
  ) {
    let report = try CommandFailure.translating { try ExpositionStream.read(place, encoding: encoding) }
    return (report, MetricsFinding.all(in: report, budgets))
  }

  /// How the pages together differ from what the spec declares for their service, by page.
  ///
  /// - Parameter service: its name; the one that declares most of what they expose where it is nil.
  func differences(in pages: [ExpositionReport], service: String?) throws(CommandFailure) -> [[MetricsFinding]] {
    var findings = [[MetricsFinding]](repeating: [], count: pages.count)
    guard let stack else { return findings }
    guard let contract = ExpositionContract(stack, service: service, pages: pages) else {
      throw CommandFailure(
        service.map { "the spec has no service `\($0)`" } ?? "no service of the spec declares any of these metrics",
        help: service == nil
          ? "say with `--service` which one it is"
          : "services are \(stack.services.map(\.name).joined(separator: ", "))")
    }
    for problem in contract.problems(in: pages) { findings[problem.page].append(MetricsFinding(problem)) }
    return findings
  }
}

/// The format of an exposition; `auto` decides by what the beginning holds.
enum ExpositionEncoding: String, CaseIterable {
  case auto, text, openmetrics
}
