import Documents
import Formats

extension Rule {
  static let noDataSourceVariable = Rule(
    "dashboard/no-datasource-variable", .info, isOnByDefault: false,
    "a dashboard whose data source is written down instead of chosen",
    why: "A uid belongs to one Grafana: imported into another, the dashboard finds no data.",
    bad: [
      Example(
        #"""
        {
          "uid": "example", ⟦"title"⟧: "Example", "schemaVersion": 41,
          "panels": [{"id": 1, "type": "stat", "title": "Up", "datasource": {"type": "prometheus", "uid": "P1809F7"},
            "targets": [{"refId": "A", "expr": "up"}]}]
        }
        """#, name: "example.json")
    ],
    good: [.target("up")],
    check: .dashboard { dashboard, reporter in
      guard !dashboard.variables.contains(where: { $0.type == "datasource" }),
        let title = dashboard.node.entry("title"),
        let first = dashboard.fixedDataSources.first, let uid = first.uid
      else { return }
      reporter.report(
        "the data source `\(uid.value)` is written down: in another Grafana the dashboard finds no data",
        at: title.key.range, help: "add a variable of type `datasource` and refer to it as `${datasource}`",
        notes: [reporter.note("written down here", at: uid.range)])
    })

  static let dataSourceVariableName = Rule(
    "dashboard/datasource-variable-name", .info, isOnByDefault: false,
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
