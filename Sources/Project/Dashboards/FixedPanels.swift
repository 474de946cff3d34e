import Documents
import PromQL

/// Panels that no pack brings.
extension ResolvedPanel {
  /// Alerts that fire now, at the top of the overview.
  static func firingAlerts(_ stack: Stack) -> ResolvedPanel {
    let names = stack.severities.map(\.name)
    // The rank of its severity, by which the table is sorted.
    let ranks = names.enumerated().map { index, severity in
      WrittenExpr.selector(
        "ALERTS",
        [
          LabelMatcher("alertstate", .equal, "firing"), LabelMatcher("alertname", .notEqual, "Watchdog"),
          LabelMatcher("severity", .equal, severity),
        ]
      )
      .aggregated(.max, by: ["alertname", "service", "component", "instance", "team"])
      .joined(.multiply, .number(Decimal(index + 1)))
    }
    let firing = ranks.dropFirst().reduce(ranks[0]) { $0.joined(.or, $1, .leading) }
    return ResolvedPanel(
      position: GridPosition(width: 24, height: 6), title: "Firing alerts",
      description: .text(
        "Every alert that fires now, the most urgent first, with what it belongs to. An empty table is good news, as long as the Watchdog reaches its switch."
      ),
      kind: .firingAlerts,
      queries: [Query(expression: .promQL(firing), format: .table, isInstant: true)],
      unit: "none",
      thresholds: stack.severities.enumerated().map { index, severity in
        Threshold(
          value: index == 0 ? nil : Decimal(index + 1),
          color: PanelThresholds(severities: stack.severities).color(severity),
          severity: severity.name)
      },
      links: [.page(title: "Alertmanager", url: stack.pages.alertmanager.base)])
  }

  /// The services' log lines below their signals.
  static let logs = ResolvedPanel(
    position: GridPosition(width: 24, height: 10), title: "Log lines",
    description: .text("What the chosen services log. A line with a trace id leads to its trace."), kind: .logs,
    source: .loki,
    queries: [Query(expression: .logQL("{service=~\"$service\"}"), format: .timeSeries, isInstant: false)],
    unit: "none")
}
