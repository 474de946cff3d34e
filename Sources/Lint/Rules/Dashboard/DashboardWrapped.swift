import Documents

extension Rule {
  static let wrappedDashboard = Rule(
    "dashboard/wrapped", .error, "a provisioned file holds an answer of Grafana's API, with the dashboard inside of it",
    why: """
      Grafana reads a dashboard from its disk as it is. Of this one it says that the title cannot be empty, and leaves it out. Looked for \
      in folders that provisioning names.
      """,
    bad: [
      provisioned(#"{"meta": {}, "⟦dashboard⟧": {"uid": "a", "title": "A", "schemaVersion": 41, "panels": []}}"#)
    ],
    good: [
      provisioned(#"{"uid": "a", "title": "A", "schemaVersion": 41, "panels": []}"#),
      // What a script posts to the API is wrapped.
      Example(
        #"{"dashboard": {"uid": "a", "title": "A", "schemaVersion": 41, "panels": []}, "overwrite": true}"#,
        name: "post.json"),
    ],
    check: .project { facts, reporter in
      let provisioned = ProvisionedDashboards(facts)
      for dashboard in facts.grafana.dashboards {
        guard let wrapper = dashboard.wrapper, provisioned.contains(dashboard.source) else { continue }
        reporter.report(
          "this is what the API answers: Grafana finds no title in the file and leaves it out", at: wrapper.range,
          in: dashboard.source, help: "keep only what stands inside of `dashboard`")
      }
    })

  /// A dashboard in a folder that Grafana reads.
  static func provisioned(_ dashboard: String) -> Example {
    Example(files: [
      "grafana/dashboards/a.json": dashboard,
      "grafana/provisioning/dashboards/files.yml": """
      apiVersion: 1
      providers: [{ name: files, type: file, options: { path: /var/lib/grafana/dashboards } }]
      """,
    ])
  }
}
