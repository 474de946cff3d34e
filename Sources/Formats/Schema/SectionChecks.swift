import Documents

/// What must hold across the keys of a mapping, in the forms that Go programs check again and again.
package enum SectionChecks {
  /// At most one of some keys may have a value.
  package static func exclusive(_ keys: String...) -> SectionShape.Check {
    { node in
      let given = keys.compactMap { node.given($0) }
      guard given.count > 1, let second = given.max(by: { $0.key.range.lowerBound < $1.key.range.lowerBound }) else {
        return []
      }
      let others = given.compactMap(\.key.text).filter { $0 != second.key.text }
      return [
        FormatProblem(
          "`\(second.key.text ?? "")` and `\(others.joined(separator: "`, `"))` exclude each other",
          help: "keep one of them", at: second.key.range)
      ]
    }
  }

  /// One of some keys must have a value.
  package static func either(_ keys: String..., in section: String) -> SectionShape.Check {
    { node in
      if keys.contains(where: { node.given($0) != nil }) { return [] }
      let list = keys.map { "`\($0)`" }.joined(separator: " or ")
      return [FormatProblem("\(section) lacks \(list)", help: "add one of them", at: place(of: keys, in: node))]
    }
  }

  /// A key must have a value that is not empty.
  package static func needs(_ keys: String..., in section: String) -> SectionShape.Check {
    { node in
      keys.filter { node.given($0) == nil }.map { key in
        FormatProblem(
          node.entry(key) == nil ? "\(section) lacks `\(key)`" : "`\(key)` must not be empty", help: "give it a value",
          at: place(of: [key], in: node))
      }
    }
  }

  /// Where something missing is shown: an empty value, or where the mapping begins.
  private static func place(of keys: [String], in node: Node) -> Range<Int> {
    if let entry = keys.lazy.compactMap({ node.entry($0) }).first {
      return entry.value.range.isEmpty ? entry.key.range : entry.value.range
    }
    if let first = node.mapping?.first { return first.key.range }
    return node.range
  }
}

extension Node {
  /// The entry of a key that has a value: not null and not the empty string, which Go cannot tell from nothing.
  package func given(_ key: String) -> Entry? {
    guard let entry = entry(key), !entry.value.isNull, entry.value.text != "" else { return nil }
    return entry
  }

  /// The text of a key that has a value.
  package func string(_ key: String) -> String? { given(key)?.value.text }
}
