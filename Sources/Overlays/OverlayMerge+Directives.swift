import Documents

extension OverlayMerge {
  /// Does what the directives of a mapping say: one that deletes or replaces alone, or some that change a list.
  mutating func follow(_ overlay: Node, _ base: Tree?, at place: OverlayPlace) -> Tree? {
    let entries = overlay.mapping ?? []
    let known = entries.compactMap { Directive(rawValue: $0.key.text ?? "") }
    let alone = known.first { $0 == .delete || $0 == .replace }
    var result = base
    for entry in entries {
      let key = entry.key.text ?? ""
      if let directive = Directive(rawValue: key), alone == nil || alone == directive {
        result = follow(directive, entry, result, at: place)
      } else if Directive.isLike(key), !known.contains(where: { $0.rawValue == key }) {
        report(
          .directive, "`\(key)` is none of the directives of overlays",
          Spelling.help(for: key, among: Directive.allCases.map(\.rawValue)) ?? "see docs/overlays.md",
          at: entry.key.range)
      } else if let first = alone ?? known.first {
        // Beside nothing but a misspelled directive the other keys may well be right.
        report(
          .directive, "`\(key)` stands beside `\(first.rawValue)`",
          "a mapping with a directive has no other keys, and only those that change a list go together",
          at: entry.key.range)
      }
    }
    return result
  }

  private mutating func follow(_ directive: Directive, _ entry: Node.Entry, _ base: Tree?, at place: OverlayPlace)
    -> Tree?
  {
    switch (directive, entry.value.content) {
    case (.delete, .scalar(let scalar)) where scalar.boolean == true:
      guard base != nil else {
        report(.nothing, "there is nothing to delete here", "remove it, or correct its place", at: entry.key.range)
        return nil
      }
      deleted(place)
      return nil
    case (.replace, _):
      let value = verbatim(entry.value)
      guard base?.plain != value else { return base }
      note(base, at: place)
      return value
    case (.append, .sequence(let elements)), (.prepend, .sequence(let elements)), (.remove, .sequence(let elements)):
      guard let items = items(base) else { return mismatch(base, entry.value, at: place) }
      return .list(directive == .remove ? without(elements, items, place) : adding(elements, items, directive, place))
    default:
      let found = entry.value.text.map { "`\($0)`" } ?? entry.value.kindName
      report(
        .directive, "`\(directive.rawValue)` takes \(directive.takes), not \(found)",
        "write `\(directive.rawValue): \(directive == .delete ? "true" : "[…]")`", at: entry.value.range)
      return base
    }
  }

  /// The elements of a list, of none where there is nothing; nil for anything else.
  private func items(_ base: Tree?) -> [Tree]? {
    switch base {
    case .list(let items): items
    case nil, .null: []
    default: nil
    }
  }

  private mutating func without(_ elements: [Node], _ items: [Tree], _ place: OverlayPlace) -> [Tree] {
    // Of equal ones the first goes first.
    var places = Dictionary(grouping: items.indices.reversed()) { items[$0].plain }
    var gone: Set<Int> = []
    for element in elements {
      let value = verbatim(element)
      guard let index = places[value]?.popLast() else {
        report(.nothing, "the list has no such element", "remove it, or correct it", at: element.range)
        continue
      }
      gone.insert(index)
      deleted(place.element(shown(element.text)))
    }
    return items.indices.filter { !gone.contains($0) }.map { items[$0] }
  }

  private mutating func adding(
    _ elements: [Node], _ items: [Tree], _ directive: Directive, _ place: OverlayPlace
  ) -> [Tree] {
    var present = Set(items.map(\.plain))
    var new: [Tree] = []
    for element in elements {
      let value = verbatim(element)
      guard present.insert(value).inserted else { continue }
      new.append(value)
      added(place.element(shown(element.text)))
    }
    return directive == .append ? items + new : new + items
  }

  /// A value that is taken as it stands; there is nothing in it that a directive could be about.
  private mutating func verbatim(_ node: Node) -> Tree {
    for key in node.directiveKeys {
      report(
        .directive, "`\(key.text ?? "")` stands inside a value that is taken as it is",
        "write the value that is meant", at: key.range)
    }
    return Tree(node)
  }
}

extension Node {
  /// Keys at any depth that can only be meant as directives.
  fileprivate var directiveKeys: [Node] {
    switch content {
    case .scalar: []
    case .sequence(let items): items.flatMap(\.directiveKeys)
    case .mapping(let entries):
      entries.flatMap { entry in
        (Directive.isLike(entry.key.text ?? "") ? [entry.key] : []) + entry.value.directiveKeys
      }
    }
  }
}
