import Documents

/// Files that no other reader speaks of: settings key by key, everything else by name.
struct OtherChanges {
  private(set) var changes: [StackChanges.Change] = []

  /// How long something is kept, by file and key.
  private static let retention: [(path: String, key: Path, words: String)] = [
    ("loki/loki.yml", ["limits_config", "retention_period"], "logs are kept for"),
    (
      "jaeger/config.yml",
      ["extensions", "jaeger_storage", "backends", "traces", "badger", "ttl", "spans"], "traces are kept for"
    ),
  ]

  /// How many settings of one file are listed one by one.
  private static let most = 12

  init(_ old: StackFiles, _ new: StackFiles, _ differing: Set<String>) {
    for path in differing.sorted() where !Self.isToldElsewhere(path, old, new) {
      if let a = old.root(path), let b = new.root(path) {
        settings(path, a, b, ValueChanges(hiding: old.secrets(path).union(new.secrets(path))))
      } else {
        let isStructured = path.hasSuffix(".yml") || path.hasSuffix(".json")
        let fate =
          old[path] == nil
          ? "is new"
          : new[path] == nil ? "is gone" : isStructured ? "has changed, and cannot be read on one side" : "has changed"
        changes.append(.init(.files, "\(Phrase.code(path)) \(fate)"))
      }
    }
  }

  private static func isToldElsewhere(_ path: String, _ old: StackFiles, _ new: StackFiles) -> Bool {
    if StackPath.isProse(path) { return true }
    func isUnread(_ files: StackFiles) -> Bool { files[path] != nil && files.root(path) == nil }
    if isUnread(old) || isUnread(new) { return false }
    let isWhole = old[path] != nil && new[path] != nil
    let hasReader = [StackPath.compose, StackPath.alertmanager, StackPath.prometheus].contains(path)
    return StackPath.isRules(path) || StackPath.isDashboard(path) || hasReader && isWhole
      || StackPath.isFragment(path) && isWhole
  }

  private mutating func settings(_ path: String, _ old: Node, _ new: Node, _ values: ValueChanges) {
    var words = values.between(old, new)
    for (file, key, sentence) in Self.retention where file == path {
      guard let a = old.descend(key)?.text, let b = new.descend(key)?.text, a != b else { continue }
      changes.append(.init(.retention, "\(sentence) \(Phrase.change(a, b))"))
      let name = key.map { if case .key(let key) = $0 { key } else { "" } }.joined(separator: ".")
      words.removeAll { $0.hasPrefix("\(Phrase.code(name)) ") }
    }
    guard !words.isEmpty else { return }
    let rest = words.count > Self.most ? "; and \(words.count - Self.most) more" : ""
    changes.append(
      .init(.settings, "\(Phrase.code(path)): \(words.prefix(Self.most).joined(separator: "; "))\(rest)"))
  }
}
