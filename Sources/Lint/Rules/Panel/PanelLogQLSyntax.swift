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
      .panel(
        #""type": "logs", "title": "Log lines""#,
        targets: #"{"refId": "A", "expr": "{job=\"a\"} | ⟦jsn⟧", "datasource": {"type": "loki", "uid": "loki"}}"#),
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
      if let problem = LogQLProblem(expression.value) {
        reporter.report(problem.message, at: expression, part: problem.part, help: problem.help)
      }
    })
}
