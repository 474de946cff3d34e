import Documents
import PromQL
import Templates

/// Metrics that public exporters and client libraries expose wherever they run: those of `templates/metrics/`, where each file names its
/// source, and of the packs for programs.
///
/// They are no catalogue: a newer release may expose more.
enum PublicMetrics {
  /// Name and type of each metric.
  static let types: [String: MetricType] = {
    var types: [String: MetricType] = [:]
    for path in Templates.paths(under: "templates/packs") where path.hasSuffix("/pack.yml") {
      guard let pack = Templates.tree(path).map(NodeArchive.read), isOfProgram(pack) else { continue }
      for metric in pack["metrics"]?.mapping ?? [] {
        guard let name = metric.key.text else { continue }
        types[name] = metric.value["type"]?.text.flatMap(MetricType.init)
      }
    }
    for path in Templates.paths(under: "templates/metrics") {
      let text = Templates.contents(path).map { String(decoding: $0, as: UTF8.self) } ?? ""
      for line in text.split(separator: "\n") where !line.hasPrefix("#") {
        let words = line.split(separator: " ")
        if words.count == 2 { types[String(words[0])] = MetricType(rawValue: String(words[1])) }
      }
    }
    return types
  }()

  /// Other packs are for what applications call as they like.
  private static func isOfProgram(_ pack: Node) -> Bool { ["exporter", "stack"].contains(pack["kind"]?.text) }

  /// The type of the metric that a series is, or is a part of.
  static func type(of series: String) -> MetricType? {
    if let type = types[series] { return type }
    guard let (name, part) = MetricPart.split(series), let type = types[name],
      part != .created, MetricPart.of(type).contains(part)
    else { return nil }
    return type
  }

  /// The metric that was meant by a name which lacks a suffix, or has one too many: `node_cpu_seconds` for `node_cpu_seconds_total`.
  static func neighbour(of series: String) -> String? {
    guard type(of: series) == nil else { return nil }
    for suffix in suffixes {
      if types[series + suffix] != nil { return series + suffix }
      if series.hasSuffix(suffix), types[String(series.dropLast(suffix.count))] != nil {
        return String(series.dropLast(suffix.count))
      }
    }
    return nil
  }

  private static let suffixes = [
    "_total", "_bytes", "_seconds", "_seconds_total", "_bytes_total", "_ratio", "_celsius",
  ]
}
