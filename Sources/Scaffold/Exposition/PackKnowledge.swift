import Documents
import Exposition
import Project

/// Which metrics the packs know, to tell what an exposition is of.
struct PackKnowledge {
  let exporters: [Pack]
  private let signals: [Pack]

  init(_ files: PackFiles) {
    let packs = files.packNames.compactMap { files.read($0).pack }
    exporters = packs.filter { $0.kind == .exporter }
    // Those that are asked for by name; the others are applied without being asked.
    signals = packs.filter {
      $0.kind == .signals && !$0.metrics.isEmpty && !["service", "slo", "cost", "component"].contains($0.name)
    }
  }

  /// The exporter that most of whose metrics are there.
  func exporter(of names: Set<String>) -> Pack? {
    exporters.first { pack in 2 * pack.metrics.count { names.contains($0.key) } >= pack.metrics.count }
  }

  /// Packs of signals of which enough is exposed for one of their alerts, each by the names that it has there.
  func signals(in families: [String: MetricFamily]) -> [ExposedPack] {
    signals.compactMap { pack in
      let found = ExposedPack(pack, in: families)
      return PackFit(pack, lacking: found.lacking).pack.alerts.contains { $1.isEnabled } ? found : nil
    }
  }
}

extension MetricFamily {
  /// Whether it is of the type that a pack says. Without a `# TYPE` its name has to do; the text format has neither info nor stateset.
  func fits(_ metric: Metric) -> Bool {
    guard let type, let asked = metric.type, asked != .unknown, type != .untyped else { return true }
    return type.rawValue == asked.rawValue || type == .gauge && [.info, .stateset].contains(asked)
  }
}
