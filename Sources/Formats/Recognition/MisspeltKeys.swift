import Documents

/// A file in which a key at the top is misspelt, so that its owner finds nothing in it: `group:` for `groups:`.
package struct MisspeltKeys {
  /// What the file is once the keys are spelt right.
  package let kind: FileKind
  package let keys: [(key: Node, meant: String)]

  /// The keys by which kinds are recognised, as `FileKind` looks for them.
  private static let known = [
    "groups", "tests", "rule_files", "scrape_configs", "global", "alerting", "remote_write", "receivers", "route",
    "inhibit_rules", "services", "datasources", "providers", "panels", "apiVersion", "kind",
  ]

  /// - Returns: nil where the file is of no kind even so.
  package init?(roots: [Node], name: String) {
    guard let root = roots.first, let entries = root.mapping, ForeignTool(root) == nil else { return nil }
    var changed: [(key: Node, meant: String)] = []
    let corrected = entries.map { entry -> Node.Entry in
      guard let key = entry.key.text, !Self.known.contains(key), key.utf8.count > 3,
        let meant = Spelling.nearest(to: key, among: Self.known, within: 2), root[meant] == nil
      else { return entry }
      changed.append((entry.key, meant))
      var copy = entry
      copy.key = Node(.scalar(Scalar(text: meant, style: .plain)), range: entry.key.range)
      return copy
    }
    guard !changed.isEmpty,
      let kind = FileKind(roots: [Node(.mapping(corrected), range: root.range, size: root.size)], name: name)
    else { return nil }
    self.kind = kind
    keys = changed
  }
}
