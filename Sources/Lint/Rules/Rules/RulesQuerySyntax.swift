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
      guard language == .logQL || language == .metricsQL else { return }
      let outline = LogQLOutline(text.value)
      if let problem = outline.problem {
        reporter.report(problem.message, at: text, part: problem.part)
      } else if language == .logQL, !outline.hasSelector, !text.value.includes("vector(") {
        reporter.report(
          "the query selects no streams: Loki asks for `{…}` in every query", at: text,
          help: "begin with a selector such as `{job=\"api\"}`")
      }
    })
}
