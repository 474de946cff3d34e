import Documents

/// Where the elements of a dashboard of the second schema stand: in grids, in rows and tabs of grids.
struct V2Layout {
  struct Item {
    let grid: GridPosition?
    let container: Int
    let repeatVariable: Text?
  }

  private(set) var items: [String: Item] = [:]
  /// Variables of rows and tabs.
  private(set) var variables: [Node] = []
  private var containers = 0

  init(_ layout: Node?) {
    if let layout { read(layout) }
  }

  private mutating func read(_ layout: Node) {
    let spec = layout["spec"]
    containers += 1
    let container = containers
    for item in spec?["items"]?.sequence ?? [] {
      guard let inner = item["spec"], let name = inner.descend(["element", "name"])?.text else { continue }
      items[name] = Item(
        grid: GridPosition(inner, width: "width", height: "height"), container: container,
        repeatVariable: Text(inner.descend(["repeat", "value"])))
    }
    for part in (spec?["rows"]?.sequence ?? []) + (spec?["tabs"]?.sequence ?? []) {
      variables += part.descend(["spec", "variables"])?.sequence ?? []
      if let inner = part.descend(["spec", "layout"]) { read(inner) }
    }
  }
}
