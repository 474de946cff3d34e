import Documents

/// `prometheus.yml`.
///
/// Source: github.com/prometheus/prometheus at d15adb9 (3.14 in development), config/config.go.
package enum PrometheusShape {
  /// Everything for which Prometheus would refuse the file.
  ///
  /// - Parameter dialect: who reads it.
  package static func problems(in root: Node, of dialect: Dialect = .prometheus) -> [FormatProblem] {
    shape(of: dialect).problems(in: root) + PrometheusConsistency.problems(in: root)
  }

  package static func shape(of dialect: Dialect) -> Shape { .section(dialect == .vmagent ? vmagentFile : file) }

  /// The keys of the file.
  package static var keys: [String] { Array(file.fields.keys) }

  private static let file = file(jobs: ScrapeShape.job)
  private static let vmagentFile = file(jobs: ScrapeShape.job(relabeling: .any, more: Dialect.vmagent.keys.job))

  private static func file(jobs: SectionShape) -> SectionShape {
    SectionShape("prometheus.yml", sections.merging(["scrape_configs": .entries(.section(jobs))]) { $1 })
  }

  private static let sections: [String: Shape] =
    [
      "global": .section(ScrapeShape.global),
      "runtime": .section(SectionShape("runtime", ["gogc": .integer])),
      "alerting": .section(
        SectionShape(
          "alerting",
          [
            "alert_relabel_configs": RelabelShape.rules, "alertmanagers": .entries(.section(ScrapeShape.alertmanager)),
          ])),
      "rule_files": .list(.parsed(globProblem)), "scrape_config_files": .list(.parsed(globProblem)),
      "storage": .section(
        SectionShape(
          "storage",
          ["tsdb": .section(tsdb), "exemplars": .section(SectionShape("exemplars", ["max_exemplars": .integer]))])),
      "tracing": .section(tracing), "otlp": .section(otlp),
      "remote_write": .entries(.section(RemoteStorageShape.write)),
      "remote_read": .entries(.section(RemoteStorageShape.read)),
    ]

  /// One `*` at most, in the last part of the path.
  @Sendable private static func globProblem(_ text: String) -> String? {
    guard let star = text.firstIndex(of: "*"), text[star...].contains("/") else { return nil }
    return "`\(text)` is refused: `*` may stand in the last part of a path only"
  }

  private static let tsdb = SectionShape(
    "tsdb",
    [
      "out_of_order_time_window": .duration, "stale_series_compaction_threshold": .number,
      "chunk_encoding": .section(SectionShape("chunk_encoding", ["floats": .optionalChoice(["xor", "xor2"])])),
      "retention": .section(
        SectionShape(
          "retention",
          [
            "time": .duration,
            "size": .parsed { text in
              text.hasPrefix("-")
                ? "a size cannot be negative"
                : Base2Bytes.isValid(text) ? nil : "`\(text)` is no size, as `10GB` is one"
            },
            "percentage": .number,
          ],
          checks: [
            { node in
              guard let value = node.number("percentage"), !(0...100).contains(value) else { return [] }
              return [FormatProblem("a percentage lies between 0 and 100", at: node["percentage"]?.range ?? node.range)]
            }
          ])),
    ])

  private static let tracing = SectionShape(
    "tracing",
    [
      "client_type": .choice(["http", "grpc"]), "endpoint": .string, "sampling_fraction": .number,
      "insecure": .boolean, "tls_config": HTTPClientShape.tls, "headers": HTTPClientShape.headers,
      "compression": .optionalChoice(["gzip"]), "timeout": .duration,
    ], checks: [Condition.filled("endpoint")])

  private static let otlp = SectionShape(
    "otlp",
    [
      "promote_all_resource_attributes": .boolean, "promote_resource_attributes": .strings,
      "ignore_resource_attributes": .strings,
      "translation_strategy": .optionalChoice([
        "UnderscoreEscapingWithSuffixes", "UnderscoreEscapingWithoutSuffixes", "NoUTF8EscapingWithSuffixes",
        "NoTranslation",
      ]),
      "keep_identifying_resource_attributes": .boolean, "convert_histograms_to_nhcb": .boolean,
      "promote_scope_metadata": .boolean, "label_name_underscore_sanitization": .boolean,
      "label_name_preserve_multiple_underscores": .boolean,
    ],
    checks: [
      { node in
        let all = node.flag("promote_all_resource_attributes") == true
        let key = all ? "promote_resource_attributes" : "ignore_resource_attributes"
        if node.isFilled(key), let entry = node.entry(key) {
          return [
            FormatProblem(
              all
                ? "`promote_resource_attributes` cannot stand beside `promote_all_resource_attributes`"
                : "`ignore_resource_attributes` needs `promote_all_resource_attributes: true`", at: entry.key.range)
          ]
        }
        var seen: Set<String> = []
        return (node[all ? "ignore_resource_attributes" : "promote_resource_attributes"]?.sequence ?? []).compactMap {
          item in
          let name = (item.text ?? "").trimmed()
          if name.isEmpty { return FormatProblem("the name of an attribute is empty", at: item.range) }
          return seen.insert(name).inserted
            ? nil : FormatProblem("the attribute `\(name)` is listed twice", at: item.range)
        }
      }
    ])
}
