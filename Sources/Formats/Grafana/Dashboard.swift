import Documents

/// A dashboard of either schema, with its places.
package final class Dashboard {
  package let source: SourceFile
  /// What queries of Prometheus are in.
  let language: QueryLanguage
  /// The mapping that holds title and panels.
  package let node: Node
  package let title: Text?
  /// In Kubernetes' form the resource's name.
  package let uid: Text?
  /// The form of `elements` and `layout`.
  package let isV2: Bool
  package let isKubernetes: Bool
  /// The key that it stands under, as Grafana's API sends it.
  package let wrapper: Text?
  package private(set) var variables: [DashboardVariable] = []
  private var variableIndex = VariableIndex([])
  /// Every panel, those in rows among them, in the order of the file.
  package private(set) var panels: [Panel] = []
  /// Queries of annotations.
  package private(set) var annotations: [(query: Query, node: Node)] = []
  /// Links to elsewhere, the dashboard's own.
  package private(set) var links: [DashboardLink] = []
  /// Plugins of the data sources that the export asks for, by the variable's name.
  private var inputs: [String: String] = [:]
  /// A link hands its variables on.
  package private(set) lazy var handsVariablesOn = links.contains(where: \.includesVariables)
  /// Some of its panels are drawn from somewhere else.
  package private(set) lazy var hasLibraryPanels = panels.contains(where: \.isLibraryPanel)
  /// Names of variables used anywhere in it.
  package private(set) lazy var usedVariables: Set<String> = UsedVariables(self).names

  /// The dashboards in a file: alone, wrapped in `dashboard`, or as a resource.
  package static func all(in root: Node, _ source: SourceFile, _ language: QueryLanguage = .promQL) -> [Dashboard] {
    if root["apiVersion"] != nil, let spec = root["spec"], spec.mapping != nil {
      return [Dashboard(spec, uid: Text(root.descend(["metadata", "name"])), isKubernetes: true, source, language)]
    }
    let wrapped = root["dashboard"].flatMap { $0.mapping == nil ? nil : $0 }
    let node = wrapped ?? root
    // A request to import it says beside it what its inputs are.
    let inputs = wrapped == nil ? [] : root["inputs"]?.sequence ?? []
    let wrapper = wrapped == nil || root["title"] != nil ? nil : Text(root.entry("dashboard")?.key)
    return [
      Dashboard(
        node, uid: Text(node["uid"]?.nonNull), isKubernetes: false, inputs: inputs, wrapper: wrapper, source, language)
    ]
  }

  private init(
    _ node: Node, uid: Text?, isKubernetes: Bool, inputs given: [Node] = [], wrapper: Text? = nil,
    _ source: SourceFile, _ language: QueryLanguage
  ) {
    self.wrapper = wrapper
    self.node = node
    self.source = source
    self.language = language
    self.uid = uid
    self.isKubernetes = isKubernetes
    title = Text(node["title"]?.nonNull)
    isV2 = node["elements"]?.mapping != nil
    for input in (node["__inputs"]?.sequence ?? []) + given {
      if let name = input["name"]?.text { inputs[name] = input["pluginId"]?.text ?? "" }
    }
    links = DashboardLink.all(node["links"])
    if isV2 { readV2() } else { readClassic() }
    for index in variables.indices { variables[index].templateQuery = templateQuery(of: variables[index]) }
  }

  // MARK: Reading

  private func readClassic() {
    variables = (node.descend(["templating", "list"])?.sequence ?? []).map { DashboardVariable(classic: $0) }
    variableIndex = VariableIndex(variables)
    var containers = 0
    func add(_ node: Node, _ container: Int) {
      panels.append(Panel(classic: node, of: self, container: container))
      let inner = node["panels"]?.sequence ?? []
      if !inner.isEmpty { containers += 1 }
      let own = containers
      for panel in inner { add(panel, own) }
    }
    for panel in node["panels"]?.sequence ?? [] { add(panel, 0) }
    // Until schema 16 rows held the panels, and nothing had a place in a grid.
    for row in node["rows"]?.sequence ?? [] {
      containers += 1
      let own = containers
      for panel in row["panels"]?.sequence ?? [] { add(panel, own) }
    }
    for annotation in node.descend(["annotations", "list"])?.sequence ?? [] {
      addAnnotation(annotation, DataSourceReference(annotation["datasource"]), Text(annotation["expr"]?.nonNull))
    }
  }

  private func readV2() {
    let layout = V2Layout(node["layout"])
    variables = ((node["variables"]?.sequence ?? []) + layout.variables).map { DashboardVariable(v2: $0) }
    variableIndex = VariableIndex(variables)
    for entry in node["elements"]?.mapping ?? [] {
      let item = layout.items[entry.key.text ?? ""]
      panels.append(
        Panel(
          v2: entry.value, of: self, grid: item?.grid, container: item?.container ?? 0, repeat: item?.repeatVariable))
    }
    for annotation in node["annotations"]?.sequence ?? [] {
      let query = annotation.descend(["spec", "query"])
      addAnnotation(annotation, DataSourceReference(query: query), Text(query?.descend(["spec", "expr"])?.nonNull))
    }
  }

  private func addAnnotation(_ node: Node, _ reference: DataSourceReference?, _ expression: Text?) {
    guard let expression, !expression.value.isEmpty, kind(of: reference, in: nil) == .prometheus else { return }
    annotations.append((query(expression), node))
  }

  private func templateQuery(of variable: DashboardVariable) -> TemplateQuery? {
    guard variable.type == "query", let text = variable.queryText else { return nil }
    switch kind(of: variable.dataSource, in: nil) {
    case .prometheus: return TemplateQuery(text, in: source, language)
    case .unknown where TemplateQuery.Form.allNames.contains(where: text.value.hasPrefix):
      // Loki knows functions of the same names: an unknown source is one of Prometheus where no other is in the dashboard.
      return variableIndex.choosesOthers ? nil : TemplateQuery(text, in: source, language)
    default: return nil
    }
  }

  func query(_ text: Text) -> Query { Query(dashboard: text, in: source, language: language) }

  // MARK: Data sources

  /// What a reference means here.
  ///
  /// - Parameter panel: what the panel says, for a target that says nothing.
  package func kind(of reference: DataSourceReference?, in panel: DataSourceReference?) -> DataSourceKind {
    guard let reference else { return panel.map { kind(of: $0, in: nil) } ?? .unknown }
    // Grafana looks for the uid first; the type beside it may be left from another time.
    if let variable = reference.variable {
      if let place = variableIndex.dataSources[variable.name] {
        return DataSourceKind(plugin: variables[place].queryText?.value ?? "")
      }
      if let plugin = inputs[variable.name], !plugin.isEmpty { return DataSourceKind(plugin: plugin) }
    }
    switch reference.uid?.value {
    case "-- Mixed --": return .mixed
    case "-- Grafana --", "-- Dashboard --", "grafana", "__expr__": return .other(reference.uid?.value ?? "")
    default: break
    }
    if let type = reference.type?.value, type != "datasource" { return DataSourceKind(plugin: type) }
    // Old dashboards name it; many call it after what it is.
    switch reference.uid?.value.lowercased() {
    case "prometheus": return .prometheus
    case "loki": return .loki
    default: return .unknown
    }
  }

  /// References to inputs of the export, which only an import fills in.
  package var importReferences: [(name: String, uid: Text)] {
    let all = panels.flatMap { [$0.dataSource] + $0.targets.map(\.dataSource) } + variables.map(\.dataSource)
    var seen: Set<Int> = []
    return all.compactMap { reference in
      guard let uid = reference?.uid, let name = reference?.variable?.name, inputs[name] != nil, variable(name) == nil,
        seen.insert(uid.range.lowerBound).inserted
      else { return nil }
      return (name, uid)
    }
  }

  /// Data sources that are written down, not chosen by a variable, each of them once; Grafana's own left out.
  package var fixedDataSources: [DataSourceReference] {
    // A panel hands its source to its queries, unless it mixes several.
    let asking = panels.filter(\.asks).flatMap { panel in
      panel.dataSource != nil && kind(of: panel.dataSource, in: nil) != .mixed
        ? [panel.dataSource] : [panel.dataSource] + panel.targets.map(\.dataSource)
    }
    // A list of words or intervals asks nobody.
    let all = asking + variables.filter { ["query", "adhoc", "groupby"].contains($0.type) }.map(\.dataSource)
    var seen: Set<Int> = []
    return all.compactMap { $0 }.filter { reference in
      guard let uid = reference.uid, reference.variable == nil, !uid.value.hasPrefix("-- "),
        !uid.value.hasPrefix("${"), !uid.value.isEmpty,
        !["default", "grafana", "__expr__"].contains(uid.value)
      else { return false }
      return seen.insert(uid.range.lowerBound).inserted
    }
  }

  // MARK: Queries

  /// Every PromQL expression that is evaluated: of panels, annotations, and of variables that ask for a result.
  package var queries: [Query] {
    panels.flatMap { panel in
      // A query that is hidden is sent only for what computes with it.
      let areAsked = panel.targets.contains { $0.dataSource?.uid?.value == "__expr__" }
      return panel.targets.filter { areAsked || !$0.isHidden }.compactMap(\.query)
    } + annotations.map(\.query)
      + variables.compactMap { $0.templateQuery?.form == .result ? $0.templateQuery?.query : nil }
  }

  /// Selectors whose series are listed for a variable.
  package var selections: [Query] {
    variables.compactMap { $0.templateQuery?.form == .result ? nil : $0.templateQuery?.query }
  }

  /// The first variable of a name.
  package func variable(_ name: String) -> DashboardVariable? { variableIndex.first[name].map { variables[$0] } }

  /// Whether something gives a variable a value.
  package func knows(_ name: String) -> Bool { variable(name) != nil || inputs[name] != nil }
}

/// A link of a dashboard.
package struct DashboardLink {
  package let url: Text?
  /// It hands the variables on.
  package let includesVariables: Bool

  static func all(_ node: Node?) -> [DashboardLink] {
    (node?.sequence ?? []).map {
      DashboardLink(url: Text($0["url"]?.nonNull), includesVariables: $0.flag("includeVars") ?? false)
    }
  }

  /// The uid of a dashboard that a URL leads to, and its bytes of the URL; nil where it leads elsewhere or names a variable.
  package static func uid(in url: String) -> (uid: String, part: Range<Int>)? {
    let bytes = Array(url.utf8)
    // Another host's dashboards are nobody's business here.
    if url.includes("://") { return nil }
    guard
      let start = bytes.indices.first(where: {
        bytes[$0...].starts(with: "d/".utf8) && ($0 == 0 || bytes[$0 - 1] == UInt8(ascii: "/"))
      })
    else { return nil }
    let end =
      bytes[(start + 2)...].firstIndex { [UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#")].contains($0) }
      ?? bytes.count
    let uid = String(decoding: bytes[start + 2..<end], as: UTF8.self)
    guard !uid.isEmpty, uid.utf8.allSatisfy({ VariableReference.isWord($0) || $0 == UInt8(ascii: "-") }) else {
      return nil
    }
    return (uid, start + 2..<end)
  }
}
