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

  static let variableRefresh = Rule(
    "dashboard/variable-refresh", .info, isOnByDefault: false,
    "a variable whose values are not fetched with the time range",
    why:
      "It offers what there was when the dashboard was saved or opened, not what there is in the time that is shown.",
    bad: [
      .variable(
        #"{"name": "⟦job⟧", "type": "query", "datasource": "${datasource}", "query": "label_values(up, job)", "refresh": 1}"#
      )
    ],
    good: [
      .variable(
        #"{"name": "job", "type": "query", "datasource": "${datasource}", "query": "label_values(up, job)", "refresh": 2}"#
      )
    ],
    check: .variable { variable, _, reporter in
      guard variable.templateQuery != nil, variable.refresh != 2, let name = variable.name else { return }
      reporter.report(
        "the values of `\(name.value)` are not those of the time range that is shown", at: name,
        help: "set `\"refresh\": 2`")
    })

  static let jobVariable = Rule(
    "dashboard/job-variable", .info, isOnByDefault: false,
    "a variable `job` or `instance` that cannot choose several or all",
    why: "Dashboards that are shared between teams are looked at for one instance and for all of them.",
    bad: [
      .variable(
        #"{"name": "⟦job⟧", "type": "query", "datasource": "${datasource}", "query": "label_values(up, job)", "multi": false}"#
      )
    ],
    good: [
      .variable(
        #"{"name": "job", "type": "query", "datasource": "${datasource}", "query": "label_values(up, job)", "multi": true, "allValue": ".+"}"#
      )
    ],
    check: .variable { variable, _, reporter in
      guard variable.templateQuery != nil, let name = variable.name, name.value == "job" || name.value == "instance",
        !variable.isMulti || variable.allValue?.value != ".+"
      else { return }
      reporter.report(
        "the variable `\(name.value)` cannot stand for several or for all", at: name,
        help: "set `\"multi\": true` and `\"allValue\": \".+\"`")
    })
}
