import Documents
import Formats

extension Rule {
  static let fixedDataSource = Rule(
    "panel/fixed-datasource", .warning, "a panel that leaves out the dashboard's choice of data source",
    why: "Everything follows the choice but this panel, which goes on showing another Prometheus.",
    bad: [
      .dashboard(
        #""uid": "example", "title": "Example""#,
        panels: """
          {"id": 1, "type": "timeseries", "title": "Up", "datasource": {"type": "prometheus", "uid": "⟦P1809F7⟧"},
           "targets": [{"refId": "A", "expr": "up"}]},
          {"id": 2, "type": "timeseries", "title": "Down", "datasource": {"type": "prometheus", "uid": "${datasource}"},
           "targets": [{"refId": "A", "expr": "up == 0"}]}
          """)
    ],
    good: [
      .target("up"),
      // Grafana asks the panel's own choice.
      .panel(
        #""type": "timeseries", "title": "Up""#,
        targets: #"{"refId": "A", "expr": "up", "datasource": {"type": "prometheus", "uid": "P1809F7"}}"#),
      .panel(
        #""type": "logs", "title": "Log lines""#,
        targets: #"{"refId": "A", "expr": "{job=\"a\"}", "datasource": {"type": "loki", "uid": "loki"}}"#),
    ],
    check: .dashboard { dashboard, reporter in
      var reported: Set<String> = []
      for reference in dashboard.fixedDataSources {
        let plugin = dashboard.kind(of: reference, in: nil)
        guard let uid = reference.uid, plugin == .prometheus || plugin == .loki else { continue }
        let choice = dashboard.variables.first { variable in
          variable.type == "datasource" && dashboard.kind(of: reference, sameAs: variable)
        }
        // What nobody asks by decides nothing.
        guard let choice, let name = choice.name?.value, dashboard.isAsked(by: name),
          reported.insert(uid.value).inserted
        else { continue }
        let others = dashboard.fixedDataSources.filter { $0.uid?.value == uid.value }.dropFirst()
        reporter.report(
          "the data source is fixed here, while the rest of the dashboard lets people choose it", at: uid,
          help: "write `${\(name)}`",
          notes: reporter.notes(alsoAt: others.compactMap(\.uid?.range)))
      }
    })
}

extension Dashboard {
  /// Whether a panel or a variable that asks for data leaves its data source to a variable.
  fileprivate func isAsked(by name: String) -> Bool {
    let references = panels.filter(\.asks).flatMap { [$0.dataSource] + $0.targets.map(\.dataSource) }
    return (references + variables.map(\.dataSource)).contains { $0?.variable?.name == name }
  }

  /// Whether a variable chooses among data sources of the reference's kind.
  fileprivate func kind(of reference: DataSourceReference, sameAs variable: DashboardVariable) -> Bool {
    let plugin = variable.queryText?.value ?? ""
    switch kind(of: reference, in: nil) {
    case .prometheus: return plugin == "prometheus"
    case .loki: return plugin == "loki"
    default: return false
    }
  }
}
