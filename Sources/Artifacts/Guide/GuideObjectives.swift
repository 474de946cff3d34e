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
      The threshold is the factor times the error budget.


      """
    let burns = stack.objectives.flatMap { resolved in
      BurnRate.pairs(period: resolved.objective.window).map { pair in
        [
          "\(resolved.owner.name) \(resolved.name)", stack.severities[pair.rank.index(in: stack.severities)].name,
          "\(pair.long) and \(pair.short)",
          Ratio.percentage(pair.budgetShare), "\(pair.factor(period: resolved.objective.window).rounded(3))",
          Ratio.percentage(pair.threshold(resolved.objective).rounded(6)),
        ]
      }
    }
    return text
      + Markdown.table(["objective", "severity", "windows", "budget burnt", "factor", "bad events above"], burns)
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
