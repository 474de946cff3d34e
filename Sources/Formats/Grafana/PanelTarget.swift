import Documents

/// A query of a panel.
package final class PanelTarget {
  package unowned let panel: Panel
  package let node: Node
  package let refID: Text?
  package let isHidden: Bool
  /// Where `hide` is written.
  package let hiddenNode: Node?
  package let dataSource: DataSourceReference?
  package let kind: DataSourceKind
  /// What is asked for, in whatever language.
  package let expression: Text?
  /// What series are called, `{{job}}`.
  package let legend: Text?
  /// The answer is the values of now, not those of the time range.
  package let isInstant: Bool
  package private(set) lazy var query: Query? = makeQuery()

  init(classic node: Node, of panel: Panel) {
    self.panel = panel
    self.node = node
    refID = Text(node["refId"])
    hiddenNode = node["hide"]
    isHidden = node.flag("hide") ?? false
    let own = DataSourceReference(node["datasource"])
    dataSource = own ?? panel.dataSource
    expression = Text(node["expr"]?.nonNull)
    legend = Text(node["legendFormat"]?.nonNull)
    isInstant = node.flag("instant") ?? false
    kind = panel.dashboard.kind(of: own, in: panel.dataSource)
  }

  /// - Parameter node: `{"kind": "PanelQuery", "spec": {…}}`.
  init(v2 node: Node, of panel: Panel) {
    self.panel = panel
    self.node = node
    let outer = node["spec"] ?? node
    let query = outer["query"]
    let spec = query?["spec"]
    refID = Text(outer["refId"])
    hiddenNode = outer["hidden"]
    isHidden = outer.flag("hidden") ?? false
    dataSource = DataSourceReference(query: query) ?? DataSourceReference(outer["datasource"])
    expression = Text(spec?["expr"]?.nonNull)
    legend = Text(spec?["legendFormat"]?.nonNull)
    isInstant = spec?.flag("instant") ?? false
    kind = panel.dashboard.kind(of: dataSource, in: nil)
  }

  /// The expression as PromQL. Of a target whose data source nobody can tell it is one if it parses.
  private func makeQuery() -> Query? {
    guard let expression, !expression.value.utf8.allSatisfy({ $0 <= 0x20 }) else { return nil }
    guard kind == .prometheus || kind == .unknown else { return nil }
    let query = panel.dashboard.query(expression)
    // A table has a column for each label.
    let showsLabels = node["format"]?.text == "table" || panel.type?.value == "table"
    if !showsLabels, let legend, !legend.value.isEmpty, legend.value != "__auto" { query.legend = legend }
    return kind == .prometheus || query.result.isValid ? query : nil
  }
}
