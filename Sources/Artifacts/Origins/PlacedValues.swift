import Documents

/// The scalars of a YAML file, each with the way to it. Items of lists are known by their names, as far as they have
/// some, so that an item more does not move all that follow.
struct PlacedValues {
  private var values: [(place: [String], text: String)] = []

  /// Nil for what is no YAML.
  init?(_ bytes: [UInt8]) {
    let reading = YAMLDocuments.readSingle(SourceFile(name: "", bytes: bytes))
    guard let root = reading.root, !reading.findings.contains(where: { $0.severity == .error }) else { return nil }
    collect(root, [])
  }

  /// Where the two differ, in the order of this file, with what only the other has at the end.
  func differences(from other: PlacedValues) -> [[String]] {
    let here = Dictionary(values.map { ($0.place, $0.text) }) { first, _ in first }
    let there = Dictionary(other.values.map { ($0.place, $0.text) }) { first, _ in first }
    return values.map(\.place).filter { here[$0] != there[$0] }
      + other.values.map(\.place).filter { here[$0] == nil }
  }

  private mutating func collect(_ node: Node, _ place: [String]) {
    switch node.content {
    case .scalar(let scalar): values.append((place, scalar.text))
    case .mapping(let entries): for entry in entries { collect(entry.value, place + [entry.key.text ?? ""]) }
    case .sequence(let items):
      for (index, item) in items.enumerated() { collect(item, place + [Self.name(item) ?? String(index)]) }
    }
  }

  /// Alerting rules share a name where an alert has several severities.
  private static func name(_ item: Node) -> String? {
    if let alert = item["alert"]?.text {
      return [alert, item["labels"]?["severity"]?.text ?? ""].joined(separator: "/")
    }
    return ["job_name", "record", "name"].lazy.compactMap { item[$0]?.text }.first
  }

  /// The alert and the severity in the name of a rule.
  static func rule(_ name: String) -> (alert: String, severity: String) {
    let parts = name.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    return (parts[0], parts.count > 1 ? parts[1] : "")
  }
}
