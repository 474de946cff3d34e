import Documents
import Formats

extension Rule {
  static let variableRefresh = Rule(
    "dashboard/variable-refresh", .info,
    offBecause: "fetching with every change of the time range is slow where there are many series",
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
}
