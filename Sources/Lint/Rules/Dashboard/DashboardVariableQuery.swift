import Documents
import Formats

extension Rule {
  static let variableQuery = Rule(
    "dashboard/variable-query", .error, "a variable's query that Prometheus or Grafana refuses",
    why: "The variable stays empty, and with it every panel that uses it.",
    bad: [
      .variable(
        #"{"name": "job", "type": "query", "datasource": "${datasource}", "query": "label_values(⟦sum(up)⟧, job)"}"#,
        expression: #"up{job="$job"}"#),
      .variable(
        #"{"name": "job", "type": "query", "datasource": "${datasource}", "query": "⟦label_value⟧(up, job)"}"#,
        expression: #"up{job="$job"}"#),
      .variable(
        #"{"name": "job", "type": "query", "datasource": "${datasource}", "query": "label_values(up{env=⟦prod⟧}, job)"}"#,
        expression: #"up{job="$job"}"#),
    ],
    good: [
      .variable(
        #"{"name": "job", "type": "query", "datasource": "${datasource}", "query": "label_values(up{env=\"prod\"}, job)"}"#,
        expression: #"up{job="$job"}"#),
      .variable(
        #"{"name": "job", "type": "query", "datasource": "${datasource}", "query": {"query": "query_result(topk(3, up))"}}"#,
        expression: #"up{job="$job"}"#),
    ],
    check: .variable { variable, _, reporter in
      guard let template = variable.templateQuery else { return }
      // Of an expression the rule about syntax speaks.
      if let query = template.query, template.form != .result, query.isCertain, !query.result.errors.isEmpty {
        for error in query.result.errors { reporter.report(error.message, in: query, at: error.range) }
      } else if let problem = template.problem {
        let forms = TemplateQuery.Form.allCases.filter { $0 != .series }.map { "`\($0.rawValue)(…)`" }
        reporter.report(
          problem.message, at: template.text, part: problem.part, help: "write one of \(forms.joined(separator: ", "))")
      }
    })
}
