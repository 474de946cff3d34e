import Documents
import Formats

extension Rule {
  static let overlappingPanels = Rule(
    "panel/overlap", .info, "two panels in one place",
    why: "Grafana pushes one of them down: the dashboard looks different from what was laid out.",
    bad: [
      .dashboard(
        #""uid": "a", "title": "A""#,
        panels: """
          {"id": 1, "type": "text", "title": "One", "gridPos": {"x": 0, "y": 0, "w": 12, "h": 8}},
          {"id": 2, "type": "text", "title": "Two", "gridPos": ⟦{"x": 6, "y": 4, "w": 12, "h": 8}⟧}
          """)
    ],
    good: [
      .dashboard(
        #""uid": "a", "title": "A""#,
        panels: """
          {"id": 1, "type": "text", "title": "One", "gridPos": {"x": 0, "y": 0, "w": 12, "h": 8}},
          {"id": 2, "type": "text", "title": "Two", "gridPos": {"x": 12, "y": 0, "w": 12, "h": 8}}
          """)
    ],
    check: .dashboard { dashboard, reporter in
      // Rows and repeated panels make room for themselves.
      let panels = dashboard.panels.filter { !$0.isRow && $0.repeatVariable == nil }
      let places = panels.compactMap { panel in panel.grid.map { (panel.container, $0) } }
      // Where one has slipped, those below it overlap as well: one finding says it.
      guard let first = FirstOverlap(panels: places).find() else { return }
      reporter.report(
        "another panel stands in the same place: Grafana moves one of them", at: places[first.panel].1.range,
        help: "lay them side by side, or one below the other",
        notes: [reporter.note("the other one", at: places[first.other].1.range)])
    })
}
