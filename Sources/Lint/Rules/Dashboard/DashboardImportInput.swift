import Documents

extension Rule {
  static let importInput = Rule(
    "dashboard/import-input", .warning, "a provisioned dashboard asks a data source that only an import fills in",
    why: """
      `${DS_PROMETHEUS}` of an export stands for what people choose when they import it. Provisioning asks nobody and leaves the text \
      as it is: the panels say that the data source was not found. Looked for in folders that provisioning names.
      """,
    bad: [
      provisioned(
        #"""
        {"__inputs": [{"name": "DS_PROMETHEUS", "type": "datasource", "pluginId": "prometheus"}],
         "uid": "a", "title": "A", "schemaVersion": 41, "panels": [
          {"id": 1, "type": "stat", "title": "Up", "datasource": {"type": "prometheus", "uid": "⟦${DS_PROMETHEUS}⟧"},
           "targets": [{"refId": "A", "expr": "up", "datasource": {"type": "prometheus", "uid": "${DS_PROMETHEUS}"}}]}]}
        """#)
    ],
    good: [
      provisioned(
        #"""
        {"uid": "a", "title": "A", "schemaVersion": 41,
         "templating": {"list": [{"name": "DS_PROMETHEUS", "type": "datasource", "query": "prometheus"}]}, "panels": [
          {"id": 1, "type": "stat", "title": "Up", "datasource": {"type": "prometheus", "uid": "${DS_PROMETHEUS}"},
           "targets": [{"refId": "A", "expr": "up"}]}]}
        """#),
      Example(
        #"""
        {"__inputs": [{"name": "DS_PROMETHEUS", "type": "datasource", "pluginId": "prometheus"}],
         "uid": "a", "title": "A", "schemaVersion": 41, "panels": [
          {"id": 1, "type": "stat", "title": "Up", "datasource": {"type": "prometheus", "uid": "${DS_PROMETHEUS}"}}]}
        """#, name: "export.json"),
    ],
    check: .project { facts, reporter in
      let provisioned = ProvisionedDashboards(facts)
      for dashboard in facts.grafana.dashboards {
        guard !dashboard.importReferences.isEmpty, provisioned.contains(dashboard.source) else { continue }
        var places = PlacesByCause()
        for reference in dashboard.importReferences { places.add(reference.range, to: reference.name) }
        for (name, ranges) in places.all {
          reporter.report(
            "provisioning never fills in `${\(name)}`, so the data source is not found", at: ranges[0],
            in: dashboard.source,
            help: "write the uid of a provisioned data source, or add a variable `\(name)` of type `datasource`",
            notes: reporter.notes(alsoAt: ranges.dropFirst(), in: dashboard.source))
        }
      }
    })
}
