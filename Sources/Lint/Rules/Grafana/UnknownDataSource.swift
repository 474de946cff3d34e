import Documents
import Formats

extension Rule {
  static let unknownDataSource = Rule(
    "grafana/unknown-datasource", .warning, "a dashboard asks a data source that is not provisioned",
    why: "Its panels say that the data source was not found.",
    bad: [
      Example(files: [
        "board.json": #"""
        {"uid": "a", "title": "A", "schemaVersion": 41, "panels": [
          {"id": 1, "type": "stat", "title": "Up", "datasource": {"type": "prometheus", "uid": "⟦prom⟧"}, "targets": []}]}
        """#,
        "datasources.yml": Example.dataSources("name: Prometheus, type: prometheus, uid: prometheus"),
      ])
    ],
    good: [
      Example(files: [
        "board.json": #"""
        {"uid": "a", "title": "A", "schemaVersion": 41, "panels": [
          {"id": 1, "type": "stat", "title": "Up", "datasource": {"type": "prometheus", "uid": "prometheus"}, "targets": []}]}
        """#,
        "datasources.yml": Example.dataSources("name: Prometheus, type: prometheus, uid: prometheus"),
      ])
    ],
    check: .project { facts, reporter in
      let sources = facts.grafana.dataSources
      guard !sources.isEmpty else { return }
      // Old dashboards name data sources, others have their uid.
      let known = Set(sources.flatMap { [$0.name?.name, $0.uid?.name].compactMap { $0 } })
      for dashboard in facts.grafana.dashboards {
        for (source, _) in dashboard.dataSources where !known.contains(source.name) {
          reporter.report(
            "no data source `\(source.name)` is provisioned", at: source.range, in: dashboard.source,
            help: Spelling.nearest(to: source.name, among: known).map { "did you mean `\($0)`?" }
              ?? "provision it, or refer to one that is")
        }
      }
    })
}
