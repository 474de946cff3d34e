import Documents
import Formats

extension Rule {
  static let rulesQuerySyntax = Rule(
    "rules/query-syntax", .error, "an expression in LogQL or MetricsQL that cannot be read",
    why: "The ruler refuses the whole file, and none of its rules is evaluated.",
    bad: [
      Example(
        """
        groups:
          - name: example
            rules:
              - alert: ErrorsInLogs
                expr: sum⟦(⟧rate({app="api"} |= "error" [5m]) > 10
              - alert: NoStream
                expr: ⟦sum(rate(errors_total[5m])) > 10⟧
              - alert: NoRange
                expr: sum(rate({app="api"} |= "error"⟦)⟧) > 10
        """),
      Example(
        """
        groups:
          - name: example
            concurrency: 2
            rules:
              - alert: NoData
                expr: range_median⟦(⟧rate(x_total[5m]) > 5 default 0
        """),
    ],
    good: [
      Example(
        """
        groups:
          - name: example
            rules:
              - alert: ErrorsInLogs
                expr: sum(rate({app="api"} |= "(" | json [5m])) > 10
        """),
      Example(
        """
        groups:
          - name: example
            rules:
              - alert: NoData
                expr: range_median(rate(x_total[5m])) keep_metric_names > 5 default 0
        """),
    ],
    check: .rule { rule, reporter in
      let language = rule.query.language, text = rule.query.text
      switch language {
      case .logQL:
        if let problem = LogQLProblem(text.value) {
          reporter.report(problem.message, at: text, part: problem.part, help: problem.help)
        }
      // Of VictoriaMetrics' language no more is known here than of any: its brackets and quotes.
      case .metricsQL:
        if let problem = LogQLOutline(text.value).problem {
          reporter.report(problem.message, at: text, part: problem.part)
        }
      case .promQL, .other: return
      }
    })
}
