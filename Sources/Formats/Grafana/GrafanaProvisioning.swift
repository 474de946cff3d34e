import Documents
import Hashing

/// A file of `provisioning/datasources` or `provisioning/dashboards`.
package struct GrafanaProvisioning {
  package let source: SourceFile
  package let node: Node
  package let dataSources: [ProvisionedDataSource]
  package let providers: [DashboardProvider]

  package init(_ root: Node, in source: SourceFile) {
    self.source = source
    node = root
    dataSources = (root["datasources"]?.sequence ?? []).map(ProvisionedDataSource.init)
    providers = (root["providers"]?.sequence ?? []).map(DashboardProvider.init)
  }
}

/// A data source that Grafana makes when it starts.
package struct ProvisionedDataSource {
  package let node: Node
  package let name: Text?
  package let type: Text?
  /// As it is written; Grafana gives those without one a uid of its own, see `derivedUID`.
  package let uid: Text?
  package let organization: String
  package let isDefault: Text?
  /// How often Prometheus scrapes, as configured in Grafana.
  package let scrapeInterval: Text?

  init(_ node: Node) {
    self.node = node
    name = Text(node["name"])
    type = Text(node["type"])
    uid = Text(node["uid"]?.nonNull)
    organization = node["orgId"]?.text ?? "1"
    isDefault = node.flag("isDefault") == true ? Text(node["isDefault"]) : nil
    scrapeInterval = Text(node.descend(["jsonData", "timeInterval"]))
  }

  /// The uid that Grafana makes of the name where none is written: `P` and 16 digits, the same on every instance.
  ///
  /// Source: `safeUIDFromName` in github.com/grafana/grafana, pkg/services/provisioning/datasources/types.go.
  package var derivedUID: String? {
    guard uid?.value.isEmpty ?? true, let name else { return nil }
    let digits = Array("0123456789ABCDEF".utf8)
    let bytes = SHA256.hash(Array(name.value.utf8)).prefix(8)
    return "P" + String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// Name and uid may hold `$VARIABLE`, which only the environment of Grafana tells.
  package var isNameKnown: Bool { ![name, uid].contains { $0?.value.includes("$") ?? false } }
}

/// A folder of files that Grafana takes dashboards from.
package struct DashboardProvider {
  package let node: Node
  package let name: Text?
  package let path: Text?

  init(_ node: Node) {
    self.node = node
    name = Text(node["name"])
    path = Text(node.descend(["options", "path"]))
  }
}
