import Documents
import Formats

extension Rule {
  static let deprecatedPanel = Rule(
    "panel/deprecated-type", .info, "a panel that current releases of Grafana no longer draw themselves",
    why: "Grafana 12 has no support for panels of Angular: it draws another in their place, or nothing.",
    bad: [.panel(#""type": "⟦graph⟧", "title": "Requests""#)],
    good: [.panel(#""type": "timeseries", "title": "Requests""#)],
    check: .panel { panel, reporter in
      guard let type = panel.type, let successor = successors[type.value] else { return }
      reporter.report(
        "`\(type.value)` is a panel of old releases of Grafana", at: type, help: "`\(successor)` has taken its place")
    })

  /// https://grafana.com/docs/grafana/latest/developers/angular_deprecation/
  private static let successors = [
    "graph": "timeseries", "singlestat": "stat", "table-old": "table", "grafana-piechart-panel": "piechart",
    "grafana-worldmap-panel": "geomap", "grafana-singlestat-panel": "stat", "natel-discrete-panel": "state-timeline",
  ]
}
