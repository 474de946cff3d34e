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
          {"id": 1, "type": "stat", "title": "Up", "datasource": {"type": "prometheus", "uid": "⟦prom⟧"}, "targets": []},
          {"id": 2, "type": "stat", "title": "Down", "datasource": {"type": "prometheus", "uid": "prom"}, "targets": []}]}
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
      ]),
      // Grafana makes a uid of the name.
      Example(files: [
        "board.json": #"""
        {"uid": "a", "title": "A", "schemaVersion": 41, "panels": [
          {"id": 1, "type": "stat", "title": "Up", "datasource": {"type": "prometheus", "uid": "PBFA97CFB590B2093"}, "targets": []}]}
        """#,
        "datasources.yml": Example.dataSources("name: Prometheus, type: prometheus"),
      ]),
      Example(files: [
        "board.json": #"""
        {"uid": "a", "title": "A", "schemaVersion": 41, "panels": [
          {"id": 1, "type": "stat", "title": "Up", "datasource": {"type": "prometheus", "uid": "main"}, "targets": []},
          {"id": 2, "type": "text", "title": "About", "datasource": {"type": "prometheus", "uid": "gone"}}]}
        """#,
        "datasources.yml": Example.dataSources("name: Prometheus, type: prometheus, uid: $UID"),
      ]),
    ],
    check: .project { facts, reporter in
      let sources = facts.grafana.dataSources
      guard !sources.isEmpty, sources.allSatisfy(\.isNameKnown) else { return }
      // Old dashboards name data sources, others have their uid.
      let known = Set(sources.flatMap { [$0.name?.name, $0.uid?.name, $0.derivedUID].compactMap { $0 } })
      for dashboard in facts.grafana.dashboards {
        var places = PlacesByCause()
        for (source, _) in dashboard.dataSources where !known.contains(source.name) {
          places.add(source.range, to: source.name)
        }
        for (name, ranges) in places.all {
          reporter.report(
            "no data source `\(name)` is provisioned", at: ranges[0], in: dashboard.source,
            help: Spelling.nearest(to: name, among: known).map { "did you mean `\($0)`?" }
              ?? "provision it, or refer to one that is",
            notes: reporter.notes(alsoAt: ranges.dropFirst(), in: dashboard.source))
        }
      }
    })
}
