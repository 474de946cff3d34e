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
      ]),
      Example(files: [
        "shop/boards/board.json": #"""
        {"uid": "a", "title": "A", "schemaVersion": 41, "panels": [
          {"id": 1, "type": "stat", "title": "Up", "datasource": {"type": "prometheus", "uid": "⟦prom⟧"}, "targets": []}]}
        """#,
        "shop/grafana/provisioning/datasources/all.yml":
          Example.dataSources("name: Prometheus, type: prometheus, uid: prometheus"),
      ]),
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
      // Somebody fills it in.
      Example(files: [
        "board.json": #"""
        {"uid": "a", "title": "A", "schemaVersion": 41, "panels": [
          {"id": 1, "type": "stat", "title": "Up", "datasource": {"type": "prometheus", "uid": "{{CLUSTER}}"}, "targets": []},
          {"id": 2, "type": "stat", "title": "Up", "datasource": {"type": "prometheus", "uid": "__CLUSTER__"}, "targets": []}]}
        """#,
        "datasources.yml": Example.dataSources("name: Prometheus, type: prometheus, uid: prometheus"),
      ]),
      // Nobody says that what is provisioned for a load test is meant for it.
      Example(files: [
        "assets/boards/board.json": #"""
        {"uid": "a", "title": "A", "schemaVersion": 41, "panels": [
          {"id": 1, "type": "stat", "title": "Up", "datasource": {"type": "prometheus", "uid": "prom"}, "targets": []}]}
        """#,
        "assets/loadtest/grafana/provisioning/datasources/all.yml":
          Example.dataSources("name: Prometheus, type: prometheus, uid: prometheus"),
      ]),
      // A dashboard of the same folder asks what a test provisions, and this one asks another.
      Example(files: [
        "boards/board.json": #"""
        {"uid": "a", "title": "A", "schemaVersion": 41, "panels": [
          {"id": 1, "type": "stat", "title": "Up", "datasource": {"type": "prometheus", "uid": "global"}, "targets": []}]}
        """#,
        "boards/other.json": #"""
        {"uid": "b", "title": "B", "schemaVersion": 41, "panels": [
          {"id": 1, "type": "stat", "title": "Up", "datasource": {"type": "prometheus", "uid": "prometheus"}, "targets": []}]}
        """#,
        "tests/kind/grafana/datasources.yml": Example.dataSources(
          "name: Prometheus, type: prometheus, uid: prometheus"),
      ]),
      // A reference by name alone is none: Grafana asks its default.
      Example(files: [
        "board.json": #"""
        {"uid": "a", "title": "A", "schemaVersion": 41, "panels": [
          {"id": 1, "type": "stat", "title": "Up", "datasource": {"type": "prometheus", "name": "prom"}, "targets": []}]}
        """#,
        "datasources.yml": Example.dataSources("name: Prometheus, type: prometheus, uid: prometheus"),
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
      func names(_ sources: [DataSourceFact]) -> Set<String> {
        Set(sources.flatMap { [$0.name?.name, $0.uid?.name, $0.derivedUID].compactMap { $0 } })
      }
      let known = names(sources)
      let folders = Set(sources.map { stackFolder(of: $0.source.folder) })
      // What tests provision is one of several that a dashboard may meet.
      let settled = names(sources.filter { !$0.source.isForTrial && !$0.source.isFixture })
      let relatives = Set(
        facts.grafana.dashboards.filter { $0.dataSources.contains { settled.contains($0.source.name) } }.map(
          \.source.folder))
      func isRelated(_ dashboard: DashboardFact) -> Bool {
        let folder = dashboard.source.folder
        return relatives.contains(folder) || folders.contains { $0.isEmpty || "\(folder)/".hasPrefix("\($0)/") }
      }
      var suggestions = NearestNames(among: known)
      for dashboard in facts.grafana.dashboards {
        var places = PlacesByCause()
        for (source, _) in dashboard.dataSources
        where !known.contains(source.name) && !DataSourceReference.isPlaceholder(source.name) {
          places.add(source.range, to: source.name)
        }
        if !places.all.isEmpty, !isRelated(dashboard) { continue }
        for (name, ranges) in places.all {
          reporter.report(
            "no data source `\(name)` is provisioned", at: ranges[0], in: dashboard.source,
            help: suggestions.nearest(to: name).map { "did you mean `\($0)`?" }
              ?? "provision it, or refer to one that is",
            notes: reporter.notes(alsoAt: ranges.dropFirst(), in: dashboard.source))
        }
      }
    })

  /// The folder of the stack that data sources are provisioned for: what stands around `grafana/provisioning/datasources`.
  private static func stackFolder(of folder: String) -> String {
    var parts = folder.split(separator: "/")
    while let last = parts.last?.lowercased(),
      last.includes("datasource") || last.includes("provision") || last.includes("grafana")
    {
      parts.removeLast()
    }
    return parts.joined(separator: "/")
  }
}

extension DataSourceReference {
  /// Whether a script fills in the name of a data source: `{{CLUSTER}}`, `__CLUSTER__`, `<CLUSTER>`, `@CLUSTER@`.
  fileprivate static func isPlaceholder(_ name: String) -> Bool {
    [("{{", "}}"), ("__", "__"), ("<", ">"), ("@", "@"), ("%", "%")].contains { open, close in
      name.hasPrefix(open) && name.hasSuffix(close) && name.utf8.count > open.utf8.count + close.utf8.count
    }
  }
}
