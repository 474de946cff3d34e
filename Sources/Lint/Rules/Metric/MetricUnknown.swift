import Documents
import PromQL

extension Rule {
  static let metricUnknown = Rule(
    "metric/unknown", .error, "a metric that nobody exposes or records",
    why:
      """
      A query on a metric that does not exist gives nothing and no error: the alert never fires, the panel stays empty. Looked \
      for where the catalogue is known: with a spec in reach, or with `known_metrics`. What exporters of other teams expose belongs into \
      `known_metrics`.
      """,
    bad: [
      .inShop("rate(⟦http_request_total⟧[5m]) > 5")
    ],
    good: [
      .inShop("rate(http_requests_total[5m]) > 5 and on () up == 1"),
      Example(
        files: [
          "pharos.yml": Example.shop, "rules.yml": Example.alertText("my_jobs > 5"), "page.prom": "my_jobs 5\n",
        ]),
      .alert("my_jobs > 5"),
    ],
    check: .project { facts, reporter in
      guard reporter.knowledge.catalogue.isComplete else { return }
      let metrics = MetricNames(facts)
      var suggestions = NearestNames(
        among: reporter.knowledge.catalogue.names + metrics.all, most: 20)
      for use in facts.metrics.unknown where !use.name.isRecordName && !metrics.contains(use.name) {
        reporter.report(
          "nobody exposes or records `\(use.name)`: the query gives nothing", at: use.range, in: use.source,
          help: suggestions.nearest(to: use.name).map { "did you mean `\($0)`?" }
            ?? "declare it in the spec, or list it under `known_metrics`")
      }
    })
}

/// What the files of a run themselves expose and record.
struct MetricNames {
  private let records: Set<String>
  private let exposed: [String: ExposedFact]

  init(_ facts: ProjectFacts) {
    records = Set(facts.records.map(\.name))
    exposed = facts.metrics.exposed
  }

  var all: [String] { Array(records) + exposed.keys }

  func contains(_ series: String) -> Bool {
    if records.contains(series) || exposed[series] != nil { return true }
    guard let (name, part) = MetricPart.split(series) else { return false }
    return exposed[name]?.type?.partSuffixes.contains(part.rawValue) ?? false
  }
}

extension String {
  /// Whether it is named like a record, `level:metric:operations`.
  var isRecordName: Bool { utf8.contains(UInt8(ascii: ":")) }
}
