import Documents
import Formats

extension Rule {
  static let duplicateDashboardUID = Rule(
    "dashboard/duplicate-uid", .error, "two dashboards in one folder with the same uid",
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
    ],
    check: .project { facts, reporter in
      for (first, second) in facts.grafana.repeated(\.uid) {
        guard let name = second.uid, let other = first.uid else { continue }
        reporter.report(
          "the uid `\(name.name)` belongs to another dashboard as well: they overwrite each other", at: name.range,
          in: second.source, help: "give each its own",
          notes: [reporter.note("the other one", at: other.range, in: first.source)])
      }
    })

  static let duplicateDashboardTitle = Rule(
    "dashboard/duplicate-title", .warning, "two dashboards in one folder with the same title",
    why: "In a list and in a search nobody can tell which is which.",
    bad: [
      Example(files: [
        "a.json": #"{"uid": "requests", "title": "Requests", "panels": [], "schemaVersion": 41}"#,
        "b.json": #"{"uid": "errors", "title": "⟦Requests⟧", "panels": [], "schemaVersion": 41}"#,
      ])
    ],
    good: [
      Example(files: [
        "a.json": #"{"uid": "requests", "title": "Requests", "panels": [], "schemaVersion": 41}"#,
        "b.json": #"{"uid": "errors", "title": "Errors", "panels": [], "schemaVersion": 41}"#,
      ])
    ],
    check: .project { facts, reporter in
      for (first, second) in facts.grafana.repeated(\.title) where first.uid?.name != second.uid?.name {
        guard let name = second.title, let other = first.title else { continue }
        reporter.report(
          "another dashboard here is called `\(name.name)` as well: nobody can tell them apart", at: name.range,
          in: second.source, help: "say in the title what is different",
          notes: [reporter.note("the other one", at: other.range, in: first.source)])
      }
    })
}

extension GrafanaFacts {
  /// Dashboards that say the same as an earlier one of the same folder.
  fileprivate func repeated(_ name: (DashboardFact) -> PlacedName?) -> [(first: DashboardFact, second: DashboardFact)] {
    var seen: [String: DashboardFact] = [:]
    return dashboards.compactMap { dashboard in
      guard let name = name(dashboard) else { return nil }
      let key = dashboard.source.folder + "\n" + name.name
      if let first = seen[key] { return (first, dashboard) }
      seen[key] = dashboard
      return nil
    }
  }
}

extension SourceFile {
  /// The name of the folder that it is in.
  var folder: String { name.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(name[..<$0]) } ?? "" }
}
