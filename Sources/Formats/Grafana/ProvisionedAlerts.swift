import Documents

/// Alerts that Grafana evaluates, as a file of `provisioning/alerting` has them.
///
/// Source: grafana/grafana, pkg/services/provisioning/alerting/rules_types.go.
package enum ProvisionedAlerts {
  /// Whether a document holds some.
  package static func areIn(_ root: Node) -> Bool {
    root["apiVersion"] != nil
      && (root["groups"]?.sequence ?? []).contains { group in
        (group["rules"]?.sequence ?? []).contains { $0["data"]?.sequence != nil }
      }
  }

  /// Their queries of Prometheus. Where the type of the data source is not written, the query itself has to look like PromQL.
  package static func queries(in root: Node, _ source: SourceFile) -> [Query] {
    let rules = (root["groups"]?.sequence ?? []).flatMap { $0["rules"]?.sequence ?? [] }
    return rules.flatMap { $0["data"]?.sequence ?? [] }.compactMap { query in
      guard query["datasourceUid"]?.text != "__expr__", let model = query["model"], let text = Text(model["expr"])
      else {
        return nil
      }
      let type = model["datasource"]?["type"]?.text
      guard type == "prometheus" || type == nil && QueryLanguage(provenBy: text.value) == nil else { return nil }
      return Query(dashboard: text, in: source)
    }
  }
}
