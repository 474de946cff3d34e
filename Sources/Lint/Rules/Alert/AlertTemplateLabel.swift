import Documents
import Formats
import GoTemplate
import PromQL

extension Rule {
  static let templateLabel = Rule(
    "alert/template-label", .warning, "a template that reads a label which the expression never returns",
    why:
      "The text has a hole where the label should be: \"disk full on \" wakes somebody who then has to find out where.",
    bad: [
      annotated("{{ $labels.⟦instance⟧ }} is down", expression: "sum by (job) (up) == 0"),
      annotated("{{ range query `sum(up)` }}{{ .Labels.⟦instance⟧ }}{{ end }}"),
    ],
    good: [
      annotated("{{ $labels.job }} is down", expression: "sum by (job) (up) == 0"),
      annotated("{{ $labels.instance }} is down", expression: "up == 0"),
      annotated("{{ range query `sum by (job) (up)` }}{{ .Labels.job }}{{ end }}"),
      annotated("{{ $labels.host }}", expression: "sum by (job) (up) * on (job) group_left (host) info > 1"),
    ],
    check: .alert { rule, reporter in
      guard rule.query.expression != nil else { return }
      for (text, _, template) in rule.templates.all {
        for use in template.labelsUsed where use.origin == .alert {
          guard let reason = rule.query.labels.absence(of: use.name) else { continue }
          reporter.report(
            "the expression never returns `\(use.name)`: it \(reason.text)", at: text, part: use.range,
            help: help(rule.query.labels, use.name),
            notes: [reporter.note("what removes it", at: rule.query.range(reason.range), in: rule.query.source)])
        }
        guard !template.queryLabels.isEmpty, rule.query.language == .promQL else { continue }
        let flows = template.queries.map { Expr.parse($0.text).expression?.labels() ?? .anything }
        for use in template.queryLabels {
          guard let reason = flows[use.query].absence(of: use.name) else { continue }
          reporter.report(
            "the query here never returns `\(use.name)`: it \(reason.text)", at: text, part: use.range,
            help: "keep it in the query")
        }
      }
    })

  private static func help(_ flow: LabelFlow, _ name: String) -> String {
    let there = flow.all ?? []
    let kept =
      there.isEmpty
      ? "keep it in the expression: `by (\(name))`"
      : "keep it in the expression, or use what is there: \(there.map { "`\($0)`" }.joined(separator: ", "))"
    return ServerLabels.conventional.contains(name)
      ? "\(kept); what the server adds to alerts is `$externalLabels.\(name)`" : kept
  }
}
