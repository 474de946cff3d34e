import Documents

/// Puts panels into Grafana's grid of 24 columns, row below row, and numbers them.
struct PanelLayout {
  private(set) var panels: [Tree] = []
  private var y = 0
  private var nextID = 1

  var isEmpty: Bool { panels.isEmpty }

  mutating func addRow(_ title: String, _ items: [PlacedPanel]) {
    guard !items.isEmpty else { return }
    append(
      [
        "collapsed": false, "gridPos": position(x: 0, width: 24, height: 1), "panels": [], "title": .string(title),
        "type": "row",
      ])
    y += 1
    var x = 0
    var rowHeight = 0
    for item in items {
      if x + item.width > 24 {
        y += rowHeight
        (x, rowHeight) = (0, 0)
      }
      var panel = item.tree
      panel["gridPos"] = position(x: x, width: item.width, height: item.height)
      append(panel)
      x += item.width
      rowHeight = max(rowHeight, item.height)
    }
    y += rowHeight
  }

  private func position(x: Int, width: Int, height: Int) -> Tree {
    ["h": .integer(height), "w": .integer(width), "x": .integer(x), "y": .integer(y)]
  }

  private mutating func append(_ panel: Tree) {
    panels.append(Tree.mapping([.init("id", .integer(nextID))]).merging(panel))
    nextID += 1
  }
}

/// A panel and how much room it takes.
struct PlacedPanel {
  var tree: Tree
  var width: Int
  var height: Int
}
