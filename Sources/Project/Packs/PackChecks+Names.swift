import Documents
import PromQL

/// What libraries call the metrics of a pack.
extension PackChecks {
  mutating func check(_ preset: NamePreset, in file: String) {
    for (text, _) in preset.names {
      if let signal = Signal(parsing: text) { check(signal, in: file, ["names", .name(text)]) }
    }
    for (index, signal) in preset.notExposed.enumerated() {
      check(signal, in: file, ["not_exposed", .index(index)])
    }
    let exposed = Set(pack.metrics.keys.filter { preset.names[$0] == nil } + preset.names.values.map(\.name))
    for (name, metric) in preset.metrics where metric.type == nil {
      let isCounted = exposed.contains { MetricPart.split($0)?.metric == name }
      guard !exposed.contains(name), !isCounted else { continue }
      report(
        .missingKey, "the key `type` is missing", help: "add `type:`: it is no metric of the pack's", in: file,
        ["metrics", .name(name)])
    }
  }

  private mutating func check(_ signal: Signal, in file: String, _ path: Path) {
    guard let metric = pack.metrics[signal.metric] else {
      return report(
        .metric, "this pack has no metric `\(signal.metric)`",
        help: Spelling.help(for: signal.metric, among: pack.metrics.keys), in: file, path)
    }
    guard let label = signal.label, metric.labels[label] == nil else { return }
    report(
      .metric, "`\(signal.metric)` has no label `\(label)`", help: Spelling.help(for: label, among: metric.labels.keys),
      in: file, path)
  }
}
