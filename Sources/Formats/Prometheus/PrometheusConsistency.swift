import Documents

/// What the parts of a `prometheus.yml` must not say of each other.
///
/// Source: github.com/prometheus/prometheus, config/config.go, `Config.UnmarshalYAML` and `ScrapeConfig.Validate`.
enum PrometheusConsistency {
  static func problems(in root: Node) -> [FormatProblem] {
    let globals = Globals(root["global"])
    var found = globals.problems
    for job in root["scrape_configs"]?.sequence ?? [] { found += problems(in: job, globals) }
    found += repeated("job_name", in: root["scrape_configs"], "a second job of the name")
    found += repeated("name", in: root["remote_write"], "a second `remote_write` of the name")
    found += repeated("name", in: root["remote_read"], "a second `remote_read` of the name")
    if globals.isLegacy { found += legacyProblems(in: root) }
    return found
  }

  /// What `global` means for the jobs.
  struct Globals {
    let interval: PrometheusDuration
    let isLegacy: Bool
    let escaping: String
    let problems: [FormatProblem]

    init(_ node: Node?) {
      interval = node?.duration("scrape_interval").flatMap { $0.milliseconds > 0 ? $0 : nil } ?? .minutes(1)
      isLegacy = node?["metric_name_validation_scheme"]?.text == "legacy"
      escaping =
        node?["metric_name_escaping_scheme"]?.text.flatMap { $0.isEmpty ? nil : $0 }
        ?? (isLegacy ? "underscores" : "allow-utf-8")
      let interval = interval
      problems = node.map { timeoutProblems(in: $0, interval) + protocolProblems(in: $0) } ?? []
    }
  }

  private static func problems(in job: Node, _ globals: Globals) -> [FormatProblem] {
    let interval = job.duration("scrape_interval").flatMap { $0.milliseconds > 0 ? $0 : nil } ?? globals.interval
    var found = timeoutProblems(in: job, interval) + protocolProblems(in: job)
    let own = job["metric_name_validation_scheme"]?.text.flatMap { $0.isEmpty ? nil : $0 }
    let isLegacy = own.map { $0 == "legacy" } ?? globals.isLegacy
    let escaping =
      job["metric_name_escaping_scheme"]?.text.flatMap { $0.isEmpty ? nil : $0 }
      ?? (own == nil ? globals.escaping : isLegacy ? "underscores" : "allow-utf-8")
    if isLegacy, escaping == "allow-utf-8" {
      let node = job["metric_name_escaping_scheme"] ?? job["metric_name_validation_scheme"] ?? job["job_name"] ?? job
      found.append(
        FormatProblem(
          "the escaping scheme `allow-utf-8` asks for names that `legacy` name validation refuses",
          help: "write `metric_name_escaping_scheme: underscores`", at: node.range))
    }
    if isLegacy { found += relabelProblems(in: job, "relabel_configs", "metric_relabel_configs") }
    return found
  }

  static func timeoutProblems(in node: Node, _ interval: PrometheusDuration) -> [FormatProblem] {
    guard let timeout = node.duration("scrape_timeout"), timeout > interval, let entry = node.entry("scrape_timeout")
    else { return [] }
    return [
      FormatProblem(
        "the scrape timeout \(timeout) is longer than the scrape interval \(interval)",
        help: "a scrape has to end before the next one begins: \(interval) at most", at: entry.value.range)
    ]
  }

  private static func protocolProblems(in node: Node) -> [FormatProblem] {
    guard let list = node["scrape_protocols"], let items = list.sequence else { return [] }
    if items.isEmpty { return [FormatProblem("`scrape_protocols` cannot be empty", at: list.range)] }
    var seen: Set<String> = []
    return items.compactMap { item in
      guard let name = item.text, !seen.insert(name.lowercased()).inserted else { return nil }
      return FormatProblem("the protocol `\(name)` is listed twice", help: "keep one", at: item.range)
    }
  }

  private static func repeated(_ key: String, in list: Node?, _ what: String) -> [FormatProblem] {
    var seen: Set<String> = []
    return (list?.sequence ?? []).compactMap { item in
      // `<your job>` is for somebody to write.
      guard let name = item[key], let text = name.text, !text.isEmpty, !(text.hasPrefix("<") && text.hasSuffix(">")),
        !seen.insert(text).inserted
      else { return nil }
      return FormatProblem("\(what) `\(text)`", help: "names have to be unique", at: name.range)
    }
  }

  private static func legacyProblems(in root: Node) -> [FormatProblem] {
    var found: [FormatProblem] = []
    for entry in root["global"]?["external_labels"]?.mapping ?? [] {
      guard let name = entry.key.text, !name.isEmpty, !LegacyNames.isLabel(name) else { continue }
      found.append(
        FormatProblem("`\(name)` is no label name under `legacy` name validation", at: entry.key.range))
    }
    if let alerting = root["alerting"] {
      found += relabelProblems(in: alerting, "alert_relabel_configs")
      for manager in alerting["alertmanagers"]?.sequence ?? [] {
        found += relabelProblems(in: manager, "relabel_configs", "alert_relabel_configs")
      }
    }
    for write in root["remote_write"]?.sequence ?? [] { found += relabelProblems(in: write, "write_relabel_configs") }
    if let strategy = root["otlp"]?["translation_strategy"], let text = strategy.text,
      text == "NoTranslation" || text == "NoUTF8EscapingWithSuffixes"
    {
      found.append(
        FormatProblem(
          "the strategy `\(text)` needs UTF-8 names, and `global` asks for `legacy` ones", at: strategy.range))
    }
    return found
  }

  private static func relabelProblems(in node: Node, _ keys: String...) -> [FormatProblem] {
    keys.flatMap { node[$0]?.sequence ?? [] }.flatMap(RelabelShape.legacyProblems)
  }
}
