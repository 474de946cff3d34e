import Documents
import Project
import Regeneration

/// `grafana/dashboards/*.json`: the stack's dashboards in Grafana's words.
/// Keys: <https://grafana.com/docs/grafana/latest/visualizations/dashboards/build-dashboards/view-dashboard-json-model/>
enum Dashboards {
  @Sendable static func generate(_ stack: Stack) -> [Artifact] {
    let header = Header.owned(stack)
    return stack.dashboards.map { dashboard in
      Artifact(
        "grafana/dashboards/\(dashboard.name.rawValue).json",
        Contents { JSONWriter.write(tree(dashboard, header: header)) })
    }
  }

  private static func tree(_ dashboard: ResolvedDashboard, header: String) -> Tree {
    [
      "annotations": ["list": .list([builtInAnnotations] + dashboard.annotations.map(annotation))],
      "description": .string("\(dashboard.description) \(header)"),
      "editable": false,
      "fiscalYearStartMonth": 0,
      "graphTooltip": 1,
      "id": .null,
      "links": .list(dashboard.links.map(link)),
      "panels": .list(panels(dashboard.rows)),
      "refresh": "1m",
      "schemaVersion": 41,
      "tags": .strings(dashboard.tags),
      "templating": ["list": .list(dashboard.variables.map(variable))],
      "time": ["from": "now-6h", "to": "now"],
      "timepicker": [:],
      "timezone": "browser",
      "title": .string(dashboard.title),
      "uid": .string(dashboard.uid),
      "version": 1,
      "weekStart": "",
    ]
  }

  private static let builtInAnnotations: Tree = [
    "builtIn": 1, "datasource": ["type": "grafana", "uid": "-- Grafana --"], "enable": true, "hide": true,
    "iconColor": "rgba(0, 211, 255, 1)", "name": "Annotations & Alerts", "type": "dashboard",
  ]

  /// Keys: <https://github.com/grafana/grafana/blob/main/packages/grafana-prometheus/src/annotations.ts>. Older releases read the query beside
  /// the name, newer ones below `target`.
  private static func annotation(_ annotation: ResolvedDashboard.Annotation) -> Tree {
    [
      "datasource": DashboardSource.prometheus.reference, "enable": true, "hide": false,
      "iconColor": .string(annotation.color), "name": .string(annotation.name), "expr": .string(annotation.query.text),
      "step": "60s", "titleFormat": .string(annotation.title), "textFormat": .string(annotation.text), "tagKeys": "",
      "useValueForTime": .boolean(annotation.valuesAreTimes),
      "target": ["expr": .string(annotation.query.text), "interval": "60s", "refId": "Anno"],
    ]
  }

  /// A closed row holds its panels, and those below move up.
  private static func panels(_ rows: [ResolvedDashboard.Row]) -> [Tree] {
    var closed = 0
    return rows.flatMap { row in
      func place(_ panel: ResolvedPanel) -> Tree {
        var panel = panel
        panel.position.y -= closed
        return PanelTree.make(panel)
      }
      var position = row.position
      position.y -= closed
      let panels = row.panels.map(place)
      if row.isClosed {
        let end = row.panels.map { $0.position.y + $0.position.height }.max() ?? 0
        closed += end - row.position.y - row.position.height
      }
      let heading: Tree = [
        "id": .integer(row.id), "collapsed": .boolean(row.isClosed), "gridPos": self.position(position),
        "panels": .list(row.isClosed ? panels : []), "title": .string(row.title), "type": "row",
      ]
      return row.isClosed ? [heading] : [heading] + panels
    }
  }

  static func position(_ position: GridPosition) -> Tree {
    [
      "h": .integer(position.height), "w": .integer(position.width), "x": .integer(position.x),
      "y": .integer(position.y),
    ]
  }

  /// With every key that Grafana's schema asks for.
  static func link(_ link: ResolvedDashboard.Link) -> Tree {
    switch link {
    case .dashboards(let title, let tag):
      [
        "asDropdown": true, "icon": "external link", "includeVars": true, "keepTime": true, "tags": [.string(tag)],
        "targetBlank": false, "title": .string(title), "tooltip": "", "type": "dashboards", "url": "",
      ]
    case .page(let title, let url): self.link(title: title, url: url, inNewTab: true)
    }
  }

  static func link(title: String, url: String, inNewTab: Bool) -> Tree {
    [
      "asDropdown": false, "icon": "external link", "includeVars": false, "keepTime": false, "tags": [],
      "targetBlank": .boolean(inNewTab), "title": .string(title), "tooltip": "", "type": "link", "url": .string(url),
    ]
  }

  private static func variable(_ variable: ResolvedDashboard.Variable) -> Tree {
    switch variable.choice {
    case .source(let source):
      return [
        "current": ["selected": true, "text": .string(source.name), "value": .string(source.uid)],
        "hide": 0, "includeAll": false, "label": .string(variable.label), "multi": false,
        "name": .string(variable.name), "options": [], "query": .string(source.type), "refresh": 1, "regex": "",
        "skipUrlSync": false, "type": "datasource",
      ]
    case .values(let values):
      return [
        "allValue": .string(values.joined(separator: "|")),
        "current": ["selected": true, "text": ["All"], "value": ["$__all"]],
        "hide": 0, "includeAll": true, "label": .string(variable.label), "multi": true, "name": .string(variable.name),
        "options": .list(
          [["selected": true, "text": "All", "value": "$__all"]]
            + values.map { ["selected": false, "text": .string($0), "value": .string($0)] }),
        "query": .string(values.joined(separator: ",")), "skipUrlSync": false, "type": "custom",
      ]
    case .label(let label, let series):
      let query = "label_values(\(series.text), \(label))"
      return [
        "allValue": ".*", "current": ["selected": true, "text": ["All"], "value": ["$__all"]],
        "datasource": DashboardSource.prometheus.reference,
        "definition": .string(query), "hide": 0, "includeAll": true,
        "label": .string(variable.label), "multi": true, "name": .string(variable.name), "options": [],
        "query": .string(query), "refresh": 2, "regex": "", "skipUrlSync": false, "sort": 1, "type": "query",
      ]
    }
  }
}
