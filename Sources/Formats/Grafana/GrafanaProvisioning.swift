import Documents

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
  package let uid: Text?
  package let organization: String
  package let isDefault: Text?
  /// How often Prometheus scrapes, as Grafana is told.
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
