import Documents
import Formats

/// A file that was recognised and read.
package struct Document {
  package let source: SourceFile
  package let kind: FileKind
  /// Its YAML documents or its JSON value; empty for other formats.
  package let roots: [Node]
  /// Who evaluates the rules in it.
  package let dialect: Dialect
  /// What shows that this is not Prometheus, where the settings do not say so.
  package let dialectProof: Dialect.Proof?
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
  package let notificationTemplates: NotificationTemplates?
  package let dashboards: [Dashboard]
  package let grafanaProvisioning: GrafanaProvisioning?
  /// What provisioned alerts of Grafana ask Prometheus.
  package let alertQueries: [Query]

  /// What it is called by the resource that holds it; nil where it is a file of its own.
  package internal(set) var heldName: String?
  /// Whether that resource says what it is.
  package internal(set) var isDeclared = false

  /// Whether the settings leave open who evaluates the rules.
  private let isDialectOpen: Bool

  /// - Parameters:
  ///   - dialect: who evaluates rules in it, as the settings say; nil where the file itself has to show it.
  ///   - proof: what shows it; nil where its keys are still to be looked at.
  init(
    source: SourceFile, kind: FileKind, roots: [Node], dialect: Dialect? = nil, proof: Dialect.Proof? = nil
  ) {
    self.source = source
    self.kind = kind
    self.roots = roots
    isDialectOpen = dialect == nil && [.rules, .ruleTests, .prometheus, .dashboard].contains(kind)
    let proof = proof ?? (isDialectOpen ? Self.proof(of: kind, roots) : nil)
    let dialect = dialect ?? proof?.dialect ?? .prometheus
    dialectProof = proof
    self.dialect = dialect
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
    notificationTemplates =
      kind == .notificationTemplates ? NotificationTemplates(source) : nil
    let language: QueryLanguage = dialect == .vmalert ? .metricsQL : .promQL
    dashboards = kind == .dashboard ? roots.prefix(1).flatMap { Dashboard.all(in: $0, source, language) } : []
    grafanaProvisioning =
      kind == .grafanaProvisioning ? roots.first.map { GrafanaProvisioning($0, in: source) } : nil
    alertQueries = kind == .grafanaAlerts ? root.map { ProvisionedAlerts.queries(in: $0, source) } ?? [] : []
    switch kind {
    case .rules:
      // vmalert reads every document.
      ruleFiles = roots.prefix(dialect == .vmalert ? roots.count : 1).map {
        PrometheusRuleFile($0, in: source, dialect: dialect)
      }
    case .kubernetes:
      ruleFiles = KubernetesResource.all(in: roots).filter { $0.kind == "PrometheusRule" }.compactMap { resource in
        resource.node["spec"].map { PrometheusRuleFile($0, in: source) }
      }
    default: ruleFiles = []
    }
  }

  private static func proof(of kind: FileKind, _ roots: [Node]) -> Dialect.Proof? {
    for root in roots {
      let proof = kind == .dashboard ? Dialect.proof(byDataSourcesOf: root) : Dialect.proof(byKeysOf: root)
      if let proof { return proof }
    }
    return nil
  }

  /// The same file as its expressions and templates show it, some of which Prometheus refuses; nil where they show nothing.
  var inLanguageOfTexts: Document? {
    guard isDialectOpen, dialectProof == nil,
      let proof = kind == .dashboard
        ? Dialect.proof(byQueriesOf: dashboards) : roots.lazy.compactMap(Dialect.proof(byTextsOf:)).first
    else { return nil }
    return Document(source: source, kind: kind, roots: roots, proof: proof)
  }
}

extension Document {
  /// The same, as what holds it calls it.
  func held(as file: HeldFile) -> Document {
    var document = self
    document.heldName = file.name
    // What Grafana is given as a source of data says itself what it is.
    document.isDeclared = file.kind != nil || kind == .grafanaProvisioning
    return document
  }
}
