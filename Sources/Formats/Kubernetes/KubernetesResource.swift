import Documents

/// A resource in a manifest.
package struct KubernetesResource: Sendable {
  package let kind: String
  package let node: Node

  /// Every resource of some documents, those inside lists too.
  package static func all(in roots: [Node]) -> [KubernetesResource] {
    roots.flatMap { root -> [KubernetesResource] in
      guard let kind = root["kind"]?.text, root["apiVersion"] != nil else { return [] }
      if kind.hasSuffix("List"), let items = root["items"]?.sequence { return all(in: items) }
      return [KubernetesResource(kind: kind, node: root)]
    }
  }

  /// Whether a document says that it is a resource.
  static func isOne(_ root: Node) -> Bool { root["apiVersion"]?.text != nil && root["kind"]?.text != nil }

  /// Whether a document is, or holds, a resource of the Prometheus operator.
  static func isOperators(_ root: Node) -> Bool {
    all(in: [root]).contains { $0.node["apiVersion"]?.text?.hasPrefix("monitoring.coreos.com/") == true }
  }
}
