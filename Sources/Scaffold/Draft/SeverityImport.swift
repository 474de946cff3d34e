import Documents

/// Severities that imported rules name, in the order of their urgency.
enum SeverityImport {
  /// Words for severities, by how soon somebody has to act; the first row pages.
  private static let words: [(names: Set<String>, pages: Bool, within: String)] = [
    (["critical", "page", "emergency", "disaster", "fatal", "high", "p1", "sev1", "major"], true, "5m"),
    (["warning", "warn", "error", "ticket", "medium", "average", "p2", "sev2", "minor"], false, "1h"),
    (["info", "information", "notice", "low", "none", "debug", "p3", "p4", "sev3", "sev4"], false, "24h"),
  ]
  private static let standard: [String] = ["critical", "warning", "info"]

  /// The least urgent one that somebody still has to act on.
  static func calm(_ names: [String]) -> String { names.first { rank($0) == 1 } ?? names.last ?? "warning" }

  private static func rank(_ name: String) -> Int { words.firstIndex { $0.names.contains(name) } ?? 1 }

  /// Writes the standard ones down, so that they can be added to.
  static func declareStandard(in draft: inout Draft) {
    guard draft.severities.isEmpty else { return }
    for (name, row) in zip(standard, words) {
      draft.severities[name] = Entry(
        .compact(["pages": row.pages ? true : nil, "respond_within": .string(row.within)]))
    }
  }

  /// Adds a severity to the standard ones, where it is none of them.
  static func declare(_ name: String, in draft: inout Draft) {
    guard !standard.contains(name) || !draft.severities.isEmpty, draft.severities[name] == nil else { return }
    declareStandard(in: &draft)
    let all = draft.severities.keys + [name]
    var result: OrderedMap<Entry> = [:]
    for (rank, row) in words.enumerated() {
      for word in all where self.rank(word) == rank {
        var value = draft.severities[word]?.value ?? .mapping([])
        if value["respond_within"] == nil {
          if row.pages { value["pages"] = true }
          value["respond_within"] = .string(row.within)
        }
        let isKnown = words.contains { $0.names.contains(word) }
        let note = isKnown || standard.contains(word) ? nil : "How urgent is `\(word)`? A guess."
        result[word] = Entry(value, note: draft.severities[word]?.note ?? note)
      }
    }
    draft.severities = result
  }
}
