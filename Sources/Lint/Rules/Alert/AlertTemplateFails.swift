import Documents
import Formats
import GoTemplate
import PromQL

extension Rule {
  static let templateFails = Rule(
    "alert/template-fails", .warning, "a label or an annotation with a template that fails when the alert fires",
    why:
      "Prometheus loads it without a word. When the alert fires, people read an error message instead of what is wrong.",
    bad: [
      annotated("{{ $labels.instance }} {{ .⟦Foo⟧ }}"), annotated(#"{{ index ⟦$value⟧ 1 }}"#),
      annotated("{{ printf `%d` ⟦$value⟧ }}"), annotated("{{ printf ⟦`%.1f%`⟧ $value }}"),
      annotated("{{ ⟦$labels.instance⟧ | humanize }}"), annotated("{{ $labels.job | match ⟦`^api(`⟧ }}"),
      annotated("{{ reReplaceAll ⟦$labels.instance⟧ `:.*` `` }}"),
      annotated("{{ query `sum(up)⟦)⟧` | first | value }}"),
      Example(
        """
        groups:
          - name: example
            labels: { where: "⟦{{ $labels.instance⟧" }
            rules:
              - alert: Example
                expr: up == 0

        """),
    ],
    good: [
      annotated("{{ $labels.instance }} is down, {{ $value | humanizePercentage }}"),
      annotated("{{ printf `%.0f of %s` $value $labels.job }}"), annotated("{{ $labels.quantile | humanize }}"),
      annotated("{{ reReplaceAll `:.*` `` $labels.instance }} {{ query `sum(up)` | first | value }}"),
    ],
    check: .alert { rule, reporter in
      for (text, error, failsAtLoad) in rule.templateErrors where !failsAtLoad {
        reporter.report(
          error.kind == .misuse ? error.message : error.message + consequence, at: text, part: error.range,
          help: error.help)
      }
      guard rule.query.language == .promQL else { return }
      for (text, _, template) in rule.templates.all {
        for query in template.queries {
          guard let error = Expr.parse(query.text).errors.first else { continue }
          reporter.report(
            "the query does not parse: \(error.message)\(consequence)", at: text, part: query.range(of: error.range))
        }
      }
    })

  private static let consequence = ", and the alert shows an error instead of this text"
}
