import Documents
import Formats

extension Rule {
  static let logQLSyntax = Rule(
    "panel/logql-syntax", .error, "a query that Loki does not accept",
    why: "The panel shows an error.",
    bad: [
      .panel(
        #""type": "logs", "title": "Log lines""#,
        targets:
          #"{"refId": "A", "expr": "sum⟦(⟧rate({job=\"a\"}[5m])", "datasource": {"type": "loki", "uid": "loki"}}"#),
      .panel(
        #""type": "logs", "title": "Log lines""#,
        targets: #"{"refId": "A", "expr": "⟦rate(errors[5m])⟧", "datasource": {"type": "loki", "uid": "loki"}}"#),
    ],
    good: [
      .panel(
        #""type": "logs", "title": "Log lines""#,
        targets:
          #"{"refId": "A", "expr": "{job=\"a\"} |= `(` | json | line_format \"{{.msg}}\"", "datasource": {"type": "loki", "uid": "loki"}}"#
      )
    ],
    check: .target { target, reporter in
      guard target.kind == .loki, let expression = target.expression, !expression.value.trimmed().isEmpty else {
        return
      }
      let outline = LogQLOutline(expression.value)
      if let problem = outline.problem {
        reporter.report(problem.message, at: expression, part: problem.part)
      } else if !outline.hasSelector, VariableReference.all(in: expression.value).isEmpty {
        reporter.report(
          "the query selects no streams: Loki asks for `{…}` in every query", at: expression,
          help: "begin with a selector such as `{job=\"api\"}`")
      }
    })
}
