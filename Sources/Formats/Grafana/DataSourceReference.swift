import Documents

/// What a target, a panel or a variable says of where its data come from.
package struct DataSourceReference: Sendable {
  /// The uid, or in old dashboards, which have a text alone, the name: `prometheus`, `${datasource}`, `-- Mixed --`.
  package let uid: Text?
  /// The plugin, `prometheus`, where it is written.
  package let type: Text?

  /// - Returns: nil for nothing and `null`, which mean the default.
  init?(_ node: Node?) {
    guard let node, !node.isNull else { return nil }
    if node.mapping != nil {
      // Grafana asks for nothing else: `getNameOrUid` of
      // <https://github.com/grafana/grafana/blob/00b324aaa57d/public/app/features/plugins/datasource_srv.ts>
      uid = Text(node["uid"]?.nonNull)
      type = Text(node["type"]?.nonNull)
    } else {
      uid = Text(node)
      type = nil
    }
    if uid == nil && type == nil { return nil }
  }

  /// The reference of a query of the second schema, whose plugin is the query's own.
  init?(query: Node?) {
    guard let query else { return nil }
    uid = Text(query.descend(["datasource", "name"])) ?? Text(query.descend(["datasource", "uid"]))
    type = Text(query["group"]) ?? query["kind"].flatMap { $0.text == "DataQuery" ? nil : Text($0) }
    if uid == nil && type == nil { return nil }
  }

  /// The variable that chooses the data source.
  package var variable: VariableReference? {
    guard let uid else { return nil }
    return VariableReference.all(in: uid.value).first
  }
}

/// What kind of data source it is, which decides what language its queries are in.
package enum DataSourceKind: Sendable, Equatable {
  case prometheus, loki
  /// Another plugin.
  case other(String)
  /// Each target says its own.
  case mixed
  /// The instance's default, or a name that says nothing.
  case unknown

  /// - Parameter plugin: its id. Those of the clouds speak PromQL as well.
  init(plugin: String) {
    switch plugin {
    case "prometheus", "grafana-amazonprometheus-datasource", "grafana-azureprometheus-datasource": self = .prometheus
    case "loki": self = .loki
    case "": self = .unknown
    default: self = .other(plugin)
    }
  }
}

extension Node {
  /// Nothing for `null`.
  var nonNull: Node? { isNull ? nil : self }
}
