import Documents
import LogQL
import PromQL

/// Resolves a pack's panel: once for all owners that have something to show on it or, where their alert has different thresholds, once for
/// each.
struct PackPanelResolver {
  private let panel: PackPanel
  private let dashboard: DashboardName
  private let pack: Pack
  /// Owners that have something to show, each with what it has of the panel.
  private let shown: [Shown]
  /// Those whose thresholds it draws.
  private let alerts: [Alert]
  /// Further alerts that can be seen on it.
  private let further: [Alert]
  private let stack: Stack

  private typealias Shown = (owner: Owner, panel: PackPanel)

  /// - Parameters:
  ///   - dashboard: what the row is on.
  ///   - row: its place among the rows of the pack.
  ///   - index: the panel's place in the row.
  init(
    _ dashboard: DashboardName, row: Int, panel index: Int, of pack: Pack, owners: [Owner], alerts: AlertsByPack,
    stack: Stack
  ) {
    var panel = pack.rows[row].panels[index]
    let shown = owners.compactMap { owner -> Shown? in
      guard stack.meets(panel.needs, for: owner), owner.capacity != nil || !panel.comparesWithCapacity else {
        return nil
      }
      return (owner.fits[pack.name].map { $0.panels[row][index] } ?? panel).map { (owner, $0) }
    }
    // A query stays as long as one of them has an answer to it.
    let asked = Set(shown.flatMap { $0.panel.queries.map(\.expression) })
    panel.queries = panel.queries.filter { asked.contains($0.expression) }
    self.panel = panel
    self.dashboard = dashboard
    self.pack = pack
    self.shown = shown
    self.alerts = panel.alert.map { alerts.named($0, in: pack) } ?? []
    further = panel.shows.flatMap { alerts.named($0, in: pack) }
    self.stack = stack
  }

  func panels() -> [ResolvedPanel] {
    guard !shown.isEmpty else { return [] }
    let differ = Set(alerts.map { $0.levels.map { $0.threshold?.digits ?? "" } }).count > 1
    let target = target(shown.map(\.owner))
    // Each way to call buckets, which may be in another unit, is a heatmap of its own.
    let groups = panel.kind == .heatmap && !differ ? groups(by: target) : [shown]
    if groups.count > 1 {
      return groups.map { group in
        let names = group.map(\.owner.name)
        return resolved(
          panel, of: group, target + [Self.services(names)],
          title: "\(panel.title): \(names.prefix(3).joined(separator: ", "))\(names.count > 3 ? "…" : "")",
          alert: alerts.first)
      }
    }
    guard differ else { return [resolved(panel, of: shown, target, title: panel.title, alert: alerts.first)] }
    return shown.map { owner, panel in
      resolved(
        panel, of: [(owner, panel)], [matcher(owner)], title: "\(panel.title): \(owner.name)",
        alert: alerts.first { $0.owner?.name == owner.name })
    }
  }

  private func resolved(
    _ panel: PackPanel, of shown: [Shown], _ target: [LabelMatcher], title: String, alert: Alert?
  ) -> ResolvedPanel {
    let isSmall = panel.kind == .stat || panel.kind == .gauge
    var resolved = ResolvedPanel(
      position: GridPosition(width: panel.width, height: panel.height ?? (isSmall ? 4 : 8)), title: title,
      description: .markdown(panel.description), kind: .chart(panel.kind),
      source: panel.queries.contains { $0.language == .logQL } ? .loki : .prometheus,
      queries: panel.queries.flatMap { queries($0, of: shown, target) },
      unit: panel.kind == .heatmap ? unit(panel, shown[0].owner) : panel.unit, minimum: panel.minimum,
      maximum: panel.maximum, decimals: panel.decimals,
      thresholds: PanelThresholds(severities: stack.severities).steps(panel, alert),
      drawsThresholds: alert.map { $0.levels.first?.threshold != nil || !panel.thresholds.isEmpty } ?? false,
      isStacked: panel.isStacked)
    if resolved.isByService(of: pack) {
      resolved.dataLinks =
        (stack.providedLogging == nil ? [] : [.logs]) + (stack.providedTracing == nil ? [] : [.traces])
    }
    resolved.links = .runbooks(of: [alert].compactMap { $0 } + further)
    return resolved
  }

  // MARK: Selecting

  /// Services by the dashboard's variable, components by name.
  private func target(_ owners: [Owner]) -> [LabelMatcher] {
    if pack.kind == .signals { return [LabelMatcher("service", .regexMatch, "$service")] }
    if pack.appliesTo == .probes { return [LabelMatcher("job", .equal, "probe")] }
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
    return shown.first.flatMap { stack.logMatcher(of: $0.owner) }.map { "\($0.name)=\(JSONWriter.quoted($0.value))" }
      ?? ""
  }

  /// A query, once for each of what its owners call its series; none for what `PackChecks` reports.
  private func queries(_ query: PackPanel.Query, of shown: [Shown], _ target: [LabelMatcher]) -> [ResolvedPanel.Query] {
    if query.language == .logQL {
      guard let template = try? LogQuery(query.expression.trimmed()) else { return [] }
      return [
        ResolvedPanel.Query(
          expression: .logQL(template.filled(["logs": logs])), legend: query.legend,
          format: query.format ?? panel.kind.format, isInstant: query.isInstant)
      ]
    }
    let isInstant = query.isInstant || panel.kind.showsLastValue
    return expressions(query, of: shown, target).map { expression in
      ResolvedPanel.Query(
        expression: .promQL(expression), legend: query.legend, format: query.format ?? panel.kind.format,
        isInstant: isInstant,
        showsExemplars: !isInstant && stack.tracing != nil && expression.readsBuckets)
    }
  }

  /// The expression of a query, once for each way to call its series.
  private func expressions(
    _ query: PackPanel.Query, of shown: [Shown], _ target: [LabelMatcher]
  ) -> [WrittenExpr] {
    if query.comparesWithCapacity {
      return shown.compactMap { owner, _ in
        expression(query, target + [matcher(owner)], capacity: owner.capacity)?.named(by: owner.names)
      }
    }
    guard let expression = expression(query, target) else { return [] }
    let asking = shown.filter { $0.panel.queries.contains { $0.expression == query.expression } }
    let groups = Self.groups(asking, of: [expression])
    if groups.count <= 1 { return [expression.named(by: groups.first?[0].owner.names)] }
    // What one service calls so may be something else of another.
    return groups.compactMap { group in
      self.expression(query, target + [Self.services(group.map(\.owner.name))])?.named(by: group[0].owner.names)
    }
  }

  /// Owners by what they call the series of the panel's queries.
  private func groups(by target: [LabelMatcher]) -> [[Shown]] {
    Self.groups(shown, of: panel.queries.compactMap { expression($0, target) })
  }

  /// Owners by what they call the series of expressions, in their order.
  private static func groups(_ shown: [Shown], of expressions: [WrittenExpr]) -> [[Shown]] {
    guard shown.contains(where: { $0.owner.names != nil }) else { return [shown] }
    var known: [ObjectIdentifier?: String] = [:]
    var groups: OrderedMap<[Shown]> = [:]
    for one in shown {
      let names = one.owner.names, key = names.map { ObjectIdentifier($0) }
      let text = known[key] ?? expressions.map { $0.named(by: names).text }.joined(separator: "\n")
      known[key] = text
      groups[text] = (groups[text] ?? []) + [one]
    }
    return groups.values
  }

  private func expression(
    _ query: PackPanel.Query, _ target: [LabelMatcher], capacity: Rate? = nil
  ) -> WrittenExpr? {
    let template = ExpressionTemplate(query.expression.trimmed())
    let target = target + (canChooseInstances(template) ? [LabelMatcher("instance", .regexMatch, "$instance")] : [])
    let text = try? template.instantiate { name in
      switch name {
      case "target": .matchers(target)
      case "capacity": capacity.map { .number($0.perSecond.digits) }
      default: name.hasPrefix("__") || name == "service" ? .asWritten : nil
      }
    }
    return text.flatMap { try? WrittenExpr(parsing: $0, allowsPlaceholders: true) }
  }

  private static func services(_ services: [String]) -> LabelMatcher {
    services.count == 1
      ? LabelMatcher("service", .equal, services[0])
      : LabelMatcher("service", .regexMatch, services.map(Selector.quotedMeta).joined(separator: "|"))
  }

  /// The unit of the bounds that a panel shows of an owner.
  private func unit(_ panel: PackPanel, _ owner: Owner) -> String {
    guard let names = owner.names else { return panel.unit }
    let series = panel.queries.flatMap { query in
      ExpressionTemplate(query.expression.trimmed()).validated().expression?.metricNames.map(\.name) ?? []
    }
    let scale = series.lazy.compactMap { names.series[$0]?.bounds }.first { $0 != .none }
    return scale.map { NamedUnit.panelUnit(panel.unit, in: $0) } ?? panel.unit
  }
}

extension PackPanel {
  fileprivate var comparesWithCapacity: Bool { queries.contains(where: \.comparesWithCapacity) }
}

extension PackPanel.Query {
  /// Whether it needs what each owner can take, a number of the spec.
  fileprivate var comparesWithCapacity: Bool { expression.includes("$capacity") }
}

extension [ResolvedDashboard.Link] {
  /// A link to each runbook of some alerts, by the alert's name where there are several. A dashboard cannot open a path.
  static func runbooks(of alerts: [Alert]) -> [ResolvedDashboard.Link] {
    let pages = alerts.filter { WebAddress($0.runbookURL) != nil }
    let first = pages.map(\.runbookURL).uniqued().compactMap { url in pages.first { $0.runbookURL == url } }
    return first.map { .page(title: first.count == 1 ? "Runbook" : "Runbook of \($0.name)", url: $0.runbookURL) }
  }
}

extension ResolvedPanel {
  /// Whether each of its series is of one service.
  fileprivate func isByService(of pack: Pack) -> Bool {
    guard pack.kind == .signals, kind == .chart(.timeseries), source == .prometheus else { return false }
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
