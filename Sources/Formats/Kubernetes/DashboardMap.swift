import Documents

/// A ConfigMap whose entries are dashboards, as the sidecar of Grafana's chart looks for them:
/// <https://github.com/grafana/helm-charts/tree/main/charts/grafana#sidecar-for-dashboards>.
package enum DashboardMap {
  private static let label = "grafana_dashboard"

  /// Whether a document is, or holds, one.
  static func isContained(in root: Node) -> Bool { KubernetesResource.all(in: [root]).contains(where: isOne) }

  private static func isOne(_ resource: KubernetesResource) -> Bool {
    resource.kind == "ConfigMap" && resource.node.descend(["metadata", "labels", .key(label)]) != nil
  }

  /// The dashboards in the maps of some documents. Those in quotes, which nobody edits, are left out.
  package static func dashboards(in roots: [Node], _ source: SourceFile) -> [JSONDocument] {
    KubernetesResource.all(in: roots).filter(isOne).flatMap { $0.node["data"]?.mapping ?? [] }.compactMap { entry in
      entry.key.text?.hasSuffix(".json") == true ? JSONDocument.read(entry.value, in: source) : nil
    }
  }
}
