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
      let fixed = dashboard.fixedDataSources
      if fixed.isEmpty { return }
      let asked = dashboard.askedVariables
      let choices = [
        (DataSourceKind.prometheus, dashboard.choice(of: "prometheus", among: asked)),
        (.loki, dashboard.choice(of: "loki", among: asked)),
      ]
      let places = Dictionary(grouping: fixed.compactMap(\.uid), by: \.value)
      var reported: Set<String> = []
      for reference in fixed {
        let kind = dashboard.kind(of: reference, in: nil)
        guard let uid = reference.uid, let name = choices.first(where: { $0.0 == kind })?.1,
          reported.insert(uid.value).inserted
        else { continue }
        reporter.report(
          "the data source is fixed here, while the rest of the dashboard lets people choose it", at: uid,
          help: "write `${\(name)}`",
          notes: reporter.notes(alsoAt: (places[uid.value] ?? []).dropFirst().map(\.range)))
      }
    })
}

extension Dashboard {
  /// The variables that panels and variables which ask for data leave their data source to.
  fileprivate var askedVariables: Set<String> {
    let references = panels.filter(\.asks).flatMap { [$0.dataSource] + $0.targets.map(\.dataSource) }
    return Set((references + variables.map(\.dataSource)).compactMap { $0?.variable?.name })
  }

  /// The variable that chooses among the data sources of a plugin. What nobody asks by decides nothing.
  fileprivate func choice(of plugin: String, among asked: Set<String>) -> String? {
    let choice = variables.first { $0.type == "datasource" && $0.queryText?.value == plugin }
    return choice?.name.map(\.value).flatMap { asked.contains($0) ? $0 : nil }
  }
}
