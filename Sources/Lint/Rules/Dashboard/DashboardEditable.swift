import Documents
import Formats

extension Rule {
  static let editableDashboard = Rule(
    "dashboard/editable", .info, "a dashboard in a file that can be edited in Grafana",
    why: "What somebody changes by hand is gone when the file is read again. `false` tells them so before they begin.",
    bad: [.dashboard(#""uid": "example", "title": "Example", "editable": ⟦true⟧"#)],
    good: [.dashboard(#""uid": "example", "title": "Example", "editable": false"#)],
    check: .dashboard { dashboard, reporter in
      guard let flag = dashboard.node["editable"], dashboard.node.flag("editable") == true else { return }
      reporter.report(
        "edits in Grafana are lost when the file is provisioned again", at: flag.range, help: "write `false`",
        fix: Fix("make the dashboard read-only", [.init(flag.range, "false")]))
    })
}
