import Documents
import Formats
import Project
import PromQL

/// Metrics that the stack's software exposes no longer, and who of the project still asks for them.
package struct GoneMetrics {
  /// Why a metric is gone, for people.
  private struct Reason {
    var message: String
    var help: String
  }

  private var reasons: [String: Reason] = [:]

  /// - Parameter releases: those that the upgrade goes through.
  package init(_ stack: Stack, _ releases: [Release]) {
    for (name, pack) in stack.packs {
      guard let version = Self.version(of: pack, name, in: stack) else { continue }
      for (metric, entry) in pack.metrics {
        guard let last = entry.until, last < version else { continue }
        reasons[metric] = Reason(
          message: "\(pack.title) \(version) does not expose `\(metric)`; \(last) was the last that did",
          help: entry.note ?? "see `pharos packs \(name)` for what there is")
      }
    }
    for release in releases {
      for (metric, change) in release.metrics where stack.packs[change.pack] != nil {
        reasons[metric] = Reason(
          message: "`\(metric)` is gone since pharos \(release.version): \(change.note)",
          help: change.replacement.map { "ask for `\($0)`" } ?? "see `pharos packs \(change.pack)` for what there is")
      }
    }
  }

  /// Of what runs: the tag of its image; else the version that the pack's catalogue was read from.
  private static func version(of pack: Pack, _ name: String, in stack: Stack) -> SoftwareVersion? {
    let image = stack.workloads.first { $0.pack == name }?.image
    return image.flatMap { ImageReference($0).tag }.flatMap(SoftwareVersion.init) ?? pack.version
  }

  package var isEmpty: Bool { reasons.isEmpty }

  /// Where a document asks for one of them: expressions of alerts, objectives, records and panels, each at its place.
  ///
  /// - Parameter root: of the spec, or of a file that is laid over a generated one.
  package func uses(in root: Node, _ source: SourceFile) -> [Finding] {
    guard !reasons.isEmpty else { return [] }
    return expressions(in: root).flatMap { text -> [Finding] in
      let query = Query(dashboard: text, in: source)
      return query.selectors.compactMap { selector in
        guard let name = selector.metricName, let range = selector.metricNameRange,
          let reason = reason(for: name)
        else { return nil }
        return Finding(
          UpgradeFinding.goneMetric, reason.message, help: reason.help, in: source,
          at: query.range(range))
      }
    }
  }

  /// Histograms and summaries are asked for by their parts.
  private func reason(for name: String) -> Reason? {
    reasons[name] ?? MetricPart.split(name).flatMap { reasons[$0.metric] }
  }

  /// Keys whose values are PromQL, in the spec and in files of Prometheus and Grafana.
  private static let keys: Set<String> = ["expr", "bad", "total"]

  private func expressions(in node: Node) -> [Text] {
    switch node.content {
    case .scalar: []
    case .sequence(let items): items.flatMap(expressions)
    case .mapping(let entries):
      entries.flatMap { entry -> [Text] in
        if Self.keys.contains(entry.key.text ?? ""), let text = Text(entry.value) { return [text] }
        return expressions(in: entry.value)
      }
    }
  }
}
