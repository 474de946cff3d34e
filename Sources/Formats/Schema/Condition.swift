import Documents

/// What must hold across the keys of one mapping, as Go programs check it once it is decoded.
package enum Condition {
  /// Keys of which one may be filled.
  package static func atMostOne(_ keys: String...) -> SectionShape.Check { atMostOne(keys) { $0.isFilled($1) } }

  /// Keys of which one may be written, even if nothing is in it.
  package static func atMostOnePresent(_ keys: String...) -> SectionShape.Check {
    atMostOne(keys) { $0.isPresent($1) }
  }

  private static func atMostOne(
    _ keys: [String], _ isSet: @escaping @Sendable (Node, String) -> Bool
  ) -> SectionShape.Check {
    { node in
      let set = keys.filter { isSet(node, $0) }
      guard set.count > 1, let second = node.entry(set[1]) else { return [] }
      return [
        FormatProblem(
          "at most one of \(list(keys)) may be set, and `\(set[0])` is", help: "keep one of them", at: second.key.range)
      ]
    }
  }

  /// Keys of which one has to be filled.
  package static func oneOf(_ keys: String...) -> SectionShape.Check {
    { node in
      keys.contains { node.isFilled($0) } ? [] : [FormatProblem("one of \(list(keys)) has to be set", at: start(node))]
    }
  }

  /// Keys that have to be filled.
  package static func filled(_ keys: String...) -> SectionShape.Check {
    { node in
      keys.filter { !node.isFilled($0) }.prefix(1).map { key in
        FormatProblem("`\(key)` has to be set", help: "add `\(key):`", at: node[key]?.range ?? start(node))
      }
    }
  }

  /// Keys with a default that may be left out, but not be emptied.
  package static func notEmptied(_ keys: String...) -> SectionShape.Check {
    { node in
      keys.filter { node[$0]?.scalar.map { $0.coreType != .null && $0.text.isEmpty } ?? false }.map { key in
        FormatProblem("`\(key)` must not be empty", help: "leave it out for the default", at: node[key]?.range ?? 0..<0)
      }
    }
  }

  /// A condition that is asked where a key has some value.
  package static func when(
    _ key: String, is value: String, orMissing: Bool = false, _ check: @escaping SectionShape.Check
  ) -> SectionShape.Check {
    { node in
      let written = node.isPresent(key) ? node[key]?.text : nil
      return written == value || (written == nil && orMissing) ? check(node) : []
    }
  }

  /// Keys that go together: if the first is filled, so must be the others.
  package static func needs(_ key: String, _ others: String...) -> SectionShape.Check {
    { node in
      guard node.isFilled(key), let entry = node.entry(key), !others.contains(where: { node.isFilled($0) }) else {
        return []
      }
      return [FormatProblem("`\(key)` needs \(list(others, "or"))", at: entry.key.range)]
    }
  }

  /// A key that excludes another.
  package static func excludes(_ key: String, _ others: String...) -> SectionShape.Check {
    { node in
      guard node.isFilled(key), let other = others.first(where: { node.isFilled($0) }), let entry = node.entry(other)
      else { return [] }
      return [FormatProblem("`\(other)` cannot stand beside `\(key)`", help: "remove one", at: entry.key.range)]
    }
  }

  /// The empty place before a mapping, where something is missing.
  static func start(_ node: Node) -> Range<Int> { node.range.lowerBound..<node.range.lowerBound }

  static func list(_ keys: [String], _ word: String = "and") -> String {
    let quoted = keys.map { "`\($0)`" }
    return quoted.count < 2
      ? quoted.joined() : quoted.dropLast().joined(separator: ", ") + " \(word) \(quoted.last ?? "")"
  }
}
