import Documents
import Formats

extension Rule {
  static let dashboardTitle = Rule(
    "dashboard/title", .error, "a dashboard without a title",
    why: "Grafana does not save a dashboard whose title is empty, and provisioning skips the file.",
    bad: [
      .dashboard(#""uid": "example", ⟦"title": ""⟧"#), .dashboard(#""uid": "example""#).marking("{"),
    ],
    good: [.dashboard(#""uid": "example", "title": "Requests""#)],
    check: .dashboard { dashboard, reporter in
      // A dashboard in a wrapper or of the second schema is recognised by other keys; what is recognised by its title has one.
      guard dashboard.title?.value.trimmed().isEmpty ?? true else { return }
      let entry = dashboard.node.entry("title")
      let start = dashboard.node.range.lowerBound
      reporter.report(
        "the dashboard has no title: Grafana refuses it",
        at: entry.map { $0.key.range.lowerBound..<$0.value.range.upperBound } ?? start..<start + 1,
        help: "write what it shows as `\"title\"`")
    })
}
