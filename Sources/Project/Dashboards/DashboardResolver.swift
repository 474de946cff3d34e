import Documents
import PromQL

/// The dashboards of a stack: the rows of every pack in use, put together by dashboard.
struct DashboardResolver {
  private let stack: Stack
  /// Each pack that is applied to something, with what it is applied to; in the order of the owners.
  private let packs: [(pack: Pack, owners: [Owner])]
  private let alerts: AlertsByPack

  init(_ stack: Stack) {
    self.stack = stack
    packs = Self.packsInUse(stack)
    alerts = AlertsByPack(stack.alerts)
  }

  func dashboards() -> [ResolvedDashboard] {
    DashboardName.allCases.parallelMap(dashboard).compactMap { $0 }
  }

  /// Nil where there is nothing to show on it.
  private func dashboard(_ name: DashboardName) -> ResolvedDashboard? {
    var layout = DashboardLayout()
    if name == .overview { layout.addRow("Alerts", [.firingAlerts(stack)]) }
    for (pack, owners) in packs {
      for (place, row) in pack.rows.enumerated() where row.dashboard == name.rawValue {
        layout.addRow(
          row.title,
          row.panels.indices.flatMap { index in
            PackPanelResolver(name, row: place, panel: index, of: pack, owners: owners, alerts: alerts, stack: stack)
              .panels()
          })
      }
    }
    if name == .slo, let pack = stack.packs["slo"] {
      let about = ["ErrorBudgetBurn", "ObjectiveDataAbsent"].flatMap { alerts.named($0, in: pack) }
      layout.addRow("What the alerts compare", ObjectivePanels(stack: stack, alerts: about).panels())
    }
    layout.addRow("Alerts of the project’s own", OwnAlertPanels(stack: stack, dashboard: name).panels())
    if name == .application {
      layout.addRow("Metrics of the services’ own", OwnMetricPanels(stack: stack).panels())
      if stack.components.contains(where: { $0.name == "loki" }) { layout.addRow("Logs", [.logs]) }
    }
    layout.close()
    guard !layout.rows.isEmpty else { return nil }
    return ResolvedDashboard(
      name: name, uid: Naming.dashboardUID(project: stack.project, name), title: "\(stack.project) / \(name.title)",
      description: name.summary, tags: ["pharos", stack.project],
      links: [.dashboards(title: "Dashboards", tag: stack.project)],
      variables: variables(name), annotations: ResolvedDashboard.Annotation.all(on: name), rows: layout.rows)
  }

  private func variables(_ name: DashboardName) -> [ResolvedDashboard.Variable] {
    var variables: [ResolvedDashboard.Variable] = [
      .init(name: "datasource", label: "Data source", choice: .source(.prometheus)),
      .init(name: "service", label: "Service", choice: .values(stack.services.map(\.name))),
    ]
    let watched = stack.components.filter { stack.ownPack(of: $0)?.kind == .exporter }
    if name.choosesInstances, !watched.isEmpty {
      let components = watched.map { Selector.quotedMeta($0.name) }.joined(separator: "|")
      let targets = WrittenExpr.selector("up", [LabelMatcher("component", .regexMatch, components)])
      variables.append(.init(name: "instance", label: "Instance", choice: .label("instance", of: targets)))
    }
    return variables
  }

  private static func packsInUse(_ stack: Stack) -> [(pack: Pack, owners: [Owner])] {
    var owners: OrderedMap<[Owner]> = [:]
    for owner in stack.owners {
      for pack in owner.packs where stack.packs[pack]?.appliesTo != .probes {
        if owners[pack] == nil { owners[pack] = [] }
        owners[pack]?.append(owner)
      }
    }
    let probed = stack.owners.filter { !stack.probes(of: $0.name).isEmpty }
    if !probed.isEmpty { for pack in stack.resolved.probePacks { owners[pack] = probed } }
    return owners.compactMap { name, owners in stack.packs[name].map { ($0, owners) } }
  }
}

/// Alerts by the pack they come from and their name, as many owners have each of them.
struct AlertsByPack {
  private struct Key: Hashable {
    var pack: String
    var name: String
  }

  private let alerts: [Key: [Alert]]

  init(_ alerts: [Alert]) {
    self.alerts = Dictionary(grouping: alerts.filter { $0.pack != nil }) { Key(pack: $0.pack ?? "", name: $0.name) }
  }

  /// In the order of their owners.
  func named(_ name: String, in pack: Pack) -> [Alert] { alerts[Key(pack: pack.name, name: name)] ?? [] }
}
