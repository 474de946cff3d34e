import Documents

/// What a file is, found out by its content.
package enum FileKind: String, Sendable, CaseIterable {
  /// `pharos.yml`, and the files of a pack.
  case spec, pack
  /// `.pharos.yml`
  case settings
  /// Prometheus: rule files, their unit tests, the configuration.
  case rules, ruleTests, prometheus
  case alertmanager
  /// Resources of the Prometheus operator, alone, in lists, among others.
  case kubernetes
  /// Grafana: dashboards of both schemas, data sources and providers.
  case dashboard, grafanaProvisioning
  case compose
  case exposition
  case markdown

  /// - Returns: nil for what is none of them.
  package init?(roots: [Node]) {
    guard let root = roots.first(where: { $0.mapping != nil }) else { return nil }
    func has(_ keys: String...) -> Bool { keys.allSatisfy { root.entry($0) != nil } }
    if roots.contains(where: KubernetesResource.isOperators) {
      self = .kubernetes
    } else if root["groups"]?.sequence != nil, !has("slos") {
      self = .rules
    } else if root["tests"]?.sequence != nil, has("rule_files") || has("evaluation_interval") {
      self = .ruleTests
    } else if has("scrape_configs") || has("global", "rule_files") || has("global", "alerting") || has("remote_write") {
      self = .prometheus
    } else if has("route", "receivers") || has("receivers", "inhibit_rules") {
      self = .alertmanager
    } else if has("project"), root["services"]?.mapping != nil, has("version") {
      self = .spec
    } else if root["services"]?.mapping?.contains(where: { $0.value["image"] != nil || $0.value["build"] != nil })
      == true
    {
      self = .compose
    } else if has("apiVersion"), root["datasources"]?.sequence != nil || root["providers"]?.sequence != nil {
      self = .grafanaProvisioning
    } else if Self.isDashboard(root) || root["dashboard"].map(Self.isDashboard) == true {
      self = .dashboard
    } else if has("name", "title", "kind", "summary") {
      self = .pack
    } else if has("lint"), root.mapping?.count == 1 {
      self = .settings
    } else {
      return nil
    }
  }

  private static func isDashboard(_ node: Node) -> Bool {
    if node["panels"]?.sequence != nil || node["rows"]?.sequence != nil {
      return node["title"] != nil || node["schemaVersion"] != nil || node["templating"] != nil
    }
    if node["schemaVersion"] != nil, node["title"] != nil { return true }
    return node["apiVersion"]?.text?.hasPrefix("dashboard.grafana.app/") == true
      || (node["elements"]?.mapping != nil && node["layout"] != nil)
  }
}
