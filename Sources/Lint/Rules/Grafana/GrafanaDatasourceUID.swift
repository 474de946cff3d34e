import Documents
import Formats

extension Rule {
  static let dataSourceUID = Rule(
    "grafana/datasource-uid", .info, offBecause: "the uid that Grafana makes of the name serves as well",
    "a data source is provisioned without a uid",
    why: "Grafana makes one of the name. Who renames the data source breaks every dashboard that refers to it.",
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
          "the data source has no uid of its own: under another name dashboards do not find it", at: name,
          help: "add `uid:` with a short name")
      }
    })
}
