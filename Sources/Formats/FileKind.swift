import Documents

/// What a file is, found out by its content.
package enum FileKind: String, Sendable, CaseIterable {
  /// `pharos.yml`, and the files of a pack.
  case spec, pack
  /// `.pharos.yml`
  case settings
  /// Prometheus: rule files, their unit tests, the configuration.
  case rules, ruleTests, prometheus
  /// What Prometheus' file discovery reads.
  case targets
  case alertmanager
  /// Resources of the Prometheus operator and maps of dashboards, alone, in lists, among others.
  case kubernetes
  /// Grafana: dashboards of both schemas, data sources and providers.
  case dashboard, grafanaProvisioning
  case compose
  case exposition
  case markdown

  /// - Returns: nil for what is none of them.
  package init?(roots: [Node]) {
    if let list = roots.first?.sequence, !list.isEmpty, list.allSatisfy(Self.isTargetGroup) {
      self = .targets
      return
    }
    guard let root = roots.first(where: { $0.mapping != nil }) else { return nil }
    func has(_ keys: String...) -> Bool { keys.allSatisfy { root.entry($0) != nil } }
    if roots.contains(where: { KubernetesResource.isOperators($0) || DashboardMap.isContained(in: $0) }) {
      self = .kubernetes
    } else if root["groups"]?.sequence != nil, !has("slos") {
      self = .rules
    } else if root["tests"]?.sequence != nil, has("rule_files") || has("evaluation_interval") {
      self = .ruleTests
    } else if Self.isPrometheus(root) {
      self = .prometheus
    } else if Self.isAlertmanager(root) {
      self = .alertmanager
    } else if has("project"), root["services"]?.mapping != nil, has("version") {
      self = .spec
    } else if root["services"]?.mapping?.contains(where: { $0.value["image"] != nil || $0.value["build"] != nil })
      == true || ComposeShape.describes(root)
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
    } else if Self.isTargetGroup(root) {
      self = .targets
    } else {
      return nil
    }
  }

  /// What an empty file is, only its name can tell: Prometheus takes one, Alertmanager does not.
  package init?(empty source: SourceFile) {
    let name = source.name.lowercased()
    guard name.includes("alertmanager"), name.hasSuffix(".yml") || name.hasSuffix(".yaml"),
      source.bytes.split(separator: UInt8(ascii: "\n")).allSatisfy(Self.saysNothing)
    else { return nil }
    self = .alertmanager
  }

  /// A blank line, a comment, or the start of a document.
  private static func saysNothing(_ line: ArraySlice<UInt8>) -> Bool {
    let text = line.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
    return text.isEmpty || text.first == UInt8(ascii: "#") || text.elementsEqual("---".utf8)
      || text.elementsEqual("---\r".utf8)
  }

  /// Both of the parts that every `alertmanager.yml` must have, or one where nothing else stands beside it.
  private static func isAlertmanager(_ root: Node) -> Bool {
    if root.entry("route") != nil, root.entry("receivers") != nil { return true }
    let hasReceivers = root["receivers"]?.sequence?.contains { $0["name"] != nil } == true
    let hasRoute = root["route"]?.mapping?.contains { AlertmanagerShapes.routeKeys.contains($0.key.text ?? "") } == true
    guard hasReceivers || hasRoute, let entries = root.mapping else { return false }
    return entries.allSatisfy { AlertmanagerShapes.topLevelKeys.contains($0.key.text ?? "") }
  }

  /// A key that only `prometheus.yml` has, or one that others have too, with something in it that they have not.
  private static func isPrometheus(_ root: Node) -> Bool {
    let own = ["scrape_configs", "scrape_config_files", "remote_write", "remote_read", "rule_files"]
    if own.contains(where: { root[$0]?.sequence != nil }) { return true }
    let inner: [(key: String, keys: [String])] = [
      ("global", Array(ScrapeShape.global.fields.keys)),
      ("alerting", ["alertmanagers", "alert_relabel_configs"]), ("runtime", ["gogc"]),
      ("storage", ["tsdb", "exemplars"]),
      (
        "otlp",
        [
          "translation_strategy", "promote_resource_attributes", "promote_all_resource_attributes",
          "ignore_resource_attributes", "keep_identifying_resource_attributes", "convert_histograms_to_nhcb",
          "promote_scope_metadata", "label_name_underscore_sanitization",
        ]
      ),
      ("tracing", ["client_type", "sampling_fraction", "endpoint"]),
    ]
    return inner.contains { entry in entry.keys.contains { root[entry.key]?.entry($0) != nil } }
      && root.mapping?.allSatisfy { PrometheusShape.keys.contains($0.key.text ?? "") } == true
  }

  /// `targets` and, maybe, `labels`.
  private static func isTargetGroup(_ node: Node) -> Bool {
    guard let entries = node.mapping, node["targets"]?.sequence != nil else { return false }
    return entries.allSatisfy { $0.key.text == "targets" || $0.key.text == "labels" }
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
