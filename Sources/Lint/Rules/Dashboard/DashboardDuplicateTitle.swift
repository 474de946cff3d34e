import Documents
import Formats

extension Rule {
  static let duplicateDashboardTitle = Rule(
    "dashboard/duplicate-title", .info, "two dashboards in one folder with the same title",
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
