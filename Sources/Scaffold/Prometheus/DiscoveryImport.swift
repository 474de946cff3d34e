import Documents
import Formats

/// How a job finds its targets, where the spec has the same way.
struct DiscoveryImport {
  let job: ScrapeJob
  let name: String
  let source: SourceFile

  static let keys: Set<String> = [
    "dns_sd_configs", "docker_sd_configs", "file_sd_configs", "http_sd_configs", "kubernetes_sd_configs",
  ]

  /// Where the container of Prometheus has its files.
  private static let folder = "/etc/prometheus/"

  private var all: [(key: String, node: Node, range: Range<Int>)] {
    (job.node.mapping ?? []).flatMap { entry -> [(String, Node, Range<Int>)] in
      guard let key = entry.key.text, key.hasSuffix("_sd_configs") else { return [] }
      return (entry.value.sequence ?? []).map { (key, $0, entry.key.range) }
    }
  }

  /// The first that can be carried over; of the others it is said that they stay behind.
  func tree(_ draft: inout Draft) -> Tree? {
    var found: Tree?
    for (key, node, range) in all {
      let kind = String(key.dropLast("_sd_configs".count)), place = Place(range, in: source)
      if found != nil {
        draft.leave(.leftOut, "a further discovery of the job `\(name)` by `\(key)`: a service has one", at: place)
      } else if !Self.keys.contains(key) {
        draft.leave(
          .leftOut,
          "the job `\(name)`: the spec has no discovery by \(kind), only dns, docker, file, http and kubernetes",
          at: place)
      } else if let settings = settings(kind, node), !matchesSecret(settings) {
        found = .mapping([.init(kind, settings)])
      } else {
        draft.leave(
          .leftOut,
          "the job `\(name)`: what its discovery by \(kind) selects shows in no label, name or path that may be copied",
          at: place)
      }
    }
    return found
  }

  func leaveAll(_ draft: inout Draft) {
    for (key, _, range) in all {
      draft.leave(
        .leftOut, "`\(key)` of the job `\(name)`: a service has targets or a discovery, not both",
        at: Place(range, in: source))
    }
  }

  private func settings(_ kind: String, _ node: Node) -> Tree? {
    switch kind {
    case "dns":
      let names = node["names"]?.texts ?? [], type = node["type"]?.text ?? "SRV"
      guard !names.isEmpty, ["A", "AAAA", "SRV"].contains(type) else { return nil }
      return .compact(["names": .strings(names), "type": .string(type), "port": port(node)])
    case "file":
      let paths = (node["files"]?.texts ?? []).map { path in
        path.hasPrefix(Self.folder) ? String(path.dropFirst(Self.folder.count)) : path
      }
      return paths.isEmpty || paths.contains { $0.hasPrefix("/") || $0.contains("..") }
        ? nil : ["paths": .strings(paths)]
    case "http":
      return node["url"]?.text.flatMap {
        WebAddress($0) == nil || SecretAddress.holdsSecret($0) ? nil : ["url": .string($0)]
      }
    case "docker":
      let filters = (node["filters"]?.sequence ?? []).filter { $0["name"]?.text == "label" }.flatMap {
        $0["values"]?.texts ?? []
      }
      let match = pairs(filters) + kept("__meta_docker_container_label_")
      return match.isEmpty ? nil : .compact(["port": port(node), "match": .mapping(match)])
    case "kubernetes":
      let role = node["role"]?.text ?? "pod"
      let selectors = (node["selectors"]?.sequence ?? []).flatMap {
        ($0["label"]?.text ?? "").split(separator: ",").map(String.init)
      }
      let match = pairs(selectors) + kept("__meta_kubernetes_\(role)_label_")
      guard !match.isEmpty else { return nil }
      let namespaces = node["namespaces"]?["names"]?.texts ?? []
      return .compact([
        "role": .string(role), "namespaces": namespaces.isEmpty ? nil : .strings(namespaces), "match": .mapping(match),
      ])
    default: return nil
    }
  }

  /// Whether the value of a label may be a secret.
  private func matchesSecret(_ settings: Tree) -> Bool {
    guard case .mapping(let labels)? = settings["match"] else { return false }
    return labels.contains { label in
      guard case .string(let value) = label.value else { return false }
      return SecretText.isSecret(value, under: label.key)
    }
  }

  private func port(_ node: Node) -> Tree? { node["port"]?.text.flatMap { Int($0) }.map { .integer($0) } }

  /// `app=web` as a label and its value.
  private func pairs(_ texts: [String]) -> [Tree.Entry] {
    texts.compactMap { text in
      let parts = text.split(separator: "=", omittingEmptySubsequences: true)
      return parts.count == 2 && !text.contains("!") ? Tree.Entry(String(parts[0]), .string(String(parts[1]))) : nil
    }
  }

  /// Labels that a relabel rule keeps one plain value of.
  private func kept(_ prefix: String) -> [Tree.Entry] {
    job.relabelRules.compactMap { rule in
      guard RelabelShape.action(rule) == "keep", let labels = rule["source_labels"]?.texts, labels.count == 1,
        labels[0].hasPrefix(prefix), let value = rule["regex"]?.text,
        value.utf8.allSatisfy({ $0.isLetter || $0.isDigit || "-_".utf8.contains($0) })
      else { return nil }
      return Tree.Entry(String(labels[0].dropFirst(prefix.count)), .string(value))
    }
  }
}
