import Documents
import Formats

extension Rule {
  static let unusedVariable = Rule(
    "dashboard/unused-variable", .info, "a variable that nothing in the dashboard uses",
    why: "People choose a value, and nothing changes. Often a query has forgotten its matcher.",
    bad: [.variable(#"{"name": "⟦job⟧", "type": "custom", "query": "a,b"}"#)],
    good: [
      .variable(#"{"name": "job", "type": "custom", "query": "a,b"}"#, expression: #"up{job=~"$job"}"#),
      .variable(#"{"name": "filters", "type": "adhoc", "datasource": "${datasource}"}"#),
    ],
    check: .variable { variable, dashboard, reporter in
      // Ad hoc filters work on every query of their data source; what is handed on to other dashboards serves them.
      guard let name = variable.name, !["adhoc", "groupby", "system", "snapshot"].contains(variable.type),
        !dashboard.usedVariables.contains(name.value), !dashboard.usedVariables.contains("__all_variables"),
        !dashboard.handsVariablesOn
      else { return }
      // A dashboard that draws panels of the library shows only a part of its queries.
      if dashboard.hasLibraryPanels { return }
      reporter.report(
        "nothing uses the variable `\(name.value)`: choosing a value changes nothing", at: name,
        help: "use it in a query, or remove it")
    })
}
