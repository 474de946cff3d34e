import Documents
import Project

/// Makes the labels that a scrape would have attached out of those by which the collector tells who sent a series.
///
/// `service.name`, after `service.namespace/` where there is one, arrives as `job` and `service.instance.id` as `instance`:
/// <https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/#resource-attributes-1>.
enum SentSeries {
  static func relabelling(_ job: ScrapeJob) -> [Tree] {
    // Whoever else sends is not declared, as a target that nobody names is not scraped.
    let known = "(?:.+/)?(\(pattern(job.senders)))"
    let first: [Tree] = [
      ["source_labels": ["job"], "regex": .string(known), "action": "keep"],
      ["source_labels": ["job"], "regex": .string(known), "target_label": "service"],
      ["source_labels": ["service"], "target_label": "job"],
      // Of the target, which is the collector.
      [
        "source_labels": [.string(job.owner.label.name)], "regex": .string(job.owner.label.value),
        "target_label": .string(job.owner.label.name), "replacement": "",
      ],
    ]
    let teams = Dictionary(grouping: job.senders.filter { $0.team != job.owner.team }, by: \.team).sorted {
      $0.key < $1.key
    }
    return first
      + teams.map { team, owners in
        [
          "source_labels": ["service"], "regex": .string(pattern(owners)), "target_label": "team",
          "replacement": .string(team.withDollarsDoubled),
        ]
      } + [["regex": .string(unused.joined(separator: "|")), "action": "labeldrop"]]
  }

  /// The same for all series of a service, or told by `service`: getMetricMetadata in
  /// <https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.159.0/exporter/prometheusexporter/collector.go>.
  private static let unused = ["otel_scope_name", "otel_scope_version", "otel_scope_schema_url", "service_name"]

  private static func pattern(_ owners: [Owner]) -> String {
    owners.map { Selector.quotedMeta($0.name) }.joined(separator: "|")
  }
}
