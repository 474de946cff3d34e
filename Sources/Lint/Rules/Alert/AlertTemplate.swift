import Documents
import Formats
import GoTemplate

extension Rule {
  static let alertTemplate = Rule(
    "alert/template", .error, "a label or an annotation with a template that fails",
    why: """
      What cannot be parsed keeps Prometheus from loading the file. Other mistakes show when the alert fires: people then read an error \
      message instead of what is wrong.
      """,
    bad: [
      annotated("⟦{{ $labels.instance is down⟧"), annotated("{{ ⟦humanise⟧ $value }}"),
      annotated("{{ $labels.instance }} {{ .⟦Foo⟧ }}"),
    ],
    good: [
      annotated("{{ $labels.instance }} is down, {{ $value | humanizePercentage }}"), annotated("100 % of { braces }"),
    ],
    check: .alert { rule, reporter in
      for (text, template) in rule.templates.all {
        for error in template.errors {
          reporter.report(
            error.kind.failsAtLoad
              ? error.message : "\(error.message), and the alert shows an error instead of this text",
            at: text, part: error.range, help: error.help)
        }
      }
    })

  /// An alert with one annotation.
  static func annotated(_ text: String, expression: String = "up == 0") -> Example {
    Example(
      """
      groups:
        - name: example
          rules:
            - alert: Example
              expr: \(expression)
              annotations:
                summary: "\(text)"

      """)
  }
}
