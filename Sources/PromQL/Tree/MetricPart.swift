/// One of the series that a metric consists of, by the ending of its name: a classic histogram is buckets, a sum and a count.
/// <https://prometheus.io/docs/instrumenting/exposition_formats/#histograms-and-summaries>
public enum MetricPart: String, Sendable, CaseIterable {
  case bucket = "_bucket"
  case sum = "_sum"
  case count = "_count"
  /// When it was made, in OpenMetrics.
  case created = "_created"

  /// The parts that a metric of a type is stored as, besides its own name.
  public static func of(_ type: MetricType) -> [MetricPart] {
    switch type {
    case .histogram: allCases
    case .summary: [.sum, .count, .created]
    case .counter: [.created]
    case .gauge: []
    }
  }

  /// The metric that a series would be a part of by its name, and which part.
  public static func split(_ series: String) -> (metric: String, part: MetricPart)? {
    // Most names end in other letters.
    guard let last = series.utf8.last, "tmd".utf8.contains(last) else { return nil }
    for part in allCases { if let metric = part.metric(of: series) { return (metric, part) } }
    return nil
  }

  /// The metric that a series would be this part of by its name; nil where the name ends otherwise.
  public func metric(of series: String) -> String? {
    series.hasSuffix(rawValue) ? String(series.dropLast(rawValue.utf8.count)) : nil
  }
}
