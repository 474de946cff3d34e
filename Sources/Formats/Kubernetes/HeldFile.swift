import Documents

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A file that stands as text in a resource: in a ConfigMap, in a Secret, in a resource of Grafana's operator.
package struct HeldFile {
  /// What it is called where it is mounted.
  package let name: String
  /// The scalar with its text.
  package let node: Node
  /// Whether the text is written in base64, as the `data` of a Secret is.
  package let isEncoded: Bool
  /// What the resource says that it is; nil where it does not.
  package let kind: FileKind?

  init(name: String, node: Node, isEncoded: Bool = false, kind: FileKind? = nil) {
    (self.name, self.node, self.isEncoded, self.kind) = (name, node, isEncoded, kind)
  }

  /// Every file in the resources of some documents.
  package static func all(in roots: [Node]) -> [HeldFile] {
    KubernetesResource.all(in: roots).flatMap { resource -> [HeldFile] in
      switch resource.kind {
      case "ConfigMap" where !isOfConsole(resource):
        files(resource.node["data"], isOfDashboards: isOfDashboards(resource))
      case "Secret": files(resource.node["stringData"]) + files(resource.node["data"], isEncoded: true)
      // grafana.github.io/grafana-operator, docs/dashboards
      case "GrafanaDashboard":
        resource.node["spec"]?["json"].flatMap { node in
          isBlank(node) ? nil : [HeldFile(name: "dashboard.json", node: node, kind: .dashboard)]
        } ?? []
      default: []
      }
    }
  }

  /// Whether the sidecar of Grafana's chart takes the entries for dashboards:
  /// <https://github.com/grafana/helm-charts/tree/main/charts/grafana#sidecar-for-dashboards>.
  private static func isOfDashboards(_ map: KubernetesResource) -> Bool {
    map.node.descend(["metadata", "labels", "grafana_dashboard"]) != nil
  }

  /// Whether the console of OpenShift shows the entries, which reads dashboards of Grafana in a way of its own:
  /// <https://github.com/openshift/console>, frontend/packages/console-app, `console.openshift.io/dashboard`.
  private static func isOfConsole(_ map: KubernetesResource) -> Bool {
    map.node.descend(["metadata", "labels", "console.openshift.io/dashboard"]) != nil
  }

  /// A text that something fills in.
  private static func isBlank(_ node: Node) -> Bool { node.text?.utf8.allSatisfy { $0 <= 0x20 } == true }

  private static func files(_ data: Node?, isEncoded: Bool = false, isOfDashboards: Bool = false) -> [HeldFile] {
    (data?.mapping ?? []).compactMap { entry in
      guard let name = entry.key.text, entry.value.scalar != nil else { return nil }
      let isDashboard = isOfDashboards && name.hasSuffix(".json")
      if isDashboard, isBlank(entry.value) { return nil }
      return HeldFile(name: name, node: entry.value, isEncoded: isEncoded, kind: isDashboard ? .dashboard : nil)
    }
  }

  /// The text as a file of its own, whose findings stand in the resource; nil where it is no base64.
  package func source(in outer: SourceFile) -> SourceFile? {
    guard let scalar = node.scalar else { return nil }
    if !isEncoded { return SourceFile(text: scalar, at: node.range, in: outer) }
    guard let data = Data(base64Encoded: scalar.text, options: .ignoreUnknownCharacters) else { return nil }
    return SourceFile(bytes: Array(data), at: node.range, in: outer)
  }
}
