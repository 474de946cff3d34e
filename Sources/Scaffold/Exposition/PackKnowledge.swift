import Documents
import Exposition
import Project

/// Which metrics the packs know, to tell what an exposition is of.
struct PackKnowledge {
  let exporters: [Pack]
  let signals: [Pack]

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
}

extension MetricFamily {
  /// Whether it has the labels that a pack's rules ask of it.
  func fits(_ metric: Metric) -> Bool {
    let own = Set(ownLabels.map(\.name))
    return series == 0 || metric.labels.keys.allSatisfy { own.contains($0) }
  }
}
