import Documents
import Project

/// A panel in Grafana's words. Keys that say nothing here are written all the same, as Grafana itself does.
enum PanelTree {
  static func make(_ panel: ResolvedPanel) -> Tree {
    var tree: Tree = [
      "id": .integer(panel.id),
      "type": .string(type(panel.kind)),
      "title": .string(panel.title),
      "description": .string(text(panel.description)),
      "datasource": panel.source.reference,
      "targets": .list(panel.queries.enumerated().map { target($1, at: $0, of: panel) }),
      "fieldConfig": ["defaults": defaults(panel), "overrides": []],
      "options": PanelOptions.options(panel),
    ]
    if panel.kind == .firingAlerts { tree["transformations"] = PanelOptions.alertColumns }
    if !panel.links.isEmpty { tree["links"] = .list(panel.links.map(Dashboards.link)) }
    tree["gridPos"] = Dashboards.position(panel.position)
    return tree
  }

  private static func type(_ kind: ResolvedPanel.Kind) -> String {
    switch kind {
    case .chart(let kind): kind.rawValue
    case .firingAlerts: "table"
    case .logs: "logs"
    }
  }

  /// Grafana fills variables into a description and then renders it as Markdown:
  /// <https://github.com/grafana/grafana/blob/main/public/app/features/dashboard/dashgrid/PanelHeader/PanelHeaderCorner.tsx>
  private static func text(_ description: ResolvedPanel.Description) -> String {
    switch description {
    case .markdown(let text): text
    case .text(let text):
      Markdown.opening(Markdown.text(text)).split(separator: "$", omittingEmptySubsequences: false)
        .joined(separator: "&#36;")
    }
  }

  // MARK: Queries

  private static func target(_ query: ResolvedPanel.Query, at index: Int, of panel: ResolvedPanel) -> Tree {
    let head: Tree = [
      "refId": .string(String(UnicodeScalar(UInt8(65 + index % 26)))), "datasource": panel.source.reference,
      "editorMode": "code",
    ]
    let text: Tree = [
      "expr": .string(query.expression.text), "legendFormat": .string(query.legend ?? "__auto"),
    ]
    let result: Tree = [
      "format": .string(query.format.rawValue), "instant": .boolean(query.isInstant),
      "range": .boolean(!query.isInstant), "exemplar": .boolean(query.showsExemplars),
    ]
    return switch panel.kind {
    case .chart: head.merging(text).merging(result)
    // The order of keys in the files that people have.
    case .firingAlerts: head.merging(result).merging(text)
    case .logs: head.merging(["expr": .string(query.expression.text), "queryType": "range"])
    }
  }

  // MARK: Fields

  private static func defaults(_ panel: ResolvedPanel) -> Tree {
    let unit: Tree = .compact([
      "unit": .string(panel.unit),
      "min": panel.minimum.map { .number($0.digits) },
      "max": panel.maximum.map { .number($0.digits) },
      "decimals": panel.decimals.map { .integer($0) },
    ])
    let color: Tree = ["color": ["mode": .string(colorMode(panel.kind))], "mappings": .list(mappings(panel))]
    let thresholds: Tree = ["thresholds": ["mode": "absolute", "steps": .list(panel.thresholds.map(step))]]
    let custom: Tree = ["custom": PanelOptions.custom(panel)]
    return switch panel.kind {
    case .chart where !panel.dataLinks.isEmpty:
      unit.merging(color).merging(thresholds).merging(custom)
        .merging(["links": .list(panel.dataLinks.map(ExploreLink.make))])
    case .chart: unit.merging(color).merging(thresholds).merging(custom)
    case .firingAlerts: unit.merging(color).merging(custom).merging(thresholds)
    case .logs: unit.merging(thresholds)
    }
  }

  /// What the ranks of alerts are called.
  private static func mappings(_ panel: ResolvedPanel) -> [Tree] {
    guard panel.kind == .firingAlerts else { return [] }
    let names = panel.thresholds.enumerated().map { index, threshold in
      Tree.Entry(
        "\(index + 1)",
        ["color": .string(threshold.color), "index": .integer(index), "text": .string(threshold.severity ?? "")])
    }
    return [["type": "value", "options": .mapping(names)]]
  }

  private static func colorMode(_ kind: ResolvedPanel.Kind) -> String {
    kind == .chart(.timeseries) || kind == .chart(.piechart) ? "palette-classic" : "thresholds"
  }

  private static func step(_ threshold: ResolvedPanel.Threshold) -> Tree {
    ["color": .string(threshold.color), "value": threshold.value.map { .number($0.digits) } ?? .null]
  }
}
