import Documents
import Exposition
import Formats
import PromQL

/// What files say of metrics that other files may contradict.
package struct MetricFacts: Sendable {
  /// Where a metric is read that was not known when its file was walked.
  package var unknown: [MetricUseFact] = []
  /// Metrics of the spec that some query reads.
  package var used: Set<String> = []
  /// Where a bucket is picked by its bound, or a quantile by its share.
  package var buckets: [BucketUseFact] = []
  /// What expositions of the run have, by name.
  package var exposed: [String: ExposedFact] = [:]
  /// What specs of the run declare.
  package var declared: [DeclaredFact] = []
  /// Functions for counters, of metrics that may be gauges.
  package var rises: [RiseFact] = []
  /// Where a metric is read that a public exporter calls otherwise.
  package var misnamed: [MetricUseFact] = []
  /// How often each metric is read that ends in `_total`.
  package var counters: [String: Int] = [:]

  /// Takes on what another file says.
  mutating func merge(_ other: MetricFacts) {
    unknown += other.unknown
    used.formUnion(other.used)
    buckets += other.buckets
    exposed.merge(other.exposed) { $0.merged($1) }
    declared += other.declared
    rises += other.rises
    misnamed += other.misnamed
    counters.merge(other.counters, uniquingKeysWith: +)
  }
}

/// A metric in a query.
package struct MetricUseFact: Sendable {
  package let name: String
  package let source: SourceFile
  package let range: Range<Int>
}

/// A function that takes its argument for a counter.
package struct RiseFact: Sendable {
  package let function: String
  package let name: String
  package let place: QueryPlace
  /// The function's name, in the expression.
  package let part: Range<Int>
  /// The metric's name.
  package let metric: Range<Int>
}

/// A matcher on `le`, or on the `quantile` of a summary.
package struct BucketUseFact: Sendable {
  /// Name of the histogram, without `_bucket`, or of the summary.
  package let metric: String
  package let matcher: LabelMatcher
  /// The series are stored as Prometheus 3 stores what it scrapes.
  package let isNormalized: Bool
  package let place: QueryPlace
}

/// A metric of an exposition.
package struct ExposedFact: Sendable {
  package var type: FamilyType?
  package var bounds: [Double]

  fileprivate func merged(_ other: ExposedFact) -> ExposedFact {
    ExposedFact(type: type == other.type ? type : nil, bounds: bounds + other.bounds)
  }
}

/// A metric that a spec declares.
package struct DeclaredFact: Sendable {
  package let name: String
  package let source: SourceFile
  package let range: Range<Int>
}

extension MetricFacts {
  mutating func add(_ document: Document, _ knowledge: Knowledge) {
    for metric in document.metrics {
      if let family = metric.family {
        exposed[metric.name] = ExposedFact(type: family.type, bounds: family.bounds)
      } else if document.kind == .spec {
        declared.append(DeclaredFact(name: metric.name, source: metric.source, range: metric.range))
      }
    }
  }

  /// Keeps only what cannot be settled here: most queries of a repository whose catalogue is known leave nothing.
  mutating func add(_ query: Query, _ knowledge: Knowledge) {
    let catalogue = knowledge.catalogue
    var mayReadGauge = false
    for selector in query.selectors {
      guard let name = selector.metricName, let part = selector.metricNameRange else { continue }
      mayReadGauge = mayReadGauge || catalogue.mayBeGauge(name)
      if !catalogue.isComplete, !query.hasVariable(in: part) {
        if name.hasSuffix("_total") { counters[name, default: 0] += 1 }
        if PublicMetrics.neighbour(of: name) != nil {
          misnamed.append(MetricUseFact(name: name, source: query.source, range: query.range(part)))
        }
      }
      if catalogue.isComplete {
        if catalogue.entry(of: name)?.isDeclared == true { used.insert(name) }
        if !catalogue.knows(name) {
          unknown.append(MetricUseFact(name: name, source: query.source, range: query.range(part)))
        }
      } else if name.includes(":") {
        unknown.append(MetricUseFact(name: name, source: query.source, range: query.range(part)))
      }
      let histogram = MetricPart.bucket.metric(of: name)
      for matcher in selector.matchers where matcher.name == (histogram == nil ? "quantile" : "le") {
        guard !matcher.operation.isNegative, !query.hasVariable(in: matcher.valueRange) else { continue }
        let isNormalized = query.language == .promQL && !name.includes(":")
        buckets.append(
          BucketUseFact(metric: histogram ?? name, matcher: matcher, isNormalized: isNormalized, place: query.place))
      }
    }
    if mayReadGauge { addRises(query, catalogue) }
  }

  private mutating func addRises(_ query: Query, _ catalogue: Catalogue) {
    query.expression?.visit { node in
      guard case .call(let call) = node, call.function.isRise || call.function.name == "resets",
        case .rangeSelector(let argument)? = call.arguments.first?.unwrapped, let name = argument.selector.metricName,
        let metric = argument.selector.metricNameRange, catalogue.mayBeGauge(name)
      else { return }
      rises.append(
        RiseFact(
          function: call.function.name, name: name, place: query.place, part: call.nameRange, metric: metric))
    }
  }
}

extension Catalogue {
  /// Whether a metric is known to be a gauge, or is not named like a counter so that an exposition may say that it is one.
  fileprivate func mayBeGauge(_ name: String) -> Bool {
    if name.includes(":") { return false }
    return type(of: name).map { $0 == .gauge } ?? !(name.hasSuffix("_total") || MetricPart.split(name) != nil)
  }
}
