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
    check: .document { document, reporter in
      for file in document.ruleFiles {
        var first: (text: Text, range: Range<Int>, nature: Nature)?
        var count = 0
        for rule in file.groups.lazy.flatMap(\.rules) where rule.kind == .alert {
          let shown = rule.templates.all.lazy.compactMap { text, origin, template -> (Text, Range<Int>)? in
            guard origin == .annotation, let use = template.valuesShown.first(where: \.functions.isEmpty) else {
              return nil
            }
            return (text, use.range)
          }.first
          guard let shown, let nature = rule.query.expression?.nature(), nature == .rate || nature == .ratio else {
            continue
          }
          count += 1
          if first == nil { first = (shown.0, shown.1, nature) }
        }
        guard let first else { continue }
        let others = count > 1 ? ", and so in \(count - 1) more alert\(count > 2 ? "s" : "") of this file" : ""
        reporter.report(
          "the \(first.nature.rawValue) is shown with all its digits\(others)", at: first.text, part: first.range,
          help: "format it: `{{ $value | \(first.nature == .ratio ? "humanizePercentage" : "humanize") }}`")
      }
    })
}
