import Documents
import Formats

/// What a `prometheus.yml` scrapes and how, and the alerts of the rule files that it names.
package enum PrometheusImport {
  /// - Throws: `ImportError` where the file cannot be read or is no `prometheus.yml`.
  package static func add(_ path: String, _ files: ImportFiles, to draft: inout Draft) throws(ImportError) {
    let (root, source) = try files.root(path)
    guard ["scrape_configs", "global", "rule_files"].contains(where: { root[$0] != nil }) else {
      throw ImportError(
        message: "\(path) is no prometheus.yml: none of `global:`, `scrape_configs:` and `rule_files:` is at its top")
    }
    draft.origins.append(path)
    let config = PrometheusConfig(root, in: source)
    for entry in root.mapping ?? [] { add(setting: entry, source, to: &draft) }
    for job in config.jobs { JobImport(job: job, source: source).add(to: &draft) }
    // Prometheus reads each file once, however often it is named.
    var imported: Set<String> = []
    for pattern in config.ruleFiles {
      let paths = Self.places(of: pattern.value, from: path).lazy.map(files.matching).first { !$0.isEmpty } ?? []
      if paths.isEmpty {
        draft.leave(
          .leftOut, "`\(pattern.value)` under `rule_files`: no such file is here", at: Place(pattern.range, in: source))
      }
      for path in paths where imported.insert(path).inserted { try AlertImport.add(path, files, to: &draft) }
    }
  }

  /// Where a file may lie that a configuration names: as it says, else beside it, as a container has both in one folder.
  private static func places(of pattern: String, from path: String) -> [String] {
    var places = [pattern]
    var parts = pattern.split(separator: "/").map(String.init)
    while pattern.hasPrefix("/"), parts.count > 1 {
      parts.removeFirst()
      places.append(parts.joined(separator: "/"))
    }
    return places.map { ImportFiles.path($0, from: path) }
  }

  private static func add(setting entry: Node.Entry, _ source: SourceFile, to draft: inout Draft) {
    let place = Place(entry.key.range, in: source)
    switch entry.key.text ?? "" {
    case "scrape_configs", "rule_files": break
    case "global": add(global: entry.value, source, to: &draft)
    case "remote_write": add(remoteWrites: entry.value, source, to: &draft)
    case "alerting":
      draft.leave(.leftOut, "`alerting`: the stack has an Alertmanager of its own, and sends alerts there", at: place)
    case let key: draft.leave(.leftOut, "`\(key)`: the spec has no such key", at: place)
    }
  }

  private static func add(global: Node, _ source: SourceFile, to draft: inout Draft) {
    for entry in global.mapping ?? [] {
      let key = entry.key.text ?? "", place = Place(entry.key.range, in: source)
      switch key {
      case "scrape_interval", "evaluation_interval":
        if let duration = global.positiveDuration(key) {
          draft.prometheus[key] = Entry(.string(duration.description), from: place)
        }
      case "external_labels":
        let pairs = TextPair.all(entry.value)
        let secret = pairs.filter {
          SecretText.isSecret($0.value.value, under: $0.key.value) || SecretText.holdsSecret($0.value.value)
        }
        for pair in secret {
          draft.leave(
            .leftOut,
            "the external label `\(pair.key.value)`, whose value may be a secret that every alert would carry",
            at: place)
        }
        let labels = pairs.filter { pair in !secret.contains { $0.key.value == pair.key.value } }
          .map { Tree.Entry($0.key.value, .string($0.value.value)) }
        if !labels.isEmpty { draft.prometheus[key] = Entry(.mapping(labels), from: place) }
      default: draft.leave(.leftOut, "`\(key)` under `global`: the spec has no such key", at: place)
      }
    }
  }

  private static func add(remoteWrites: Node, _ source: SourceFile, to draft: inout Draft) {
    var written: [Tree] = []
    for (index, node) in (remoteWrites.sequence ?? []).enumerated() {
      guard let url = node["url"]?.text, WebAddress(url) != nil, !SecretAddress.holdsSecret(url) else {
        draft.leave(
          .leftOut, "a `remote_write` whose `url` is no address of http or https without a secret",
          at: Place(node.range, in: source))
        continue
      }
      let connection = ConnectionImport(node: node, owner: "remote_write_\(index + 1)", source: source)
      written.append(Tree.mapping([.init("url", .string(url))] + connection.keys(&draft)))
      connection.leaveRest(besides: ["url", "name"], "this `remote_write`", &draft)
    }
    if !written.isEmpty { draft.prometheus["remote_write"] = Entry(.list(written)) }
  }
}
