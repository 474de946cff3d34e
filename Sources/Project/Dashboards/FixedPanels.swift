import PromQL

/// Panels that no pack brings.
extension ResolvedPanel {
  /// Alerts that fire now, at the top of the overview.
  static func firingAlerts(_ stack: Stack) -> ResolvedPanel {
    let alerts: [LabelMatcher] = [
      LabelMatcher("alertstate", .equal, "firing"), LabelMatcher("alertname", .notEqual, "Watchdog"),
    ]
    let firing = WrittenExpr.selector("ALERTS", alerts)
      .aggregated(.sum, by: ["alertname", "severity", "service", "component", "team"])
    return ResolvedPanel(
      position: GridPosition(width: 24, height: 6), title: "Firing alerts",
      description: .text(
        "Every alert that fires now, with what it belongs to. An empty table is good news, as long as the Watchdog reaches its switch."
      ),
      kind: .firingAlerts,
      queries: [Query(expression: .promQL(firing), format: .table, isInstant: true)],
      unit: "none", thresholds: [.well, Threshold(value: 1, color: "red")],
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
