/// The formats in which programs expose metrics.
public enum ExpositionFormat: String, Sendable, CaseIterable {
  /// Prometheus' text format, names in quotes among them, which 1.0.0 added to 0.0.4.
  /// <https://github.com/prometheus/docs/blob/main/docs/instrumenting/exposition_formats.md>
  case text
  /// OpenMetrics 1.0. <https://github.com/prometheus/OpenMetrics/blob/v1.0.0/specification/OpenMetrics.md>
  case openMetrics = "openmetrics"

  /// The format that an HTTP `Content-Type` names; nil where it names none of them.
  public init?(contentType: String) {
    let type = contentType.split(separator: ";").first.map { $0.filter { $0 != " " }.lowercased() }
    switch type {
    case "text/plain": self = .text
    case "application/openmetrics-text": self = .openMetrics
    default: return nil
    }
  }
}

/// What a family was declared as with `# TYPE`.
public enum FamilyType: String, Sendable, CaseIterable {
  case counter, gauge, histogram, summary, untyped
  // Of OpenMetrics alone.
  case unknown, info, stateset, gaugehistogram

  init?(_ text: UnsafeBufferPointer<UInt8>, in format: ExpositionFormat) {
    // promtool takes any letter case, a scrape small letters only.
    guard let type = FamilyType(rawValue: String(decoding: text, as: UTF8.self)), type.belongs(to: format) else {
      return nil
    }
    self = type
  }

  /// The endings of the series that a family of the type consists of, besides the one of its own name.
  public var partSuffixes: [String] {
    switch self {
    case .histogram: ["_bucket", "_sum", "_count", "_created"]
    case .summary: ["_sum", "_count", "_created"]
    case .gaugehistogram: ["_bucket", "_gsum", "_gcount"]
    default: []
    }
  }

  /// Whether the format has the type.
  func belongs(to format: ExpositionFormat) -> Bool {
    switch self {
    case .counter, .gauge, .histogram, .summary: true
    case .untyped: format == .text
    case .unknown, .info, .stateset, .gaugehistogram: format == .openMetrics
    }
  }
}

/// Something wrong in an exposition.
public struct ExpositionProblem: Sendable, Equatable {
  /// Whether data is lost.
  public enum Severity: String, Sendable {
    /// The scrape fails, promtool refuses the page, or samples are lost or make no sense.
    case error
    /// The format forbids it or asks for more, and Prometheus takes it.
    case warning
  }

  /// What the problem is about.
  public enum Kind: String, Sendable {
    /// The format does not allow it.
    case format
    /// A series stands there a second time.
    case duplicate
  }

  /// How bad it is.
  public var severity: Severity
  /// What it is about.
  public var kind = Kind.format
  /// The metric whose series stands there twice.
  public var metric: String?
  /// What was found and what to write instead, one sentence without a full stop.
  public var message: String
  /// From 1.
  public var line: Int
  /// From 1, in Unicode scalars.
  public var column: Int
}

/// What an exposition holds.
public struct ExpositionReport: Sendable {
  /// As which it was read.
  public var format: ExpositionFormat
  /// The first thousand problems, in the order of the text.
  public var problems: [ExpositionProblem]
  /// How many there are in all.
  public var problemCount: Int
  /// In the order in which they came.
  public var families: [MetricFamily]
  /// Samples, lines that could not be read apart.
  public var series: Int
  /// Whether there were so many series that duplicates were looked for among the first only.
  public var duplicatesAreIncomplete: Bool

  /// Whether a scrape would fail or lose samples.
  public var hasErrors: Bool { problems.contains { $0.severity == .error } }
}

/// A metric with its samples: those of a histogram are all of one family.
public struct MetricFamily: Sendable {
  /// Without the suffixes of its samples; UTF-8 names as they are, escapes resolved.
  public var name: String
  /// As `# TYPE` says; nil where none does.
  public var type: FamilyType?
  /// The beginning of its HELP, on one line; nil where none says something.
  public var help: String?
  /// Whether there is a HELP that says something.
  public var hasHelp: Bool { help != nil }
  /// As `# UNIT` says; nil where none does.
  public var unit: String?
  /// How many samples it has.
  public var series = 0
  /// By label, in the order in which they came; `le` and `quantile` of histograms and summaries among them.
  public var labels: [LabelValues] = []
  /// Upper bounds of its buckets, rising, those of every series of a histogram together.
  public var bounds: [Double] = []
  /// Where its name first stands, from 1; the column in Unicode scalars.
  public var line: Int
  public var column: Int
}

/// How many values a label has.
public struct LabelValues: Sendable {
  /// The label, escapes resolved.
  public var name: String
  /// Different values on the samples of the family.
  public var count: Int
  /// Beyond a thousand values the count is an estimate, within about 5%.
  public var isEstimate: Bool
  /// The first hundred of them.
  public var values: [String] = []
  /// Where its name first stands, from 1; the column in Unicode scalars.
  public var line: Int
  public var column: Int
}
