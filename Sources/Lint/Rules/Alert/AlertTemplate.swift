import Documents
import Formats
import GoTemplate

extension Rule {
  static let alertTemplate = Rule(
    "alert/template", .error, "a label or an annotation with a template that cannot be parsed",
    why: "Prometheus refuses the whole file, and after a reload goes on with the rules that it had before.",
    bad: [
      annotated("⟦{{ $labels.instance is down⟧"), annotated("{{ ⟦humanise⟧ $value }}"),
    ],
    good: [
      annotated("{{ $labels.instance }} is down, {{ $value | humanizePercentage }}"), annotated("100 % of { braces }"),
    ],
    check: .alert { rule, reporter in
      for (text, error, failsAtLoad) in rule.templateErrors where failsAtLoad {
        reporter.report(error.message, at: text, part: error.range, help: error.help)
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
