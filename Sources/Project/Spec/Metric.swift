import Documents
import PromQL

/// A metric that something exposes, with the domain of each of its labels.
package struct Metric: Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case counter, gauge, histogram, summary, info, stateset, unknown

    /// What Prometheus stores it as; nil where that is not known.
    package var stored: MetricType? {
      switch self {
      case .counter: .counter
      case .gauge, .info, .stateset: .gauge
      case .histogram: .histogram
      case .summary: .summary
      case .unknown: nil
      }
    }

    /// The series that it consists of, besides the one of its own name.
    package var parts: [MetricPart] { stored.map(MetricPart.of) ?? [] }
  }

  /// What several processes of one instance have together.
  package enum Workers: String, CaseIterable, Sendable { case latest, sum, max, min }

  package var type: Kind?
  package var help: String?
  package var unit: String?
  package var labels: OrderedMap<LabelDomain> = [:]
  package var buckets: [Decimal] = []
  package var quantiles: [Decimal] = []
  /// Of a gauge; nil is `latest`, or what the pack says where its metric is refined.
  package var workers: Workers?
  package var scrape: String?
  package var since: SoftwareVersion?
  package var until: SoftwareVersion?
  package var isOptional = false
  package var note: String?

  package init() {}

  /// A metric in the spec.
  package static let section = Section(
    "metric", "A metric that a service exposes.", default: Metric(),
    fields: ownFields(LabelDomain.section) + [
      .init("scrape", \.scrape, Name.owner, "Scrape that has it; `main` if not said.")
    ])

  /// A metric in a pack's catalogue.
  package static let catalogueSection = Section(
    "catalogue_metric", "A metric in a pack's catalogue.", default: Metric(),
    fields: ownFields(LabelDomain.catalogueSection) + [
      .init("since", \.since, Name.version, "First version that exposes it."),
      .init("until", \.until, Name.version, "Last version that exposes it."),
      .init("optional", \.isOptional, .boolean, "Whether it is exposed only under some configuration."),
      .init("note", \.note, .string, "What else to know."),
    ])

  private static func ownFields(_ label: Section<LabelDomain>) -> [Field<Metric>] {
    [
      .init("type", \.type, .word, "Kind of metric; a pack's own where one is refined."),
      .init("help", \.help, .string, "What it counts or measures, one sentence."),
      .init("unit", \.unit, .string, "Base unit: seconds, bytes, ratio, celsius…"),
      .init(
        "labels", \.labels, .mapping(of: label.codec, key: Name.label), "Its labels, each with its domain."),
      .init("buckets", \.buckets, .list(of: .number, minimum: 1), "Upper bounds of a histogram's buckets, rising."),
      .init("quantiles", \.quantiles, .list(of: .number, minimum: 1), "Quantiles of a summary."),
      .init(
        "workers", \.workers, .word,
        "What the workers of an instance have together of a gauge: what was set last if not said."),
    ]
  }

  /// The bound with which buckets are counted: the declared ones and `+Inf`.
  package var bucketCount: Int { buckets.count + 1 }

  /// Bounds that do not come after the one before them, which rising ones do.
  package var misplacedBuckets: [(index: Int, bound: Decimal, before: Decimal)] {
    zip(buckets, buckets.dropFirst()).enumerated().filter { $0.element.0 >= $0.element.1 }.map {
      ($0.offset + 1, $0.element.1, $0.element.0)
    }
  }

  /// Labels that Prometheus attaches to whatever a target exposes.
  package static let targetLabels = ["service", "component", "team", "job", "instance"]

  /// Series that one target exposes at most, histograms and summaries with their parts.
  package var seriesPerTarget: Int {
    let combinations = labels.values.reduce(1) { $0.multipliedReportingOverflow(by: $1.size).partialValue }
    switch type {
    case .histogram: return combinations * (bucketCount + 2)
    case .summary: return combinations * (quantiles.count + 2)
    default: return combinations
    }
  }

  /// This metric with what a refinement says put on top.
  package func refined(by other: Metric) -> Metric {
    var result = self
    result.type = other.type ?? type
    result.help = other.help ?? help
    result.unit = other.unit ?? unit
    for (label, domain) in other.labels { result.labels[label] = domain.refining(labels[label]) }
    if !other.buckets.isEmpty { result.buckets = other.buckets }
    if !other.quantiles.isEmpty { result.quantiles = other.quantiles }
    result.workers = other.workers ?? workers
    result.scrape = other.scrape ?? scrape
    return result
  }
}

/// The values that a label can take on one target: a closed set or an upper bound.
package struct LabelDomain: Sendable, Equatable {
  package var values: [String] = []
  package var max: Int?
  package var since: SoftwareVersion?
  /// Values that have a place whatever came first.
  package var kept: [String] = []

  package init() {}

  package static let section = Section(
    "label", "The domain of a label: `values` or `max`.", default: LabelDomain(), fields: domain)

  /// A label of a metric in a pack's catalogue.
  static let catalogueSection = Section(
    "catalogue_label", "The domain of a label: `values` or `max`.", default: LabelDomain(),
    fields: domain + [.init("since", \.since, Name.version, "First version that has it.")])

  private static let domain: [Field<LabelDomain>] = [
    .init("values", \.values, .list(of: .text, minimum: 1), "Every value it can take."),
    .init("max", \.max, .integer(1...10_000_000), "How many values it takes at most."),
    .init(
      "keep", \.kept, .list(of: .text, minimum: 1),
      "Values that always have a place among `max`, whatever others come first; classes of status codes such as `5xx` take in the codes that have none."
    ),
  ]

  package var size: Int { values.isEmpty ? (max ?? 1) : values.count }

  /// Another number of values is no reason to lose the ones that are kept.
  func refining(_ base: LabelDomain?) -> LabelDomain {
    guard let base, kept.isEmpty, values.isEmpty else { return self }
    var result = self
    result.kept = base.kept
    return result
  }

  package var isBounded: Bool { !values.isEmpty || max != nil }
}
