import Documents
import Formats

/// The files of a stack as they are at one time, each read at the first question.
final class StackFiles {
  private let contents: [String: [UInt8]]
  private var roots: [String: Node?] = [:]

  /// - Parameter contents: by path below the output folder.
  init(_ contents: [String: [UInt8]]) { self.contents = contents }

  var paths: Set<String> { Set(contents.keys) }
  var isEmpty: Bool { contents.isEmpty }

  subscript(path: String) -> [UInt8]? { contents[path] }

  func source(_ path: String) -> SourceFile { SourceFile(name: path, bytes: contents[path] ?? []) }

  /// The secrets that the structure of a file tells.
  func secrets(_ path: String?) -> Set<String> { path.map { source($0).secretValues } ?? [] }

  /// The tree of a YAML or JSON file; nil for anything else, and for what cannot be read whole.
  func root(_ path: String) -> Node? {
    if let known = roots[path] { return known }
    let root = contents[path] == nil ? nil : read(path)
    roots[path] = root
    return root
  }

  private func read(_ path: String) -> Node? {
    if path.hasSuffix(".json") {
      let document = JSONDocument.read(source(path))
      return document.isComplete ? document.root : nil
    }
    guard path.hasSuffix(".yml") else { return nil }
    let (root, findings) = YAMLDocuments.readSingle(source(path))
    return findings.hasErrors ? nil : root
  }

  /// What is scraped; nil where the stack brings no Prometheus.
  private(set) lazy var prometheus: PrometheusConfig? = scrapePath.flatMap { path in
    root(path).map { PrometheusConfig($0, in: source(path)) }
  }

  /// The file with the scrape configurations: Prometheus' own, or the fragment for another one.
  private(set) lazy var scrapePath: String? =
    paths.contains(StackPath.prometheus) ? StackPath.prometheus : paths.filter(StackPath.isFragment).min()

  private(set) lazy var routing: RoutingTree? = root(StackPath.alertmanager).map {
    RoutingTree(AlertmanagerFile($0, in: source(StackPath.alertmanager)))
  }

  private(set) lazy var compose: ComposeFile? = root(StackPath.compose).map {
    ComposeFile($0, in: source(StackPath.compose))
  }

  /// Every rule, by file and in its order.
  private(set) lazy var rules: [(group: PrometheusRuleGroup, rule: PrometheusRule)] = paths.filter(StackPath.isRules)
    .sorted().flatMap { path in
      root(path).map { PrometheusRuleFile($0, in: source(path)).groups } ?? []
    }.flatMap { group in group.rules.map { (group, $0) } }
}

/// Where the files of a stack lie that have something to say of their own.
enum StackPath {
  static let prometheus = "prometheus/prometheus.yml"
  static let alertmanager = "alertmanager/alertmanager.yml"
  static let compose = "docker-compose.yml"

  static func isFragment(_ path: String) -> Bool { path.hasPrefix("prometheus/scrape/") }
  static func isRules(_ path: String) -> Bool {
    (path.hasPrefix("prometheus/rules/") || path.hasPrefix("loki/rules/")) && path.hasSuffix(".yml")
  }
  static func isDashboard(_ path: String) -> Bool { path.hasPrefix("grafana/dashboards/") && path.hasSuffix(".json") }

  /// What people read, what tests rules, what Git and pharos read: no change of it changes what runs.
  static func isProse(_ path: String) -> Bool {
    path.hasSuffix(".md") || path.hasPrefix("prometheus/tests/") || path.hasPrefix(".git") || path.hasPrefix(".pharos/")
  }
}
