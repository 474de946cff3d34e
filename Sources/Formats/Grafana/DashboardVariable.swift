import Documents

/// A variable of a dashboard, which its queries name.
package struct DashboardVariable {
  package let node: Node
  package let name: Text?
  /// `query`, `custom`, `datasource`, `interval`, `textbox`, `constant`, `adhoc`, `groupby`, `switch`, `snapshot`.
  package let type: String
  package let label: Text?
  package let isMulti: Bool
  package let allValue: Text?
  /// How often the values are fetched: 0 never, 1 with the dashboard, 2 with every change of the time range.
  package let refresh: Int
  package let dataSource: DataSourceReference?
  /// What is asked for, or for a choice of data sources their plugin.
  package let queryText: Text?
  /// The query, where it is one of Prometheus.
  package internal(set) var templateQuery: TemplateQuery?

  init(classic node: Node) {
    self.node = node
    name = Text(node["name"])
    type = node["type"]?.text ?? ""
    label = Text(node["label"]?.nonNull)
    isMulti = node.flag("multi") ?? false
    allValue = Text(node["allValue"]?.nonNull)
    refresh = node["refresh"]?.text.flatMap { Int($0) } ?? 0
    dataSource = DataSourceReference(node["datasource"])
    let query = node["query"]?.nonNull
    queryText = Text(query) ?? Text(query?["query"])
  }

  /// - Parameter node: `{"kind": "QueryVariable", "spec": {…}}`.
  init(v2 node: Node) {
    self.node = node
    let spec = node["spec"] ?? node
    let kind = node["kind"]?.text ?? ""
    name = Text(spec["name"])
    type = String(kind.hasSuffix("Variable") ? kind.dropLast(8) : kind[...]).lowercased()
    label = Text(spec["label"]?.nonNull)
    isMulti = spec.flag("multi") ?? false
    allValue = Text(spec["allValue"]?.nonNull)
    refresh = ["never": 0, "onDashboardLoad": 1, "onTimeRangeChanged": 2][spec["refresh"]?.text ?? ""] ?? 0
    let query = spec["query"]
    dataSource =
      DataSourceReference(query: query?.mapping == nil ? nil : query) ?? DataSourceReference(spec["datasource"])
    queryText =
      Text(spec["pluginId"]) ?? Text(query) ?? Text(query?.descend(["spec", "query"]))
      ?? Text(query?.descend(["spec", "__grafana_string_value"]))
  }
}
