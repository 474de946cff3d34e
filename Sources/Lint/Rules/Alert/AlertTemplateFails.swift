import Documents
import Formats
import GoTemplate

extension Rule {
  static let templateFails = Rule(
    "alert/template-fails", .warning, "a label or an annotation with a template that fails when the alert fires",
    why:
      "Prometheus loads it without a word. When the alert fires, people read an error message instead of what is wrong.",
    bad: [annotated("{{ $labels.instance }} {{ .⟦Foo⟧ }}"), annotated(#"{{ index ⟦$value⟧ 1 }}"#)],
    good: [annotated("{{ $labels.instance }} is down, {{ $value | humanizePercentage }}")],
    check: .alert { rule, reporter in
      for (text, error) in rule.templateErrors where !error.kind.failsAtLoad {
        reporter.report(
          "\(error.message), and the alert shows an error instead of this text", at: text, part: error.range,
          help: error.help)
      }
    })
}
