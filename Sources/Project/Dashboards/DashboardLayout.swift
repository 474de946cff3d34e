/// Puts panels into the grid, row below row, and numbers them.
struct DashboardLayout {
  private(set) var rows: [ResolvedDashboard.Row] = []
  private var y = 0
  private var lastID = 0

  /// Adds a row of panels, which are placed by their width and height alone; none where there is no panel.
  mutating func addRow(_ title: String, _ panels: [ResolvedPanel]) {
    guard !panels.isEmpty else { return }
    let heading = GridPosition(x: 0, y: y, width: GridPosition.columns, height: 1)
    var row = ResolvedDashboard.Row(id: nextID(), title: title, position: heading, panels: [])
    y += heading.height
    var x = 0
    var lineHeight = 0
    for var panel in panels {
      if x + panel.position.width > GridPosition.columns {
        y += lineHeight
        (x, lineHeight) = (0, 0)
      }
      panel.id = nextID()
      (panel.position.x, panel.position.y) = (x, y)
      row.panels.append(panel)
      x += panel.position.width
      lineHeight = max(lineHeight, panel.position.height)
    }
    y += lineHeight
    rows.append(row)
  }

  /// Closes the rows that nobody sees at first on a dashboard with many panels.
  mutating func close() {
    guard rows.map(\.panels.count).reduce(0, +) > Self.many else { return }
    var open = 0
    for index in rows.indices {
      rows[index].isClosed = open >= Self.openPanels
      open += rows[index].panels.count
    }
  }

  /// Panels from which on a dashboard has closed rows, and how many are open then.
  private static let many = 40, openPanels = 20

  private mutating func nextID() -> Int {
    lastID += 1
    return lastID
  }
}

extension GridPosition {
  /// A size, for the layout to place.
  init(width: Int, height: Int) { self.init(x: 0, y: 0, width: width, height: height) }
}
