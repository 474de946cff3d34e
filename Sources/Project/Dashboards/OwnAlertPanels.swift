import Documents
import PromQL

/// A panel for each alert of the project's own, on the dashboard that it leads to: what it compares, and where it fires.
struct OwnAlertPanels {
  let stack: Stack
  let dashboard: DashboardName

  func panels() -> [ResolvedPanel] {
    stack.alerts.filter { $0.isOwn && $0.dashboard == dashboard }.compactMap(panel)
  }

  /// Nil where its condition is none, which is reported.
  private func panel(_ alert: Alert) -> ResolvedPanel? {
    guard let condition = alert.value, let severity = alert.levels.first?.severity else { return nil }
    let comparison = condition.comparison
    let value = comparison?.value ?? condition
    return ResolvedPanel(
      position: GridPosition(width: 8, height: 8), title: alert.name,
      description: .text(
        comparison == nil
          ? "Where the alert fires: while its condition does not hold, nothing is shown."
          : "What the alert compares with the line, whatever else it asks for."),
      kind: .chart(.timeseries),
      queries: [.init(expression: .promQL(value), legend: nil, format: .timeSeries, isInstant: false)],
      unit: value.panelUnit, thresholds: comparison.map { thresholds($0, severity) } ?? [.well],
      drawsThresholds: comparison != nil, links: .runbooks(of: [alert]))
  }

  private func thresholds(_ comparison: WrittenExpr.Comparison, _ severity: SeverityLevel) -> [ResolvedPanel.Threshold]
  {
    let color = PanelThresholds(severities: stack.severities).color(severity)
    let fires = ResolvedPanel.Threshold(color: color, severity: severity.name)
    var steps = comparison.isAbove ? [.well, fires] : [fires, .well]
    steps[1].value = comparison.bound
    return steps
  }
}

extension WrittenExpr {
  /// A value that is compared with a number.
  fileprivate struct Comparison {
    var value: WrittenExpr
    var bound: Decimal
    var isAbove: Bool
  }

  /// What a condition compares in front of all else that it asks for; nil where it is no comparison with a number.
  fileprivate var comparison: Comparison? {
    var node = tree.unwrapped
    while case .binary(let both) = node, both.op == .and || both.op == .unless { node = both.lhs.unwrapped }
    guard case .binary(let comparison) = node, !comparison.returnsBool, let isAbove = comparison.op.isAbove,
      let bound = Decimal(exactly: part(comparison.rhs)), let value = try? WrittenExpr(parsing: part(comparison.lhs))
    else { return nil }
    return Comparison(value: value, bound: bound, isAbove: isAbove)
  }

  private func part(_ node: Expr) -> String {
    String(decoding: Array(text.utf8)[node.range], as: UTF8.self)
  }

  /// Grafana's id of the unit, as far as names and functions tell.
  fileprivate var panelUnit: String {
    let tree = tree
    guard !tree.isShare else { return "percentunit" }
    return switch tree.quantity {
    case Quantity(time: 1)?: "s"
    case Quantity(data: 1)?: "bytes"
    case Quantity(time: -1, data: 1)?: "Bps"
    default: "short"
    }
  }
}
