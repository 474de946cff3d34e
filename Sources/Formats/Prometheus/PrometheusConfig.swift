import Documents

/// A `prometheus.yml`, as far as rules ask: what is scraped, how often, with which rules and Alertmanagers.
package struct PrometheusConfig {
  package let source: SourceFile
  package let node: Node
  package let jobs: [ScrapeJob]
  package let ruleFiles: [Text]
  package let scrapeConfigFiles: [Text]
  /// How often jobs are scraped that say nothing else.
  package let scrapeInterval: PrometheusDuration
  /// How often groups of rules are evaluated that say nothing else.
  package let evaluationInterval: PrometheusDuration
  package let externalLabels: [TextPair]
  package let alertmanagers: [Node]

  // Defaults: config/config.go, DefaultGlobalConfig.
  package init(_ root: Node, in source: SourceFile) {
    self.source = source
    node = root
    let global = root["global"]
    let interval = global?.positiveDuration("scrape_interval") ?? .minutes(1)
    scrapeInterval = interval
    evaluationInterval = global?.positiveDuration("evaluation_interval") ?? .minutes(1)
    let timeout = global?.positiveDuration("scrape_timeout") ?? min(.seconds(10), interval)
    externalLabels = TextPair.all(global?["external_labels"])
    jobs = (root["scrape_configs"]?.sequence ?? []).map { ScrapeJob($0, interval: interval, timeout: timeout) }
    ruleFiles = (root["rule_files"]?.sequence ?? []).compactMap(Text.init)
    scrapeConfigFiles = (root["scrape_config_files"]?.sequence ?? []).compactMap(Text.init)
    alertmanagers = root["alerting"]?["alertmanagers"]?.sequence ?? []
  }

  /// The addresses of Alertmanagers that are written down.
  package var alertmanagerTargets: [StaticTarget] { alertmanagers.flatMap(StaticTarget.all) }

  /// Every list of relabel rules, with the key it stands under.
  package var relabelLists: [RelabelList] {
    var lists = jobs.flatMap { RelabelList.all(in: $0.node, "relabel_configs", "metric_relabel_configs") }
    if let alerting = node["alerting"] { lists += RelabelList.all(in: alerting, "alert_relabel_configs") }
    for manager in alertmanagers { lists += RelabelList.all(in: manager, "relabel_configs", "alert_relabel_configs") }
    for write in node["remote_write"]?.sequence ?? [] { lists += RelabelList.all(in: write, "write_relabel_configs") }
    return lists
  }
}

/// One job of `scrape_configs`.
package struct ScrapeJob {
  package let node: Node
  package let name: Text?
  package let interval: PrometheusDuration
  package let timeout: PrometheusDuration
  package let targets: [StaticTarget]

  init(_ node: Node, interval: PrometheusDuration, timeout: PrometheusDuration) {
    self.node = node
    name = Text(node["job_name"])
    let interval = node.positiveDuration("scrape_interval") ?? interval
    self.interval = interval
    self.timeout = node.positiveDuration("scrape_timeout") ?? min(timeout, interval)
    targets = StaticTarget.all(in: node)
  }

  /// Whether targets come from elsewhere too.
  package var isDiscovering: Bool {
    node.mapping?.contains { $0.key.text?.hasSuffix("_sd_configs") == true } ?? false
  }

  package var relabelRules: [Node] { node["relabel_configs"]?.sequence ?? [] }
  package var metricRelabelRules: [Node] { node["metric_relabel_configs"]?.sequence ?? [] }

  /// Whether a relabel rule may replace the address of a target, as jobs of a prober do.
  package var rewritesAddress: Bool {
    relabelRules.contains { rule in
      let target = rule["target_label"]?.text ?? ""
      return target == "__address__" || target.includes("$") || RelabelShape.action(rule) == "labelmap"
    }
  }
}

/// An address in `static_configs`, with the labels of its group.
package struct StaticTarget {
  package let address: Text
  package let labels: [TextPair]

  package static func all(in node: Node) -> [StaticTarget] {
    (node["static_configs"]?.sequence ?? []).flatMap { group -> [StaticTarget] in
      let labels = TextPair.all(group["labels"])
      return (group["targets"]?.sequence ?? []).compactMap(Text.init).map { StaticTarget(address: $0, labels: labels) }
    }
  }
}

/// Relabel rules that run one after the other.
package struct RelabelList {
  /// `metric_relabel_configs`, for one.
  package let key: String
  package let rules: [Node]

  static func all(in node: Node, _ keys: String...) -> [RelabelList] {
    keys.compactMap { key in node[key]?.sequence.map { RelabelList(key: key, rules: $0) } }
  }
}

extension Node {
  /// The values of keys under which the path of a secret or certificate stands, anywhere below.
  package var credentialFiles: [Text] {
    switch content {
    case .scalar: return []
    case .sequence(let items): return items.flatMap(\.credentialFiles)
    case .mapping(let entries):
      return entries.flatMap { entry in
        let isOne = HTTPClientShape.fileKeys.contains(entry.key.text ?? "")
        return isOne ? Text(entry.value).map { $0.value.isEmpty ? [] : [$0] } ?? [] : entry.value.credentialFiles
      }
    }
  }

  /// The value of a duration field for which zero means the default.
  package func positiveDuration(_ key: String) -> PrometheusDuration? {
    duration(key).flatMap { $0.milliseconds > 0 ? $0 : nil }
  }
}
