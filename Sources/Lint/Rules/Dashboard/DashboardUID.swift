import Documents
import Formats

extension Rule {
  static let dashboardUID = Rule(
    "dashboard/uid", .info, "a dashboard without a uid",
    why: """
      Grafana makes one up, another on each instance: links to the dashboard break, and a file that is provisioned again becomes \
      a second dashboard.
      """,
    bad: [.dashboard(#"⟦"title"⟧: "Requests""#)],
    good: [.dashboard(#""uid": "requests", "title": "Requests""#)],
    check: .dashboard { dashboard, reporter in
      // In Kubernetes a resource has a name, or is refused by somebody else.
      // What was exported to be imported by hand gets one then.
      guard !dashboard.isKubernetes, dashboard.node["__inputs"] == nil, dashboard.uid?.value.isEmpty ?? true else {
        return
      }
      let key = dashboard.node.entry("uid")?.key ?? dashboard.node.entry("title")?.key
      let start = dashboard.node.range.lowerBound
      reporter.report(
        "the dashboard has no uid: links to it break wherever it is imported anew",
        at: key?.range ?? start..<start + 1, help: "add `\"uid\"` with a short name of letters, digits, `-` and `_`")
    })
}
