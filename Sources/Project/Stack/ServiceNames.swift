import Documents
import PromQL

/// What one service calls the metrics of its packs; all that ask for them ask for that.
package final class ServiceNames: Sendable {
  /// By the pack's metric.
  private let exposed: [String: ExposedName]
  /// By the pack's metric and its label.
  private let labels: [String: [String: String]]
  /// What its presets say is not exposed.
  package let notExposed: [Signal]
  /// What its presets say of what is exposed.
  private let described: OrderedMap<Metric>
  /// Of every series of the packs that is called otherwise.
  package let series: SeriesNaming

  /// - Parameters:
  ///   - names: as written, what comes last counts.
  ///   - metrics: those of its packs.
  ///   - described: what presets say of what is exposed.
  init(
    _ names: [OrderedMap<ExposedName>], of metrics: OrderedMap<Metric>, notExposed: [Signal],
    described: OrderedMap<Metric>
  ) {
    var exposed: [String: ExposedName] = [:]
    var labels: [String: [String: String]] = [:]
    for (text, name) in names.joined() {
      guard let signal = Signal(parsing: text) else { continue }
      if let label = signal.label {
        labels[signal.metric, default: [:]][label] = name.name
      } else {
        exposed[signal.metric] = name
      }
    }
    self.exposed = exposed
    self.labels = labels.mapValues { $0.filter { $0.key != $0.value } }
    self.notExposed = notExposed
    self.described = described
    var series: [String: SeriesNaming.Series] = [:]
    for (name, metric) in metrics where exposed[name] != nil || labels[name] != nil {
      series.merge(Self.series(name, metric, exposed[name], self.labels[name] ?? [:])) { first, _ in first }
    }
    self.series = SeriesNaming(series)
  }

  /// What a preset of a pack calls the pack's metrics.
  package convenience init(_ preset: NamePreset, of pack: Pack) {
    self.init([preset.names], of: pack.metrics, notExposed: preset.notExposed, described: preset.metrics)
  }

  private static func series(
    _ name: String, _ metric: Metric, _ exposed: ExposedName?, _ labels: [String: String]
  ) -> [String: SeriesNaming.Series] {
    let scale = exposed.map { Self.scale(of: metric, $0) } ?? UnitScale.none
    let own = exposed?.name ?? name
    var series = [name: SeriesNaming.Series(own, labels: labels, value: scale)]
    for part in metric.type?.parts ?? [] where metric.type != .counter {
      series[name + part.rawValue] = SeriesNaming.Series(
        own + part.rawValue, labels: labels, value: part == .sum ? scale : .none,
        bounds: part == .bucket ? scale : .none)
    }
    return series
  }

  private static func scale(of metric: Metric, _ exposed: ExposedName) -> UnitScale {
    if let factor = exposed.factor { return UnitScale(factor.double) }
    return metric.unit.flatMap { NamedUnit.scale(from: exposed.name, to: $0) } ?? UnitScale.none
  }

  // MARK: Asking

  /// What a metric of a pack is called where it is exposed.
  package func exposedName(of metric: String) -> String { exposed[metric]?.name ?? metric }

  /// What a label of a pack's metric is called where it is exposed.
  package func exposedName(of label: String, in metric: String) -> String { labels[metric]?[label] ?? label }

  /// Whether the service says anything of a metric of a pack: then something else than generated code exposes it.
  package func names(_ metric: String) -> Bool { exposed[metric] != nil || labels[metric] != nil }

  /// Metrics of packs of which the service says anything.
  var namedMetrics: [String] { Set(exposed.keys).union(labels.keys).sorted() }

  /// Where they are exposed, with all that presets describe.
  var exposedMetrics: [String] {
    let names = namedMetrics.map { exposedName(of: $0) }
    return names + names.compactMap { MetricPart.split($0)?.metric } + described.keys
  }

  /// What the pack's metric is multiplied with to have the exposed one's bounds.
  func exposedBound(_ bound: Decimal, of metric: String) -> Decimal {
    guard let scale = series[metric + MetricPart.bucket.rawValue]?.bounds, scale != .none else { return bound }
    return Decimal(string: "\(scale.exposed(bound.double))") ?? bound
  }

  // MARK: Catalogue

  /// The metrics of packs as they are exposed.
  package func metrics(_ metrics: OrderedMap<Metric>) -> OrderedMap<Metric> {
    var result: OrderedMap<Metric> = [:]
    // What is a metric by itself comes first: others may be parts of it.
    func distributions(_ metrics: OrderedMap<Metric>) -> [String] {
      metrics.filter { $1.type == .histogram || $1.type == .summary }.keys
    }
    let whole = Set(distributions(metrics).map { exposedName(of: $0) } + distributions(described))
    for (name, metric) in metrics {
      let exposed = exposedName(of: name)
      let owner = MetricPart.split(exposed).map(\.metric).flatMap { whole.contains($0) ? $0 : nil }
      var own = self.metric(name, metric)
      if owner != nil, result[owner!] == nil {
        // Until the histogram itself comes along, or a description of it.
        own.type = .histogram
        own.unit = nil
      }
      result[owner ?? exposed] = result[owner ?? exposed].map { Self.together($0, own, isPart: owner != nil) } ?? own
    }
    // What a preset says of a metric that has another name here is of no use.
    return result.refined(by: described.filter { name, metric in result[name] != nil || metric.type != nil })
  }

  /// A metric of a pack as it is exposed.
  private func metric(_ name: String, _ metric: Metric) -> Metric {
    guard names(name) else { return metric }
    var result = metric
    result.labels = OrderedMap(
      unique: metric.labels.map { (exposedName(of: $0.key, in: name), $0.value) }.uniqued(by: \.0))
    let scale = exposed[name].map { Self.scale(of: metric, $0) } ?? UnitScale.none
    if scale != .none {
      result.unit = NamedUnit.unit(of: exposedName(of: name)) ?? metric.unit
      result.buckets = metric.buckets.map { exposedBound($0, of: name) }
    }
    return result
  }

  /// One metric that stands for two: a histogram that is also counted by.
  private static func together(_ first: Metric, _ second: Metric, isPart: Bool) -> Metric {
    var result = isPart ? first : second
    result.labels = first.labels
    for (label, domain) in second.labels where result.labels[label] == nil { result.labels[label] = domain }
    return result
  }
}

extension Array {
  /// The first of those that are alike in something.
  fileprivate func uniqued<Key: Hashable>(by key: (Element) -> Key) -> [Element] {
    var seen: Set<Key> = []
    return filter { seen.insert(key($0)).inserted }
  }
}
