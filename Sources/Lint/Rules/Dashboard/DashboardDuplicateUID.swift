import Documents
import Formats

extension Rule {
  static let duplicateDashboardUID = Rule(
    "dashboard/duplicate-uid", .warning, "two dashboards in one folder with the same uid",
    why: "Both are one dashboard to Grafana: each of the files overwrites what the other has brought, over and over.",
    bad: [
      Example(files: [
        "a.json": #"{"uid": "requests", "title": "Requests", "panels": [], "schemaVersion": 41}"#,
        "b.json": #"{"uid": "⟦requests⟧", "title": "Errors", "panels": [], "schemaVersion": 41}"#,
      ])
    ],
    good: [
      Example(files: [
        "a.json": #"{"uid": "requests", "title": "Requests", "panels": [], "schemaVersion": 41}"#,
        "b.json": #"{"uid": "errors", "title": "Errors", "panels": [], "schemaVersion": 41}"#,
      ]),
      Example(files: [
        "staging/a.json": #"{"uid": "requests", "title": "Requests", "panels": [], "schemaVersion": 41}"#,
        "production/a.json": #"{"uid": "requests", "title": "Requests", "panels": [], "schemaVersion": 41}"#,
      ]),
      // Made of the other.
      Example(files: [
        "a.json": #"{"uid": "requests", "title": "Requests", "panels": [], "schemaVersion": 41}"#,
        "a.yaml": #"""
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: a, labels: { grafana_dashboard: "1" } }
        data: { "a.json": '{"uid": "requests", "title": "Requests", "panels": [], "schemaVersion": 41}' }
        """#,
      ]),
    ],
    check: .project { facts, reporter in
      for (first, second) in facts.grafana.repeated(\.uid) {
        guard let name = second.uid, let other = first.uid, !second.isCopy(of: first) else { continue }
        reporter.report(
          "the uid `\(name.name)` belongs to another dashboard as well: they overwrite each other", at: name.range,
          in: second.source, help: "give each its own",
          notes: [reporter.note("the other one", at: other.range, in: first.source)],
          // Of one title they are variants, of which each Grafana gets one.
          as: second.title?.name == first.title?.name ? .info : nil)
      }
    })
}

extension DashboardFact {
  /// Whether one of the two is the other in a resource of Kubernetes.
  fileprivate func isCopy(of other: DashboardFact) -> Bool {
    source.name.hasSuffix(".json") != other.source.name.hasSuffix(".json") && title?.name == other.title?.name
  }
}
