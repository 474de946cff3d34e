import Documents
import Project
import PromQL
import Regeneration

/// `grafana/dashboards/*.json`: the rows of every pack in use, put together by dashboard.
enum Dashboards {
  @Sendable static func generate(_ stack: Stack) throws -> [Artifact] {
    let packs = packsInUse(stack)
    let dashboards = DashboardName.allCases.parallelMap { name in Result { try artifact(name, packs, stack) } }
    return try dashboards.compactMap { try $0.get() }
  }

  private static func artifact(
    _ name: DashboardName, _ packs: [(pack: Pack, owners: [Owner])], _ stack: Stack
  ) throws -> Artifact? {
    var layout = PanelLayout()
    if name == .overview { layout.addRow("Alerts", [AlertListPanel.make(stack)]) }
    for (pack, owners) in packs {
      for row in pack.rows where row.dashboard == name.rawValue {
        layout.addRow(
          row.title,
          try row.panels.flatMap { try PanelBuilder(panel: $0, pack: pack, owners: owners, stack: stack).panels() })
      }
    }
    if name == .application { layout.addRow("Metrics of the services’ own", try OwnMetricPanels.panels(stack)) }
    if name == .application, stack.components.contains(where: { $0.name == "loki" }) {
      layout.addRow("Logs", [LogsPanel.make(stack)])
    }
    guard !layout.isEmpty else { return nil }
    return Artifact("grafana/dashboards/\(name.rawValue).json", JSONWriter.write(dashboard(name, layout, stack)))
  }

  /// Each pack that is applied to something, with what it is applied to; in the order of the owners.
  private static func packsInUse(_ stack: Stack) -> [(pack: Pack, owners: [Owner])] {
    var owners: OrderedMap<[Owner]> = [:]
    for owner in stack.owners {
      for pack in owner.packs where pack != "blackbox" {
        if owners[pack] == nil { owners[pack] = [] }
        owners[pack]?.append(owner)
      }
    }
    let probed = stack.owners.filter { !stack.probes(of: $0.name).isEmpty }
    if !probed.isEmpty { owners["blackbox"] = probed }
    return owners.compactMap { name, owners in stack.packs[name].map { ($0, owners) } }
  }

  private static func dashboard(_ name: DashboardName, _ layout: PanelLayout, _ stack: Stack) -> Tree {
    [
      "annotations": ["list": [builtInAnnotations]],
      "description": .string("\(name.summary) \(Header.owned(stack))"),
      "editable": false,
      "fiscalYearStartMonth": 0,
      "graphTooltip": 1,
      "id": .null,
      "links": .list(links(stack)),
      "panels": .list(layout.panels),
      "refresh": "1m",
      "schemaVersion": 41,
      "tags": ["pharos", .string(stack.project)],
      "templating": ["list": .list(variables(stack))],
      "time": ["from": "now-6h", "to": "now"],
      "timepicker": [:],
      "timezone": "browser",
      "title": .string("\(stack.project) / \(name.title)"),
      "uid": .string(Naming.dashboardUID(project: stack.project, name)),
      "version": 1,
      "weekStart": "",
    ]
  }

  private static let builtInAnnotations: Tree = [
    "builtIn": 1, "datasource": ["type": "grafana", "uid": "-- Grafana --"], "enable": true, "hide": true,
    "iconColor": "rgba(0, 211, 255, 1)", "name": "Annotations & Alerts", "type": "dashboard",
  ]

  /// From every dashboard to every other, keeping time range and variables.
  private static func links(_ stack: Stack) -> [Tree] {
    [
      [
        "asDropdown": true, "icon": "external link", "includeVars": true, "keepTime": true,
        "tags": [.string(stack.project)],
        "targetBlank": false, "title": "Dashboards", "tooltip": "", "type": "dashboards", "url": "",
      ]
    ]
  }

  private static func variables(_ stack: Stack) -> [Tree] {
    let services = stack.services.map(\.name)
    let datasource: Tree = [
      "current": ["selected": true, "text": "Prometheus", "value": .string(DataSource.prometheus)],
      "hide": 0, "includeAll": false, "label": "Data source", "multi": false, "name": "datasource", "options": [],
      "query": "prometheus",
      "refresh": 1, "regex": "", "skipUrlSync": false, "type": "datasource",
    ]
    let service: Tree = [
      "allValue": .string(services.joined(separator: "|")),
      "current": ["selected": true, "text": ["All"], "value": ["$__all"]],
      "hide": 0, "includeAll": true, "label": "Service", "multi": true, "name": "service",
      "options": .list(
        [["selected": true, "text": "All", "value": "$__all"]]
          + services.map { ["selected": false, "text": .string($0), "value": .string($0)] }),
      "query": .string(services.joined(separator: ",")), "skipUrlSync": false, "type": "custom",
    ]
    return [datasource, service]
  }
}

/// A link to something outside of Grafana, with every key that its schema asks for.
enum PanelLink {
  static func make(_ title: String, _ url: String) -> Tree {
    [
      "asDropdown": false, "icon": "external link", "includeVars": false, "keepTime": false, "tags": [],
      "targetBlank": true,
      "title": .string(title), "tooltip": "", "type": "link", "url": .string(url),
    ]
  }
}

/// Fixed uids of the data sources, which dashboards and correlations refer to.
enum DataSource {
  static let prometheus = "prometheus"
  static let loki = "loki"
  static let jaeger = "jaeger"
  static let alertmanager = "alertmanager"

  /// The data source that the dashboard's variable chooses.
  static let variable: Tree = ["type": "prometheus", "uid": "${datasource}"]
}
