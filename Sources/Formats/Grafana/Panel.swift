import Documents

/// A panel of a dashboard, a row among them.
package final class Panel {
  package unowned let dashboard: Dashboard
  package let node: Node
  package let id: Text?
  /// The plugin that draws it: `timeseries`, `stat`, `row`…
  package let type: Text?
  package let title: Text?
  package let description: Text?
  package let dataSource: DataSourceReference?
  package internal(set) var targets: [PanelTarget] = []
  /// Units of its values, of all fields and of single ones.
  package let units: [PanelUnit]
  /// Steps of the thresholds for all fields: the value where each begins, nil for the lowest, and the node of the step.
  package let thresholds: [(value: Double?, node: Node)]
  /// Whether the steps are seen: Grafana saves them in every panel.
  package let drawsThresholds: Bool
  /// Writes words in the place of values: of two and more, or of ranges of them.
  package let namesValues: Bool
  package let grid: GridPosition?
  /// The variable for each of whose values the panel is drawn.
  package let repeatVariable: Text?
  /// Drawn from somewhere else, a panel of the library.
  package let isLibraryPanel: Bool
  package let hasTransformations: Bool
  package let links: [Text]
  /// Which grid it stands in: the dashboard's or that of a folded row.
  package let container: Int

  package var isRow: Bool { type?.value == "row" }
  /// Whether it asks a data source: what other panels have is left over from another type.
  package var asks: Bool { !Self.silentTypes.contains(type?.value ?? "") }
  private static let silentTypes: Set<String> = [
    "row", "text", "dashlist", "news", "alertlist", "annolist", "welcome", "gettingstarted",
  ]

  /// What findings point at: the title, or the type, or the first byte.
  package var place: Range<Int> {
    title?.nonEmptyRange ?? type?.range ?? node.range.lowerBound..<node.range.lowerBound + 1
  }
  /// Draws numbers that change: what units and rates matter for.
  package var drawsValues: Bool { Self.valueTypes.contains(type?.value ?? "") }

  private static let valueTypes: Set<String> = [
    "timeseries", "graph", "stat", "singlestat", "gauge", "bargauge", "barchart",
  ]

  init(classic node: Node, of dashboard: Dashboard, container: Int) {
    self.dashboard = dashboard
    self.node = node
    self.container = container
    id = Text(node["id"]?.nonNull)
    type = Text(node["type"])
    title = Text(node["title"]?.nonNull)
    description = Text(node["description"]?.nonNull)
    dataSource = DataSourceReference(node["datasource"])
    grid = GridPosition(node["gridPos"])
    repeatVariable = Text(node["repeat"]?.nonNull)
    isLibraryPanel = node["libraryPanel"]?.mapping != nil
    hasTransformations = node["transformations"]?.sequence?.isEmpty == false
    let defaults = node.descend(["fieldConfig", "defaults"])
    units = PanelUnit.all(fieldConfig: node["fieldConfig"]) + PanelUnit.old(node)
    thresholds = Self.thresholds(defaults)
    drawsThresholds = Self.drawsThresholds(defaults, type: type?.value)
    namesValues = Self.namesValues(defaults)
    links = Self.links(node["links"]) + Self.links(defaults?["links"])
    targets = asks ? (node["targets"]?.sequence ?? []).map { PanelTarget(classic: $0, of: self) } : []
  }

  /// - Parameter node: `{"kind": "Panel", "spec": {…}}`.
  init(v2 node: Node, of dashboard: Dashboard, grid: GridPosition?, container: Int, repeat variable: Text?) {
    self.dashboard = dashboard
    self.node = node
    self.container = container
    self.grid = grid
    repeatVariable = variable
    let spec = node["spec"] ?? node
    id = Text(spec["id"]?.nonNull)
    title = Text(spec["title"]?.nonNull)
    description = Text(spec["description"]?.nonNull)
    let drawn = spec["vizConfig"]
    type = Text(drawn?["group"]) ?? Text(drawn?["kind"])
    isLibraryPanel = node["kind"]?.text == "LibraryPanel"
    let fieldConfig = drawn?.descend(["spec", "fieldConfig"])
    units = PanelUnit.all(fieldConfig: fieldConfig)
    thresholds = Self.thresholds(fieldConfig?["defaults"])
    drawsThresholds = Self.drawsThresholds(fieldConfig?["defaults"], type: type?.value)
    namesValues = Self.namesValues(fieldConfig?["defaults"])
    links = Self.links(spec["links"]) + Self.links(fieldConfig?.descend(["defaults", "links"]))
    let data = spec.descend(["data", "spec"])
    hasTransformations = data?["transformations"]?.sequence?.isEmpty == false
    dataSource = nil
    targets = (data?["queries"]?.sequence ?? []).map { PanelTarget(v2: $0, of: self) }
  }

  private static func thresholds(_ defaults: Node?) -> [(value: Double?, node: Node)] {
    (defaults?.descend(["thresholds", "steps"])?.sequence ?? []).map { step in
      (step["value"]?.nonNull?.text.flatMap { Double($0) }, step)
    }
  }

  /// <https://grafana.com/docs/grafana/latest/panels-visualizations/configure-thresholds/>
  private static func drawsThresholds(_ defaults: Node?, type: String?) -> Bool {
    guard defaults?.descend(["thresholds", "mode"])?.text != "percentage" else { return false }
    switch type {
    case "timeseries":
      return defaults?.descend(["custom", "thresholdsStyle", "mode"])?.text.map { $0 != "off" } ?? false
    case "stat", "gauge", "bargauge": return defaults?.descend(["color", "mode"])?.text ?? "thresholds" == "thresholds"
    default: return false
    }
  }

  /// <https://grafana.com/docs/grafana/latest/panels-visualizations/configure-value-mappings/>; up to Grafana 7 types were numbers.
  private static func namesValues(_ defaults: Node?) -> Bool {
    let counts = (defaults?["mappings"]?.sequence ?? []).map { mapping in
      switch mapping["type"]?.text {
      case "value": (mapping["options"]?.mapping ?? []).filter { $0.key.text != "null" }.count
      case "range", "regex": 2
      case "1": mapping["value"]?.text == "null" ? 0 : 1
      case "2": mapping["from"]?.text == "null" ? 0 : 2
      // Empty values and such.
      default: 0
      }
    }
    return counts.reduce(0, +) > 1
  }

  private static func links(_ node: Node?) -> [Text] { (node?.sequence ?? []).compactMap { Text($0["url"]) } }
}

/// A unit that values are written in.
package struct PanelUnit: Sendable {
  package let text: Text
  /// It holds for every value of the panel, not for single fields or one of two axes.
  package let isForAll: Bool

  static func all(fieldConfig: Node?) -> [PanelUnit] {
    let general = Text(fieldConfig?.descend(["defaults", "unit"])?.nonNull).map { PanelUnit(text: $0, isForAll: true) }
    let special = (fieldConfig?["overrides"]?.sequence ?? []).flatMap { override in
      (override["properties"]?.sequence ?? []).filter { $0["id"]?.text == "unit" }.compactMap { property in
        Text(property["value"]?.nonNull).map { PanelUnit(text: $0, isForAll: false) }
      }
    }
    return (general.map { [$0] } ?? []) + special
  }

  /// Of the panels that were drawn with Angular: a unit for each axis, or a format.
  static func old(_ panel: Node) -> [PanelUnit] {
    switch panel["type"]?.text {
    case "graph":
      (panel["yaxes"]?.sequence ?? []).prefix(1).compactMap { axis in
        Text(axis["format"]?.nonNull).map { PanelUnit(text: $0, isForAll: true) }
      }
    case "singlestat": Text(panel["format"]?.nonNull).map { [PanelUnit(text: $0, isForAll: true)] } ?? []
    default: []
    }
  }
}

/// Where a panel stands in the grid of 24 columns.
package struct GridPosition: Sendable {
  package let columns: Range<Int>
  package let rows: Range<Int>
  package let range: Range<Int>

  init?(_ node: Node?, width: String = "w", height: String = "h") {
    func number(_ key: String) -> Int? { node?[key]?.text.flatMap { Int($0) } }
    guard let node, let x = number("x"), let y = number("y"), let w = number(width), let h = number(height) else {
      return nil
    }
    self.init(x: x, y: y, width: w, height: h, range: node.range)
  }

  /// - Parameter range: UTF-8 bytes of the file.
  package init(x: Int, y: Int, width: Int, height: Int, range: Range<Int>) {
    func places(_ start: Int, _ count: Int) -> Range<Int> {
      let (end, isTooFar) = start.addingReportingOverflow(max(count, 0))
      return start..<(isTooFar ? .max : end)
    }
    (columns, rows, self.range) = (places(x, width), places(y, height), range)
  }

  package func overlaps(_ other: GridPosition) -> Bool {
    columns.overlaps(other.columns) && rows.overlaps(other.rows)
  }
}

extension Text {
  var nonEmptyRange: Range<Int>? { value.isEmpty ? nil : range }
}
