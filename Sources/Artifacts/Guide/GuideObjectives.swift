import Documents
import Project

/// What was promised, and the arithmetic of each error budget.
enum GuideObjectives {
  static func text(_ stack: Stack) -> String {
    guard !stack.objectives.isEmpty else { return "" }
    let rows = stack.objectives.map { resolved in
      let objective = resolved.objective
      let minutes = (objective.errorBudget * objective.window.seconds / 60).rounded(1)
      return [
        resolved.owner.name, resolved.name, indicator(objective), Ratio.percentage(objective.target),
        "\(objective.window)",
        "\(Ratio.percentage(objective.errorBudget)), or \(length(minutes)) of everything failing",
      ]
    }
    var text =
      "## Objectives\n\n"
      + Markdown.table(["service", "objective", "good means", "target", "over", "error budget"], rows)
    text += """

      An alert fires when a budget burns too fast over two windows at once: the long one shows that it matters, the short one that it goes on.
      The threshold is the factor times the error budget. Few bad events are no alert, however large a share they are. What does not page is
      silent until half of its long window has been measured.


      """
    let burns = stack.objectives.flatMap { resolved in
      BurnRate.pairs(of: resolved.objective).map { pair in
        [
          "\(resolved.owner.name) \(resolved.name)", stack.severities[pair.rank.index(in: stack.severities)].name,
          "\(pair.long) and \(pair.short)",
          Ratio.percentage(pair.budgetShare(period: resolved.objective.window).rounded(3)), "\(pair.factor)",
          Ratio.percentage(pair.threshold(resolved.objective).rounded(6)), "\(resolved.objective.minimumBadEvents)",
        ]
      }
    }
    return text
      + Markdown.table(
        ["objective", "severity", "windows", "budget burnt", "factor", "bad events above", "and at least"], burns)
  }

  private static func length(_ minutes: Decimal) -> String {
    minutes < 120 ? "\(minutes) minutes" : "\((minutes / 60).rounded(1)) hours"
  }

  private static func indicator(_ objective: Objective) -> String {
    let match =
      objective.match.isEmpty
      ? ""
      : " (" + objective.match.map { "\($0) \($1.map(Markdown.text).joined(separator: ", "))" }.joined(separator: "; ")
        + ")"
    switch objective.indicator {
    case .availability: return "not answered with a server error\(match)"
    case .latency(let bound): return "answered within \(bound)\(match)"
    case .probe(let probe): return "the probe `\(probe)` succeeds"
    case .ratio: return "by its own expressions"
    case .unread: return ""
    }
  }
}
