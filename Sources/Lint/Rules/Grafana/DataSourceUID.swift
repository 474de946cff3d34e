import Documents
import Formats

extension Rule {
  static let dataSourceUID = Rule(
    "grafana/datasource-uid", .warning, "a data source is provisioned without a uid",
    why: "Grafana makes one up, another on each instance: dashboards cannot refer to it.",
    bad: [
      Example(Example.dataSources("name: ⟦Prometheus⟧, type: prometheus"))
    ],
    good: [
      Example(Example.dataSources("name: Prometheus, type: prometheus, uid: prometheus"))
    ],
    check: .grafanaProvisioning { file, reporter in
      for source in file.dataSources where source.uid?.value.isEmpty ?? true {
        guard let name = source.name else { continue }
        reporter.report(
          "the data source has no uid: no dashboard can refer to it for good", at: name,
          help: "add `uid:` with a short name")
      }
    })
}
