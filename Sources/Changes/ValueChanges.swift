import Documents

/// How two values of a configuration differ, key by key, in words without secrets.
struct ValueChanges {
  /// The secrets of the files that the values are from.
  let secrets: Set<String>

  init(hiding secrets: Set<String>) { self.secrets = secrets }

  /// - Parameters:
  ///   - path: names the values; the keys below are added with dots.
  ///   - skipped: keys at the top that are listed elsewhere.
  func between(_ old: Node?, _ new: Node?, at path: String = "", skipping skipped: Set<String> = []) -> [String] {
    guard let old else { return new.map { ["\(name(path)) is new: \(value($0))"] } ?? [] }
    guard let new else { return ["\(name(path)) is gone, was \(value(old))"] }
    if let a = old.mapping, let b = new.mapping {
      let keys = b.compactMap(\.key.text) + a.compactMap(\.key.text).filter { new.entry($0) == nil }
      return keys.filter { !skipped.contains($0) }.flatMap { key in
        between(old[key], new[key], at: path.isEmpty ? key : "\(path).\(key)")
      }
    }
    if Tree(old) == Tree(new) { return [] }
    if let a = old.sequence, let b = new.sequence { return lists(a, b, at: path) }
    let (before, after) = (value(old), value(new))
    return ["\(name(path)) \(before == after ? "has another value" : "\(before) → \(after)")"]
  }

  private func lists(_ old: [Node], _ new: [Node], at path: String) -> [String] {
    let (a, b) = (old.map(Tree.init), new.map(Tree.init))
    let gone = old.indices.filter { !b.contains(a[$0]) }, added = new.indices.filter { !a.contains(b[$0]) }
    if gone.isEmpty, added.isEmpty { return ["\(name(path)) is in another order"] }
    // Elements of the same number and place are most likely the same ones, changed.
    if gone == added, old.count == new.count, gone.allSatisfy({ old[$0].mapping != nil && new[$0].mapping != nil }) {
      return gone.flatMap { between(old[$0], new[$0], at: old.count == 1 ? path : "\(path)[\($0)]") }
    }
    let words =
      added.map { "gains \(value(new[$0]))" } + gone.map { "loses \(value(old[$0]))" }
    return ["\(name(path)) " + words.joined(separator: ", ")]
  }

  private func name(_ path: String) -> String { Phrase.code(path) }

  private func value(_ node: Node) -> String {
    Phrase.code(node.text ?? JSONWriter.writeLine(Tree(node)), hiding: secrets)
  }
}
