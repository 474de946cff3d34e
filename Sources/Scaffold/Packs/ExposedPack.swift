import Documents
import Exposition
import Project
import PromQL

/// A pack by the names that an exposition has for its metrics: the pack's own, or those of the preset of which most is there.
struct ExposedPack {
  let pack: Pack
  /// The name of the preset; nil where the exposition has the pack's names.
  let preset: String?
  /// What of the pack is not exposed.
  let lacking: [Signal]
  private let names: ServiceNames?

  /// The way to call its metrics of which most is exposed, of several the one that says less.
  init(_ pack: Pack, in families: [String: MetricFamily]) {
    let ways = [ExposedPack(pack, nil, families)] + pack.presets.keys.map { ExposedPack(pack, $0, families) }
    self = ways.reduce(ways[0]) { best, way in way.lackingSignals < best.lackingSignals ? way : best }
  }

  private init(_ pack: Pack, _ preset: String?, _ families: [String: MetricFamily]) {
    self.pack = pack
    self.preset = preset
    let names = preset.flatMap { pack.presets[$0] }.map { ServiceNames($0, of: pack) }
    self.names = names
    let exposed = names?.metrics(pack.metrics) ?? pack.metrics
    lacking = pack.metrics.flatMap { name, metric -> [Signal] in
      if names?.notExposed.contains(Signal(name)) == true { return [Signal(name)] }
      let own = names?.exposedName(of: name) ?? name
      guard let family = Self.family(own, exposed[own] ?? metric, in: families) else { return [Signal(name)] }
      // Before the first sample nothing tells which labels it has.
      guard family.series > 0 else { return [] }
      let labels = Set(family.ownLabels.map(\.name))
      return metric.labels.keys.filter { !labels.contains(names?.exposedName(of: $0, in: name) ?? $0) }
        .map { Signal(name, label: $0) }
    }
  }

  /// The metric that a series is, or is a part of.
  private static func family(
    _ series: String, _ metric: Metric, in families: [String: MetricFamily]
  ) -> MetricFamily? {
    if let family = families[series] { return family.fits(metric) ? family : nil }
    guard let (name, part) = MetricPart.split(series), [.count, .sum].contains(part), let family = families[name],
      family.type == .histogram || family.type == .summary
    else { return nil }
    return family
  }

  /// How much is lacking; a metric counts with its labels.
  private var lackingSignals: Int {
    lacking.reduce(0) { $0 + ($1.label == nil ? 1 + (pack.metrics[$1.metric]?.labels.count ?? 0) : 1) }
  }

  /// What the spec has to say is not exposed: the preset says the rest.
  var unsaid: [Signal] { lacking.filter { names?.notExposed.contains($0) != true } }

  /// The metrics as they are exposed.
  var metrics: OrderedMap<Metric> {
    guard let names else { return pack.metrics }
    return names.metrics(pack.metrics.filter { name, _ in !lacking.contains(Signal(name)) })
  }
}
