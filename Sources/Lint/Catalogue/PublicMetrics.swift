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
    var types: [String: MetricType] = [:], anybodys: Set<String> = []
    for path in Templates.paths(under: "templates/packs") where path.hasSuffix("/pack.yml") {
      guard let pack = Templates.tree(path).map(NodeArchive.read) else { continue }
      let isOfProgram = isOfProgram(pack)
      for metric in pack["metrics"]?.mapping ?? [] {
        guard let name = metric.key.text else { continue }
        if isOfProgram {
          types[name] = metric.value["type"]?.text.flatMap(MetricType.init)
        } else {
          anybodys.insert(name)
        }
      }
    }
    // A program may call its requests as many applications do.
    for name in anybodys { types[name] = nil }
    for path in Templates.paths(under: "templates/metrics") {
      for line in (Templates.contents(path) ?? []).split(separator: UInt8(ascii: "\n")) {
        let words = line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
        if words.count == 2 { types[words[0]] = MetricType(rawValue: words[1]) }
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
    // Few have one, and fewer are known themselves.
    let mayEnd = series.utf8.last.map(lastOfSuffixes.contains) ?? false
    let shorter = (mayEnd ? suffixes : []).lazy.filter(series.hasSuffix).map { String(series.dropLast($0.utf8.count)) }
    guard let neighbour = bySuffixlessName[series] ?? shorter.first(where: { types[$0] != nil }),
      type(of: series) == nil
    else { return nil }
    return neighbour
  }

  /// The metric of each name that lacks its suffix and is none itself.
  private static let bySuffixlessName: [String: String] = {
    var names: [String: String] = [:]
    for name in types.keys {
      for suffix in suffixes where name.hasSuffix(suffix) {
        let stem = String(name.dropLast(suffix.utf8.count))
        names[stem] = min(name, names[stem] ?? name)
      }
    }
    return names
  }()

  private static let suffixes = [
    "_total", "_bytes", "_seconds", "_seconds_total", "_bytes_total", "_ratio", "_celsius",
  ]
  private static let lastOfSuffixes = Array(suffixes.compactMap(\.utf8.last))
}
