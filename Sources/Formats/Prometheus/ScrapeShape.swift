import Documents

/// A job of `scrape_configs`, and what `global` sets for all of them.
///
/// Source: github.com/prometheus/prometheus, config/config.go.
package enum ScrapeShape {
  static let job = job(relabeling: RelabelShape.rules, more: [])

  /// What only another reader takes is for it to judge: its keys, and relabel rules where it has more of them.
  static func job(relabeling rules: Shape, more: Set<String>) -> SectionShape {
    HTTPClientShape.section(
      "scrape_config", fields.merging(relabelings(rules)) { $1 }.merging(more.map { ($0, .any) }) { own, _ in own },
      checks: [Condition.filled("job_name"), targets, formerKeys])
  }

  /// <https://prometheus.io/docs/prometheus/3.0/migration/#scrape_classic_histograms>
  @Sendable private static func formerKeys(_ node: Node) -> [FormatProblem] {
    guard let entry = node.entry(formerKey) else { return [] }
    return [
      FormatProblem(
        "`\(formerKey)` is called `always_scrape_classic_histograms` from Prometheus 3.0 on, which refuses the former name",
        help: "rename it, or set `lint.prometheus` to the older release that reads the file", at: entry.key.range,
        since: 3)
    ]
  }

  private static let formerKey = "scrape_classic_histograms"

  private static func relabelings(_ rules: Shape) -> [String: Shape] {
    ["relabel_configs": rules, "metric_relabel_configs": rules]
  }

  private static let fields: [String: Shape] =
    [
      "job_name": .string, "honor_labels": .boolean, "honor_timestamps": .boolean,
      "track_timestamps_staleness": .boolean, "params": .map(.strings), "scrape_interval": .duration,
      "scrape_timeout": .duration, "fallback_scrape_protocol": .optionalChoice(protocols),
      "native_histogram_bucket_limit": .natural, "native_histogram_min_bucket_factor": .number,
      "metrics_path": .string, "scheme": .string, "enable_compression": .boolean, formerKey: .boolean,
    ].merging(shared) { own, _ in own }.merging(DiscoveryShape.fields) { own, _ in own }

  /// The keys of a job.
  static let jobKeys = Set(job.fields.keys)

  static let global = SectionShape(
    "global",
    [
      "scrape_interval": .duration, "scrape_timeout": .duration, "evaluation_interval": .duration,
      "rule_query_offset": .duration, "query_log_file": .string, "external_labels": .labels,
    ].merging(shared) { own, _ in own })

  /// Keys of a job whose defaults `global` can set.
  private static let shared: [String: Shape] = [
    "scrape_protocols": .list(.choice(protocols)), "scrape_native_histograms": .boolean,
    "always_scrape_classic_histograms": .boolean, "convert_classic_histograms_to_nhcb": .boolean,
    "scrape_failure_log_file": .string, "body_size_limit": .bytes, "sample_limit": .natural,
    "target_limit": .natural, "label_limit": .natural, "label_name_length_limit": .natural,
    "label_value_length_limit": .natural, "keep_dropped_targets": .natural,
    "metric_name_validation_scheme": .optionalChoice(["legacy", "utf8"]),
    "metric_name_escaping_scheme": .optionalChoice(["allow-utf-8", "underscores", "dots", "values"]),
    "extra_scrape_metrics": .boolean,
  ]

  private static let protocols = [
    "OpenMetricsText0.0.1", "OpenMetricsText1.0.0", "PrometheusProto", "PrometheusText0.0.4", "PrometheusText1.0.0",
  ]

  static let alertmanager = HTTPClientShape.section(
    "alertmanager_config",
    [
      "sigv4": HTTPClientShape.sigv4, "scheme": .string, "path_prefix": .string, "timeout": .duration,
      "api_version": .choice(["v1", "v2"]), "relabel_configs": RelabelShape.rules,
      "alert_relabel_configs": RelabelShape.rules,
    ].merging(DiscoveryShape.fields) { own, _ in own },
    checks: [
      { node in
        // <https://prometheus.io/docs/prometheus/3.0/migration/#prometheus-alertmanager>
        guard let version = node["api_version"], version.text == "v1" else { return [] }
        return [
          FormatProblem(
            "Prometheus refuses `v1` from 3.0 on",
            help: "write `v2`, which Alertmanager has had since 0.16, or remove the key",
            at: version.range, since: 3)
        ]
      },
      { node in
        // A bearer token becomes an `authorization`.
        let ways = ["basic_auth", "authorization", "oauth2", "bearer_token", "bearer_token_file"]
        guard node.isPresent("sigv4"), ways.contains(where: { node.isFilled($0) }), let entry = node.entry("sigv4")
        else {
          return []
        }
        return [FormatProblem("`sigv4` cannot stand beside another way to authenticate", at: entry.key.range)]
      }, targets,
    ])

  /// Addresses are host and port, unless a relabel rule makes them so.
  @Sendable private static func targets(_ node: Node) -> [FormatProblem] {
    let rules = node["relabel_configs"]?.sequence ?? []
    let writesAddress = rules.contains { rule in
      let target = rule["target_label"]?.text ?? ""
      return target == "__address__" || target.includes("$") || RelabelShape.action(rule) == "labelmap"
        || RelabelShape.action(rule) == "drop" || RelabelShape.action(rule) == "keep"
    }
    if writesAddress { return [] }
    return (node["static_configs"]?.sequence ?? []).flatMap { $0["targets"]?.sequence ?? [] }.compactMap(targetProblem)
  }

  /// Why Prometheus refuses an address.
  private static func targetProblem(_ target: Node) -> FormatProblem? {
    guard let text = target.text else { return nil }
    if text.isEmpty { return FormatProblem("the address of a target is empty", at: target.range) }
    guard text.includes("/") else { return nil }
    let address =
      text.includes("://")
      ? String(text[text.range(after: "://")].prefix { $0 != "/" }) : String(text.prefix { $0 != "/" })
    return FormatProblem(
      "`\(text)` is no address of a target: Prometheus takes host and port only",
      help: "write `\(address)`; the scheme goes to `scheme:`, the path to `metrics_path:`", at: target.range)
  }
}

extension String {
  /// What follows the first occurrence of a part.
  fileprivate func range(after part: String) -> Range<String.Index> {
    var start = startIndex
    while start < endIndex, !self[start...].hasPrefix(part) { start = index(after: start) }
    return (start < endIndex ? index(start, offsetBy: part.count) : start)..<endIndex
  }
}
