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
  /// What was exposed, where the file is an exposition.
  package let exposition: ExpositionFile?
  /// Headings and links, where it is Markdown.
  package let markdown: MarkdownFile?
  /// Metrics that the file exposes or declares.
  package let metrics: [MetricNode]
  package let prometheus: PrometheusConfig?
  package let ruleTests: RuleTestFile?
  package let compose: ComposeFile?

  package let alertmanager: AlertmanagerFile?
  package let dashboards: [Dashboard]
  /// Dashboards as text in a ConfigMap, with what is wrong with that.
  package let embedded: [JSONDocument]
  package let grafanaProvisioning: GrafanaProvisioning?

  init(source: SourceFile, kind: FileKind, roots: [Node]) {
    self.source = source
    self.kind = kind
    self.roots = roots
    exposition = kind == .exposition ? ExpositionFile(source) : nil
    markdown = kind == .markdown ? MarkdownFile(source) : nil
    metrics = exposition?.metrics ?? MetricNode.declared(in: roots.first, kind, source)
    // Their owners read the first document only.
    let root = roots.first
    prometheus = kind == .prometheus ? root.map { PrometheusConfig($0, in: source) } : nil
    ruleTests = kind == .ruleTests ? root.map { RuleTestFile($0, in: source) } : nil
    compose = kind == .compose ? root.map { ComposeFile($0, in: source) } : nil
    // An empty file is the one without a route.
    alertmanager =
      kind == .alertmanager
      ? AlertmanagerFile(roots.first ?? Node(.mapping([]), range: 0..<0), in: source) : nil
    embedded = kind == .kubernetes ? DashboardMap.dashboards(in: roots, source) : []
    let boards = kind == .dashboard ? Array(roots.prefix(1)) : embedded.filter(\.isComplete).compactMap(\.root)
    dashboards = boards.flatMap { Dashboard.all(in: $0, source) }
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
