import Documents
import Formats
import PromQL

extension Rule {
  static let unformattedValue = Rule(
    "alert/unformatted-value", .info, "a rate or a ratio shown with all its digits",
    why: "`0.05333333333333334` is no help to anybody; `5.333%` is. Reported once a file.",
    bad: [
      annotated("{{ ⟦$value⟧ }} errors", expression: "rate(errors_total[5m]) > 1"),
      annotated("{{ ⟦.Value⟧ }} of them", expression: "rate(errors_total[5m]) / rate(requests_total[5m]) > 0.1"),
    ],
    good: [
      annotated("{{ $value | humanize }} errors", expression: "rate(errors_total[5m]) > 1"),
      annotated("{{ printf `%.2f` $value }} errors", expression: "rate(errors_total[5m]) > 1"),
      annotated("{{ $value }} are down", expression: "count(up == 0) > 1"),
    ],
    check: .alert { rule, reporter in
      guard reporter.findings.isEmpty else { return }
      for (text, origin, template) in rule.templates.all where origin == .annotation {
        guard let use = template.valuesShown.first(where: \.functions.isEmpty) else { continue }
        guard let nature = rule.query.expression?.nature(), nature == .rate || nature == .ratio else { return }
        reporter.report(
          "the \(nature.rawValue) is shown with all its digits", at: text, part: use.range,
          help: "format it: `{{ $value | \(nature == .ratio ? "humanizePercentage" : "humanize") }}`")
        return
      }
    })
}
