import Documents
import Formats

extension Rule {
  static let jobVariable = Rule(
    "dashboard/job-variable", .info, offBecause: "it is a convention of dashboards that teams share",
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
