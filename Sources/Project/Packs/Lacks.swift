import Documents
import PromQL

/// Why there is no series of something.
package enum Lack: Sendable, Equatable {
  /// The first version that has it, and the last one.
  case since(SoftwareVersion), until(SoftwareVersion)
  case notExposed(Signal)
  /// It is there under another name.
  case named(String)

  /// For people: `since 0.27.0`.
  package var text: String {
    switch self {
    case .since(let version): "since \(version)"
    case .until(let version): "until \(version)"
    case .notExposed(let signal): "`\(signal)` is not exposed"
    case .named(let name): "it is called `\(name)`"
    }
  }
}

/// Metrics, records and labels that an owner or a version of some software has no series of.
struct Lacks: Sendable {
  private(set) var metrics: [String: Lack] = [:]
  /// By metric and label.
  private var labels: [String: [String: Lack]] = [:]

  init() {}

  /// What an owner does not expose.
  init(_ signals: some Sequence<Signal>) {
    for signal in signals { add(signal) }
  }

  private mutating func add(_ signal: Signal) {
    if let label = signal.label {
      labels[signal.metric, default: [:]][label] = .notExposed(signal)
    } else {
      metrics[signal.metric] = .notExposed(signal)
    }
  }

  subscript(metric: String) -> Lack? {
    get { metrics[metric] }
    set { metrics[metric] = newValue }
  }

  subscript(metric: String, label: String) -> Lack? {
    get { labels[metric]?[label] }
    set { labels[metric, default: [:]][label] = newValue }
  }

  /// The labels that a metric lacks.
  func labels(of metric: String) -> [String] { labels[metric].map { $0.keys.sorted() } ?? [] }

  /// Every label that is not there, of each metric.
  var lackingLabels: [Signal] {
    labels.sorted { $0.key < $1.key }.flatMap { metric, labels in
      labels.keys.sorted().map { Signal(metric, label: $0) }
    }
  }

  /// Whether some metric lacks a label.
  var hasLabels: Bool { !labels.isEmpty }

  var isEmpty: Bool { metrics.isEmpty && labels.isEmpty }

  /// These metrics without what is not there.
  func removed(from metrics: OrderedMap<Metric>) -> OrderedMap<Metric> {
    if isEmpty { return metrics }
    var result = metrics.filter { name, _ in self[name] == nil }
    for (name, lacking) in labels {
      result[name]?.labels = metrics[name]!.labels.filter { label, _ in lacking[label] == nil }
    }
    return result
  }

  /// Why a selector selects nothing; nil where it may select something.
  ///
  /// - Parameter isMetric: whether a name is that of a metric as a whole, and not of a part such as the buckets of a histogram.
  func lack(of selector: VectorSelector, where isMetric: (String) -> Bool) -> Lack? {
    guard let name = selector.metricName else { return nil }
    let metric = isMetric(name) || metrics[name] != nil ? name : MetricPart.split(name)?.metric ?? name
    if let lack = metrics[metric] { return lack }
    guard let labels = labels[metric] else { return nil }
    return selector.matchers.lazy.compactMap { $0.matchesEmpty ? nil : labels[$0.name] }.first
  }
}
