import Documents
import Formats

extension Rule {
  static let deprecatedPanel = Rule(
    "panel/deprecated-type", .info, "a panel that current releases of Grafana no longer draw themselves",
    why: "Grafana 12 has no support for panels of Angular: it draws another in their place, or nothing.",
    bad: [.panel(#""type": "⟦graph⟧", "title": "Requests""#)],
    good: [.panel(#""type": "timeseries", "title": "Requests""#)],
    check: .dashboard { dashboard, reporter in
      let old = dashboard.panels.filter { successors[$0.type?.value ?? ""] != nil }
      for (name, panels) in Dictionary(grouping: old, by: { $0.type?.value ?? "" }) {
        guard let first = panels.first?.type, let successor = successors[name] else { continue }
        let others = panels.count > 1 ? ", and so are \(panels.count - 1) more here" : ""
        reporter.report(
          "`\(name)` is a panel of old releases of Grafana\(others)", at: first,
          help: "`\(successor)` has taken its place")
      }
    })

  /// https://grafana.com/docs/grafana/latest/developers/angular_deprecation/
  private static let successors = [
    "graph": "timeseries", "singlestat": "stat", "table-old": "table", "grafana-piechart-panel": "piechart",
    "grafana-worldmap-panel": "geomap", "grafana-singlestat-panel": "stat", "natel-discrete-panel": "state-timeline",
  ]
}
