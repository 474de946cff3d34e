import Documents
import Formats

extension Rule {
  static let duplicatePanelID = Rule(
    "dashboard/duplicate-panel-id", .warning, "two panels of one id",
    why: """
      Grafana gives one of them another id whenever the dashboard is loaded: links to a panel, and panels that draw another's data, \
      lead to the wrong one.
      """,
    bad: [
      .dashboard(
        #""uid": "a", "title": "A""#,
        panels: #"{"id": 1, "type": "text", "title": "One"}, {"id": ⟦1⟧, "type": "text", "title": "Two"}"#),
      .dashboard(
        #""uid": "a", "title": "A""#,
        panels: #"{"id": 1, "type": "row", "title": "One"}, {"id": ⟦1⟧, "type": "text", "title": "Two"}"#),
    ],
    good: [
      .dashboard(
        #""uid": "a", "title": "A""#,
        panels: #"{"id": 1, "type": "text", "title": "One"}, {"id": 2, "type": "text", "title": "Two"}"#),
      .dashboard(
        #""uid": "a", "title": "A""#,
        panels: #"{"id": 1, "type": "text", "title": "One"}, {"id": 1, "type": "row", "title": "Two"}"#),
    ],
    check: .dashboard { dashboard, reporter in
      var seen: [String: Panel] = [:]
      for panel in dashboard.panels {
        guard let id = panel.id else { continue }
        guard let first = seen[id.value] else {
          seen[id.value] = panel
          continue
        }
        // Of two the later one is numbered anew, and nobody links to a row.
        // Source: github.com/grafana/grafana, DashboardModel.ts, `ensurePanelsHaveUniqueIds`.
        if panel.isRow { continue }
        reporter.report(
          "another panel has the id \(id.value): links to one of them lead to the other", at: id,
          help: "number the panels anew", notes: [reporter.note("the other one", at: first.id?.range ?? first.place)])
      }
    })
}
