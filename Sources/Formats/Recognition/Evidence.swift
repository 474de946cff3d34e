import Documents

/// What each kind of file has, and nothing else: the depth to which `FileKind` looks.
///
/// Where every key at the top is known to the owner, one thing that only the owner has is enough, so that a file that is wrong inside is still
/// told apart and linted. Where some key is not, the rest has to be beyond doubt.
enum Evidence {
  /// Some group has a list of rules in which something alerts or records.
  static func isRules(_ root: Node, isNamed: Bool) -> Bool {
    guard let groups = root["groups"]?.sequence, root["slos"] == nil else { return false }
    if groups.isEmpty { return root.mapping?.count == 1 }
    return groups.contains { group in
      guard let rules = group["rules"]?.sequence else { return false }
      if rules.isEmpty { return group["name"]?.text != nil && keys(of: group).isSubset(of: RuleFileShape.groupKeys) }
      return rules.contains(where: isRule)
    }
      || isNamed && root.mapping?.count == 1
        && groups.allSatisfy { $0["name"]?.text != nil && keys(of: $0).isSubset(of: RuleFileShape.groupKeys) }
  }

  /// Groups or rules that stand where Prometheus does not look for them: without `groups:` above them, or in a mapping below it.
  static func hasMisplacedRules(_ root: Node) -> Bool {
    func isGroup(_ node: Node) -> Bool { node["rules"]?.sequence?.contains(where: isRule) == true }
    if let items = root.sequence { return items.contains { isGroup($0) || $0["expr"] != nil && isRule($0) } }
    return root["groups"] == nil && isGroup(root) || root["groups"]?.mapping?.contains { isGroup($0.value) } == true
  }

  /// An expression, or the name of an alert or record with what else such a rule has.
  private static func isRule(_ node: Node) -> Bool {
    if node["expr"] != nil { return node["uid"] == nil && node["data"] == nil }
    return (node["alert"] ?? node["record"])?.text != nil && keys(of: node).isSubset(of: RuleFileShape.ruleKeys)
  }

  static func isRuleTests(_ root: Node, isNamed: Bool) -> Bool {
    guard let tests = root["tests"]?.sequence, root["rule_files"] != nil || root["evaluation_interval"] != nil else {
      return false
    }
    let marks = ["input_series", "alert_rule_test", "promql_expr_test"]
    return root["rule_files"]?.sequence != nil || tests.contains { test in marks.contains { test[$0] != nil } }
  }

  static func isPrometheus(_ root: Node, isNamed: Bool) -> Bool {
    let jobs = root["scrape_configs"]?.sequence
    if jobs?.contains(where: isJob) == true { return true }
    let keys = keys(of: root), known = Set(PrometheusShape.keys)
    // A file of that name which shares a key is one with a mistake in it.
    if isNamed, !keys.isDisjoint(with: known.subtracting(["runtime", "storage", "tracing", "otlp"])) { return true }
    guard keys.isSubset(of: known) else { return false }
    let lists = ["scrape_configs", "scrape_config_files", "remote_write", "remote_read", "rule_files"]
    if lists.contains(where: { root[$0]?.sequence != nil }) { return true }
    return sections.contains { section in section.keys.contains { root[section.key]?.entry($0) != nil } }
  }

  /// A job has a name and something that says what is scraped, or how.
  private static func isJob(_ node: Node) -> Bool {
    guard node["job_name"]?.text != nil else { return false }
    return node.mapping?.contains { entry in
      let key = entry.key.text ?? ""
      return key != "job_name" && (ScrapeShape.jobKeys.contains(key) || key.hasSuffix("_sd_configs"))
    } == true
  }

  /// Sections of `prometheus.yml` whose names others use too, with keys that only Prometheus has in them.
  private static let sections: [(key: String, keys: [String])] = [
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

  /// A tree of routes has a receiver, and a receiver a name.
  static func isAlertmanager(_ root: Node, isNamed: Bool) -> Bool {
    let hasReceivers = root["receivers"]?.sequence?.contains { $0["name"] != nil } == true
    let route = root["route"]
    let hasRoute = route?.mapping?.contains { AlertmanagerShapes.routeKeys.contains($0.key.text ?? "") } == true
    if hasReceivers, hasRoute { return true }
    let keys = keys(of: root)
    if isNamed, !keys.isDisjoint(with: AlertmanagerShapes.topLevelKeys.subtracting(["templates", "tracing"])) {
      return true
    }
    guard keys.isSubset(of: AlertmanagerShapes.topLevelKeys) else { return false }
    // One of the two without the other is refused, and told by the format; so is a second word for either.
    return hasReceivers || hasRoute || route?.mapping != nil && root["receivers"]?.sequence != nil
  }

  static func isSpec(_ root: Node, isNamed: Bool) -> Bool {
    if isNamed { return root["project"] != nil || root["version"] != nil || root["services"] != nil }
    return root["project"] != nil && root["version"] != nil && root["services"]?.mapping != nil
  }

  static func isCompose(_ root: Node, isNamed: Bool) -> Bool {
    let services = root["services"]?.mapping
    if services?.contains(where: { $0.value["image"]?.text != nil || $0.value["build"] != nil }) == true { return true }
    if ComposeShape.describes(root) { return true }
    guard isNamed else { return false }
    // An overlay may add a network and nothing else, or take all of them away.
    return services?.contains { !keys(of: $0.value).isDisjoint(with: ComposeShape.serviceKeys) } == true
      || ["services", "networks", "volumes", "secrets", "configs"].contains { root[$0] != nil }
        && keys(of: root).isSubset(of: ComposeShape.topLevelKeys)
  }

  static func isProvisioning(_ root: Node, isNamed: Bool) -> Bool {
    // Without a version it is read as Grafana's first form of it.
    guard root["apiVersion"] != nil || keys(of: root).isSubset(of: ["datasources", "deleteDatasources"]) else {
      return false
    }
    return ["datasources", "providers"].contains { key in
      guard let items = root[key]?.sequence else { return false }
      return items.isEmpty || items.contains { $0["type"] != nil || $0["name"] != nil }
    }
  }

  /// Panels as Grafana writes them, or one of its own keys beside a title.
  static func isDashboard(_ node: Node) -> Bool {
    if node["apiVersion"]?.text?.hasPrefix("dashboard.grafana.app/") == true { return true }
    if let elements = node["elements"]?.mapping, node["layout"]?["kind"] != nil {
      return elements.isEmpty || elements.contains { $0.value["kind"] != nil }
    }
    let items = node["panels"]?.sequence ?? node["rows"]?.sequence
    if node["schemaVersion"] != nil { return node["title"] != nil || items != nil }
    guard let items else { return false }
    if node["templating"]?["list"] != nil { return true }
    return node["title"] != nil
      && items.contains { item in
        item["panels"]?.sequence != nil
          || item["type"]?.text != nil && ["gridPos", "targets", "datasource"].contains { item[$0] != nil }
      }
  }

  /// As Grafana's API takes and gives it. What stands beside other things is a part of something else.
  static func isWrappedDashboard(_ root: Node) -> Bool {
    root["dashboard"].map(isDashboard) == true
      && keys(of: root).isSubset(of: [
        "dashboard", "meta", "inputs", "overwrite", "folderId", "folderUid", "message", "isFolder",
      ])
  }

  static func isPack(_ root: Node, isNamed: Bool) -> Bool {
    guard ["name", "title", "summary"].allSatisfy({ root[$0]?.text != nil }) else { return false }
    return ["exporter", "signals", "stack"].contains(root["kind"]?.text ?? "")
  }

  /// `targets` and, maybe, `labels`.
  static func isTargetGroup(_ node: Node) -> Bool {
    guard let targets = node["targets"]?.sequence else { return false }
    return keys(of: node).isSubset(of: ["targets", "labels"]) && targets.allSatisfy { $0.text != nil }
  }

  private static func keys(of node: Node) -> Set<String> { Set((node.mapping ?? []).compactMap { $0.key.text }) }
}
