import Documents
import Formats

extension Rule {
  static let noDataSourceVariable = Rule(
    "dashboard/no-datasource-variable", .info,
    offBecause: "one that is provisioned together with its data source needs no choice",
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
}
