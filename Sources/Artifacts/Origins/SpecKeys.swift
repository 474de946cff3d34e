import Documents
import Project

/// Where in the spec a value of a generated file is said: for somebody who has edited the file instead.
///
/// A table of places, most particular first. What has no row comes out of a pack, or of several keys at once.
package struct SpecKeys {
  private let stack: Stack

  package init(_ stack: Stack) { self.stack = stack }

  private static let common = [
    ValueOrigin("prometheus/prometheus.yml", "global scrape_interval", key: "prometheus.scrape_interval"),
    ValueOrigin("prometheus/prometheus.yml", "global evaluation_interval", key: "prometheus.evaluation_interval"),
    ValueOrigin("prometheus/prometheus.yml", "global external_labels *", key: "prometheus.external_labels.{1}"),
    ValueOrigin("prometheus/prometheus.yml", "remote_write **", key: "prometheus.remote_write"),
    ValueOrigin("prometheus/prometheus.yml", "scrape_configs * scrape_interval", key: "{scrape}.interval"),
    ValueOrigin("prometheus/prometheus.yml", "scrape_configs * scrape_timeout", key: "{scrape}.timeout"),
    ValueOrigin("prometheus/prometheus.yml", "scrape_configs * sample_limit", key: "{scrape}.sample_limit"),
    ValueOrigin("prometheus/prometheus.yml", "scrape_configs * metrics_path", key: "{scrape}.path"),
    ValueOrigin("prometheus/prometheus.yml", "scrape_configs * scheme", key: "{scrape}.scheme"),
    ValueOrigin("prometheus/prometheus.yml", "scrape_configs * static_configs * targets **", key: "{job}.targets"),
    ValueOrigin("prometheus/prometheus.yml", "scrape_configs * static_configs * labels team", key: "{job}.team"),
    ValueOrigin("prometheus/prometheus.yml", "scrape_configs * dns_sd_configs **", key: "{job}.discovery"),
    ValueOrigin("prometheus/prometheus.yml", "scrape_configs * docker_sd_configs **", key: "{job}.discovery"),
    ValueOrigin("prometheus/prometheus.yml", "scrape_configs * file_sd_configs **", key: "{job}.discovery"),
    ValueOrigin("prometheus/prometheus.yml", "scrape_configs * http_sd_configs **", key: "{job}.discovery"),
    ValueOrigin("prometheus/prometheus.yml", "scrape_configs * kubernetes_sd_configs **", key: "{job}.discovery"),
    ValueOrigin("prometheus/rules/*", "groups * rules * for", key: "{alert}.for"),
    ValueOrigin("prometheus/rules/*", "groups * rules * keep_firing_for", key: "{alert}.keep_firing_for"),
    ValueOrigin("prometheus/rules/*", "groups * rules * expr", key: "{condition}"),
    ValueOrigin("prometheus/rules/*", "groups * rules * annotations runbook_url", key: "{alert}.runbook"),
    ValueOrigin("prometheus/rules/*", "groups * rules * annotations summary", key: "{own}.summary"),
    ValueOrigin("prometheus/rules/*", "groups * rules * annotations description", key: "{own}.description"),
    ValueOrigin("prometheus/rules/*", "groups * rules * labels severity", key: "{own}.severity"),
    ValueOrigin("prometheus/rules/*", "groups * rules * labels category", key: "{own}.category"),
    ValueOrigin("prometheus/rules/*", "groups * rules * labels *", key: "{alert}.labels.{3}"),
    ValueOrigin("prometheus/rules/*", "groups * rules *", key: "{alert}.enabled"),
    ValueOrigin("loki/rules/fake/*", "groups * rules * for", key: "{alert}.for"),
    ValueOrigin("loki/rules/fake/*", "groups * rules * keep_firing_for", key: "{alert}.keep_firing_for"),
    ValueOrigin("loki/rules/fake/*", "groups * rules * expr", key: "{condition}"),
    ValueOrigin("loki/rules/fake/*", "groups * rules * annotations runbook_url", key: "{alert}.runbook"),
    ValueOrigin("loki/rules/fake/*", "groups * rules * labels *", key: "{alert}.labels.{3}"),
    ValueOrigin("loki/rules/fake/*", "groups * rules *", key: "{alert}.enabled"),
    ValueOrigin("alertmanager/alertmanager.yml", "route **", key: "severities, routes or teams"),
    ValueOrigin("alertmanager/alertmanager.yml", "receivers * **", key: "receivers.{1}"),
    ValueOrigin("alertmanager/alertmanager.yml", "time_intervals * **", key: "time_intervals.{1}"),
    ValueOrigin("loki/loki.yml", "limits_config retention_period", key: "retention.logs"),
  ]

  /// The keys that decide what differs between a file as generated and as it is now, in the order of the file; empty
  /// where none is known, and for what is no YAML.
  package func keys(of path: String, generated: [UInt8], edited: [UInt8]) -> [String] {
    guard path.hasSuffix(".yml"), let before = PlacedValues(generated), let after = PlacedValues(edited) else {
      return []
    }
    return before.differences(from: after).compactMap { key(path, $0) }.uniqued()
  }

  private func key(_ path: String, _ place: [String]) -> String? {
    (Self.common + stack.target.origins).lazy.filter { Self.matches($0.file, path) }.compactMap { row -> String? in
      guard let captures = Self.captures(row.place, place) else { return nil }
      return fill(row.key, captures, path)
    }.first
  }

  private static func matches(_ file: String, _ path: String) -> Bool {
    file.hasSuffix("*") ? path.hasPrefix(file.dropLast()) : file == path
  }

  private static func captures(_ pattern: [String], _ place: [String]) -> [String]? {
    let isOpen = pattern.last == "**"
    let steps = isOpen ? pattern.dropLast() : pattern[...]
    guard isOpen ? place.count >= steps.count : place.count == steps.count,
      zip(steps, place).allSatisfy({ $0 == "*" || $0 == $1 })
    else { return nil }
    return zip(steps, place).filter { $0.0 == "*" }.map(\.1)
  }

  /// Nil where a name in braces has no meaning here.
  private func fill(_ key: String, _ captures: [String], _ path: String) -> String? {
    var text = ""
    for piece in key.split(separator: "{", omittingEmptySubsequences: false) {
      guard let end = piece.firstIndex(of: "}") else {
        text += piece
        continue
      }
      let name = piece[..<end]
      let value = Int(name).map { captures[$0 - 1] } ?? lookUp(String(name), captures, path)
      guard let value else { return nil }
      text += value + piece[piece.index(after: end)...]
    }
    return text
  }

  private func lookUp(_ name: String, _ captures: [String], _ path: String) -> String? {
    switch name {
    case "pack": stack.workloads.first { $0.name == captures[0] }?.pack
    case "job": job(captures[0]).map { key(of: $0.owner) }
    case "scrape": job(captures[0]).map(scrapeKey)
    default: alertKey(name, PlacedValues.rule(captures[1]), path)
    }
  }

  private func job(_ name: String) -> ScrapeJob? { stack.jobs.first { $0.name == name } }

  private func key(of owner: Owner) -> String {
    "\(owner.isProbe ? "probes" : owner.kind == .service ? "services" : "components").\(owner.name)"
  }

  private func scrapeKey(_ job: ScrapeJob) -> String {
    let owner = key(of: job.owner)
    guard job.owner.kind == .service else { return owner }
    // The job of the scrape `main` is named as its service.
    return "\(owner).scrapes.\(job.name == job.owner.name ? "main" : job.name.dropFirst(job.owner.name.count + 1))"
  }

  /// `alert`: where an alert is said or tuned; `own`: the same, for the project's own alerts only; `condition`: what it
  /// compares with.
  private func alertKey(_ name: String, _ rule: (alert: String, severity: String), _ path: String) -> String? {
    let file = stack.ruleFiles.first { $0.path == path }
    guard let alert = file?.groups.lazy.flatMap(\.alerts).first(where: { $0.name == rule.alert }) else { return nil }
    guard !alert.isOwn else { return "alerts.\(alert.name)\(name == "condition" ? ".expr" : "")" }
    guard name != "own", let owner = alert.owner else { return nil }
    let key = "\(key(of: owner)).alerts.\(alert.name)"
    guard name == "condition" else { return key }
    let level = alert.levels.first { $0.severity.name == rule.severity }
    return level?.threshold.map { _ in "\(key).\(rule.severity)" }
  }
}
