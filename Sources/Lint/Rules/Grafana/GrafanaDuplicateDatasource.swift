import Documents
import Formats

extension Rule {
  static let duplicateDataSource = Rule(
    "grafana/duplicate-datasource", .error, "two data sources of one name or uid, or two defaults",
    why: "Grafana takes the last of one name, and does not start where two of one organization are its default.",
    bad: [
      Example(
        Example.dataSources(
          "name: Prometheus, type: prometheus, uid: a, isDefault: true",
          "name: Loki, type: loki, uid: b, isDefault: ⟦true⟧")),
      Example(
        Example.dataSources(
          "name: Prometheus, type: prometheus, uid: a", "name: Other, type: prometheus, uid: ⟦a⟧",
          "name: ⟦Prometheus⟧, type: prometheus, uid: c")),
    ],
    good: [
      Example(
        Example.dataSources(
          "name: Prometheus, type: prometheus, uid: a, isDefault: true",
          "name: Prometheus, type: prometheus, uid: b, orgId: 2, isDefault: true"))
    ],
    check: .project { facts, reporter in
      var seen: [String: (DataSourceFact, PlacedName)] = [:]
      func check(_ kind: String, _ name: PlacedName?, _ value: String, _ source: DataSourceFact, _ message: String) {
        guard let name else { return }
        // Files of any other folder may be alternatives; of this one Grafana reads all.
        let isReadWhole = source.source.folder.hasSuffix("datasources")
        // Which entries of ConfigMaps are mounted together, nothing here says.
        let place = isReadWhole ? source.source.folder : "\(source.source.name):\(source.source.rangeInFile.lowerBound)"
        let key = [place, source.organization, kind, value].joined(separator: "\n")
        if let (other, place) = seen[key] {
          reporter.report(
            message, at: name.range, in: source.source, help: "keep one of the two",
            notes: [reporter.note("the other one", at: place.range, in: other.source)],
            // Of one name, the second is taken for a change of the first.
            as: kind != "default" && other.name?.name == source.name?.name ? .warning : nil)
        } else {
          seen[key] = (source, name)
        }
      }
      for source in facts.grafana.dataSources {
        check("name", source.name, source.name?.name ?? "", source, "another data source has this name")
        check("uid", source.uid, source.uid?.name ?? "", source, "another data source has this uid")
        check(
          "default", source.isDefault, "", source, "another data source is the default already: Grafana does not start")
      }
    })
}
