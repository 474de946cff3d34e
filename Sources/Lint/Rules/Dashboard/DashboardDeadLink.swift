import Documents
import Formats

extension Rule {
  static let deadDashboardLink = Rule(
    "dashboard/dead-link", .warning, "a link to a dashboard that is not there",
    why: "Who follows it in an incident lands on an error page.",
    bad: [
      Example(files: [
        "a.json":
          #"{"uid": "a", "title": "A", "panels": [], "schemaVersion": 41, "links": [{"url": "/d/⟦c⟧/c?orgId=1"}]}"#,
        "b.json": #"{"uid": "b", "title": "B", "panels": [], "schemaVersion": 41}"#,
      ])
    ],
    good: [
      Example(files: [
        "a.json":
          #"{"uid": "a", "title": "A", "panels": [], "schemaVersion": 41, "links": [{"url": "/d/b/b?orgId=1"}]}"#,
        "b.json": #"{"uid": "b", "title": "B", "panels": [], "schemaVersion": 41}"#,
      ]),
      // Alone, a dashboard says nothing of what else there is.
      Example(
        #"{"uid": "a", "title": "A", "panels": [], "schemaVersion": 41, "links": [{"url": "/d/c/c"}]}"#,
        name: "a.json"),
    ],
    check: .project { facts, reporter in
      let dashboards = facts.grafana.dashboards
      guard dashboards.count > 1 else { return }
      var uids = NearestNames(among: dashboards.compactMap { $0.uid?.name })
      for dashboard in dashboards {
        for link in dashboard.links where !uids.contains(link.name) {
          reporter.report(
            "none of the dashboards has the uid `\(link.name)`", at: link.range, in: dashboard.source,
            help: uids.nearest(to: link.name).map { "did you mean `\($0)`?" }
              ?? "correct the link, or remove it")
        }
      }
    })
}
