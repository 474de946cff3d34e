import Documents
import LogQL
import PromQL

/// Resolves a pack's panel: once for all owners that have something to show on it or, where their alert has different thresholds, once for
/// each.
struct PackPanelResolver {
  private let panel: PackPanel
  private let dashboard: DashboardName
  private let pack: Pack
  private let owners: [Owner]
  /// What each of them has of the panel.
  private let ownPanels: [PackPanel]
  private let alerts: [Alert]
  private let stack: Stack

  /// - Parameters:
  ///   - dashboard: what the row is on.
  ///   - row: its place among the rows of the pack.
  ///   - index: the panel's place in the row.
  init(_ dashboard: DashboardName, row: Int, panel index: Int, of pack: Pack, owners: [Owner], alerts: AlertsByPack, stack: Stack) {
    var panel = pack.rows[row].panels[index]
    let shown = owners.compactMap { owner -> (owner: Owner, panel: PackPanel)? in
      guard stack.meets(panel.needs, for: owner) else { return nil }
      return (owner.fits[pack.name].map { $0.panels[row][index] } ?? panel).map { (owner, $0) }
    }
    // A query stays as long as one of them has an answer to it.
    let asked = Set(shown.flatMap { $0.panel.queries.map(\.expression) })
    panel.queries = panel.queries.filter { asked.contains($0.expression) }
    self.panel = panel
    self.dashboard = dashboard
    self.pack = pack
    self.owners = shown.map(\.owner)
    ownPanels = shown.map(\.panel)
    self.alerts = panel.alert.map { alerts.named($0, in: pack) } ?? []
    self.stack = stack
  }

  func panels() -> [ResolvedPanel] {
    guard !owners.isEmpty else { return [] }
    let differ = Set(alerts.map { $0.levels.map { $0.threshold?.digits ?? "" } }).count > 1
    guard differ else { return [resolved(panel, target(owners), title: panel.title, alert: alerts.first)] }
    return zip(owners, ownPanels).map { owner, panel in
      resolved(
        panel, [matcher(owner)], title: "\(panel.title): \(owner.name)",
        alert: alerts.first { $0.owner?.name == owner.name })
    }
  }

  private func resolved(_ panel: PackPanel, _ target: [LabelMatcher], title: String, alert: Alert?) -> ResolvedPanel {
    let isSmall = panel.kind == .stat || panel.kind == .gauge
    var resolved = ResolvedPanel(
      position: GridPosition(width: panel.width, height: panel.height ?? (isSmall ? 4 : 8)), title: title,
      description: .markdown(panel.description), kind: .chart(panel.kind),
      source: panel.queries.contains { $0.language == .logQL } ? .loki : .prometheus,
      queries: panel.queries.compactMap { query($0, target) },
      unit: panel.unit, minimum: panel.minimum, maximum: panel.maximum, decimals: panel.decimals,
      thresholds: PanelThresholds(severities: stack.severities).steps(panel, alert),
      drawsThresholds: alert?.levels.first?.threshold != nil, isStacked: panel.isStacked)
    if resolved.leadsToLogs(of: pack, stack) {
      resolved.dataLinks = [.init(title: "Logs of ${__field.labels.service}", source: .loki, label: "service")]
    }
    // A dashboard cannot open a path.
    if let alert, WebAddress(alert.runbookURL) != nil {
      resolved.links = [.page(title: "Runbook", url: alert.runbookURL)]
    }
    return resolved
  }

  // MARK: Selecting

  /// Services by the dashboard's variable, components by name.
  private func target(_ owners: [Owner]) -> [LabelMatcher] {
    if pack.kind == .signals { return [LabelMatcher("service", .regexMatch, "$service")] }
    if pack.subject == .probes { return [LabelMatcher("job", .equal, "probe")] }
    guard owners.count != 1 else { return [matcher(owners[0])] }
    return [LabelMatcher("component", .regexMatch, owners.map { Selector.quotedMeta($0.name) }.joined(separator: "|"))]
  }

  private func matcher(_ owner: Owner) -> LabelMatcher { LabelMatcher(owner.label.name, .equal, owner.label.value) }

  /// Whether all that a query asks for has the label `instance`: exporters' metrics, and records that keep it.
  private func canChooseInstances(_ template: ExpressionTemplate) -> Bool {
    guard pack.kind == .exporter, dashboard.choosesInstances, let tree = template.validated().expression else {
      return false
    }
    return tree.metricNames.allSatisfy { use in
      guard let record = pack.records.first(where: { $0.name == use.name }) else { return true }
      let flow = ExpressionTemplate(record.expression.trimmed()).validated().expression?.labels()
      return flow.map { $0.presence(of: "instance") != .never } ?? false
    }
  }

  // MARK: Queries

  /// Services by the dashboard's variable, a component by the lines of what it watches.
  private var logs: String {
    if pack.kind == .signals { return "service=~\"$service\"" }
    return owners.first.flatMap(stack.logMatcher).map { "\($0.name)=\(JSONWriter.quoted($0.value))" } ?? ""
  }

  /// Nil for what `PackChecks` reports.
  private func query(_ query: PackPanel.Query, _ target: [LabelMatcher]) -> ResolvedPanel.Query? {
    if query.language == .logQL {
      guard let template = try? LogQuery(query.expression.trimmed()) else { return nil }
      return ResolvedPanel.Query(
        expression: .logQL(template.filled(["logs": logs])), legend: query.legend,
        format: query.format ?? panel.kind.format, isInstant: query.isInstant)
    }
    let template = ExpressionTemplate(query.expression.trimmed())
    let target = target + (canChooseInstances(template) ? [LabelMatcher("instance", .regexMatch, "$instance")] : [])
    let text = try? template.instantiate { name in
      name == "target" ? .matchers(target) : name.hasPrefix("__") || name == "service" ? .asWritten : nil
    }
    guard let expression = text.flatMap({ try? WrittenExpr(parsing: $0, allowsPlaceholders: true) }) else { return nil }
    let isInstant = query.isInstant || panel.kind.showsLastValue
    return ResolvedPanel.Query(
      expression: .promQL(expression), legend: query.legend, format: query.format ?? panel.kind.format,
      isInstant: isInstant,
      showsExemplars: !isInstant && stack.tracing != nil && expression.readsBuckets)
  }
}

extension ResolvedPanel {
  /// Whether its series are of services whose lines the stack reads.
  fileprivate func leadsToLogs(of pack: Pack, _ stack: Stack) -> Bool {
    guard pack.kind == .signals, kind == .chart(.timeseries), source == .prometheus, stack.providedLogging != nil else {
      return false
    }
    return queries.allSatisfy { $0.legend?.contains("{{service}}") == true }
  }
}

extension PackPanel.Kind {
  /// Whether there is no time on it.
  fileprivate var showsLastValue: Bool { self == .table || self == .piechart || self == .bargauge }

  fileprivate var format: PackPanel.Query.Format {
    switch self {
    case .table: .table
    case .heatmap: .heatmap
    default: .timeSeries
    }
  }
}
