import Documents
import Formats

extension Rule {
  static let dataSourceVariableName = Rule(
    "dashboard/datasource-variable-name", .info,
    offBecause: "only dashboards that link to each other need the same name",
    "a variable for the data source that is not called as everywhere else",
    why: "Links between dashboards hand variables on by their names: a choice is lost where the names differ.",
    bad: [
      Example(
        #"""
        {
          "uid": "example", "title": "Example", "schemaVersion": 41, "panels": [],
          "templating": {"list": [{"name": "⟦source⟧", "type": "datasource", "query": "prometheus"}]}
        }
        """#, name: "example.json")
    ],
    good: [.target("up")],
    check: .variable { variable, dashboard, reporter in
      guard variable.type == "datasource", let name = variable.name, let plugin = variable.queryText?.value else {
        return
      }
      let isOnly = dashboard.variables.count { $0.type == "datasource" } == 1
      let wanted = (isOnly ? ["datasource"] : []) + ["\(plugin.lowercased())_datasource"]
      if wanted.contains(name.value) { return }
      reporter.report(
        "other dashboards call this variable `\(wanted[0])`", at: name, help: "rename it, and what refers to it")
    })
}
