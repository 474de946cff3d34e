import Documents
import Formats

/// What dashboards and provisioning say that other files may contradict.
package struct GrafanaFacts: Sendable {
  package var dashboards: [DashboardFact] = []
  package var dataSources: [DataSourceFact] = []
  /// What Grafana passes over in files of provisioning.
  package var ignored: [(source: SourceFile, problems: [FormatProblem])] = []
  package var providers: [DashboardFolderFact] = []

  init() {}

  init(_ document: Document) {
    dashboards = document.dashboards.map { DashboardFact($0) }
    if let files = document.grafanaProvisioning {
      dataSources = files.dataSources.map { DataSourceFact($0, files.source) }
      let problems = ProvisioningShape.problems(in: files.node)
      if !problems.isEmpty { ignored = [(files.source, problems)] }
      providers = files.providers.compactMap { provider in
        provider.path.map { DashboardFolderFact(path: $0.value, source: files.source) }
      }
    }
  }

  mutating func merge(_ other: GrafanaFacts) {
    dashboards += other.dashboards
    dataSources += other.dataSources
    ignored += other.ignored
    providers += other.providers
  }
}

/// A name and where it stands.
package struct PlacedName: Sendable {
  package let name: String
  package let range: Range<Int>
}

/// A dashboard as other files see it.
package struct DashboardFact: Sendable {
  package let source: SourceFile
  package let title: PlacedName?
  package let uid: PlacedName?
  package let refresh: PlacedName?
  /// Data sources that are named, not chosen by a variable; with the plugin where it is given.
  package let dataSources: [(source: PlacedName, type: String?)]
  /// Uids of dashboards that are linked to.
  package let links: [PlacedName]
  /// Every query that it has, as far as its data source is known.
  package let asksPrometheusOnly: Bool
  /// The key that it stands under, as Grafana's API sends it.
  package let wrapper: PlacedName?
  /// Where a data source is one of the export's inputs.
  package let importReferences: [PlacedName]

  init(_ dashboard: Dashboard) {
    let source = dashboard.source
    func placed(_ text: Text?) -> PlacedName? {
      text.flatMap { $0.value.isEmpty ? nil : PlacedName(name: $0.value, range: $0.contentRange(in: source)) }
    }
    self.source = source
    wrapper = dashboard.wrapper.flatMap(placed)
    importReferences = dashboard.importReferences.map {
      PlacedName(name: $0.name, range: $0.uid.contentRange(in: source))
    }
    asksPrometheusOnly = dashboard.panels.allSatisfy {
      $0.targets.allSatisfy { [.prometheus, .unknown].contains($0.kind) }
    }
    title = placed(dashboard.title)
    uid = placed(dashboard.uid)
    refresh = placed(Text(dashboard.node["refresh"]) ?? Text(dashboard.node.descend(["timeSettings", "autoRefresh"])))
    dataSources = dashboard.fixedDataSources.compactMap { reference in
      placed(reference.uid).map { ($0, reference.type?.value) }
    }
    links = (dashboard.links.compactMap(\.url) + dashboard.panels.flatMap(\.links)).compactMap { url in
      DashboardLink.uid(in: url.value).map { PlacedName(name: $0.uid, range: url.range(of: $0.part, in: source)) }
    }
  }
}

/// A folder that Grafana takes dashboards from, as its provisioning names it.
package struct DashboardFolderFact: Sendable {
  /// Where Grafana runs.
  package let path: String
  package let source: SourceFile
}

/// A data source that Grafana is given.
package struct DataSourceFact: Sendable {
  package let source: SourceFile
  package let name: PlacedName?
  package let uid: PlacedName?
  /// What Grafana calls it where the file gives no uid.
  package let derivedUID: String?
  package let isNameKnown: Bool
  package let type: String
  package let organization: String
  package let isDefault: PlacedName?
  package let scrapeInterval: String?

  init(_ dataSource: ProvisionedDataSource, _ source: SourceFile) {
    func placed(_ text: Text?) -> PlacedName? {
      text.map { PlacedName(name: $0.value, range: $0.contentRange(in: source)) }
    }
    self.source = source
    name = placed(dataSource.name)
    uid = placed(dataSource.uid)
    derivedUID = dataSource.derivedUID
    isNameKnown = dataSource.isNameKnown
    type = dataSource.type?.value ?? ""
    organization = dataSource.organization
    isDefault = placed(dataSource.isDefault)
    scrapeInterval = dataSource.scrapeInterval?.value
  }
}

extension GrafanaFacts {
  /// Dashboards that say the same as an earlier one of the same folder.
  func repeated(_ name: (DashboardFact) -> PlacedName?) -> [(first: DashboardFact, second: DashboardFact)] {
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
