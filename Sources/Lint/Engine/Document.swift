import Documents
import Formats

/// A file that was recognised and read.
package struct Document {
  package let source: SourceFile
  package let kind: FileKind
  /// Its YAML documents or its JSON value; empty for other formats.
  package let roots: [Node]
  /// The rule files in it: one, or one for each `PrometheusRule`.
  package let ruleFiles: [PrometheusRuleFile]
  package let dashboards: [Dashboard]
  package let grafanaProvisioning: GrafanaProvisioning?

  init(source: SourceFile, kind: FileKind, roots: [Node]) {
    self.source = source
    self.kind = kind
    self.roots = roots
    dashboards = kind == .dashboard ? roots.prefix(1).flatMap { Dashboard.all(in: $0, source) } : []
    grafanaProvisioning =
      kind == .grafanaProvisioning ? roots.first.map { GrafanaProvisioning($0, in: source) } : nil
    switch kind {
    case .rules: ruleFiles = roots.prefix(1).map { PrometheusRuleFile($0, in: source) }
    case .kubernetes:
      ruleFiles = KubernetesResource.all(in: roots).filter { $0.kind == "PrometheusRule" }.compactMap { resource in
        resource.node["spec"].map { PrometheusRuleFile($0, in: source) }
      }
    default: ruleFiles = []
    }
  }
}
