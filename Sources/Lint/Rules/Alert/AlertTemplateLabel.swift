import Documents
import Formats
import GoTemplate
import PromQL

extension Rule {
  static let templateLabel = Rule(
    "alert/template-label", .warning, "a template that reads a label which the expression never returns",
    why:
      "The text has a hole where the label should be: \"disk full on \" wakes somebody who then has to find out where.",
    bad: [annotated("{{ $labels.⟦instance⟧ }} is down", expression: "sum by (job) (up) == 0")],
    good: [
      annotated("{{ $labels.job }} is down", expression: "sum by (job) (up) == 0"),
      annotated("{{ $labels.instance }} is down", expression: "up == 0"),
      annotated("{{ $labels.host }}", expression: "sum by (job) (up) * on (job) group_left (host) info > 1"),
    ],
    check: .alert { rule, reporter in
      guard rule.query.expression != nil else { return }
      for (text, template) in rule.templates.all {
        for use in template.labelsUsed where use.origin == .alert {
          guard let reason = rule.query.labels.absence(of: use.name) else { continue }
          reporter.report(
            "the expression never returns `\(use.name)`: it \(reason.text)", at: text, part: use.range,
            help: help(rule.query.labels, use.name),
            notes: [reporter.note("what removes it", at: rule.query.range(reason.range), in: rule.query.source)])
        }
      }
    })

  private static func help(_ flow: LabelFlow, _ name: String) -> String {
    let there = flow.all ?? []
    return there.isEmpty
      ? "keep it in the expression: `by (\(name))`"
      : "keep it in the expression, or use what is there: \(there.map { "`\($0)`" }.joined(separator: ", "))"
  }
}
