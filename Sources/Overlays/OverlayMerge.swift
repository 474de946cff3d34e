import Documents

/// Lays the tree of an overlay over the tree of a generated file; collects every problem on the way.
struct OverlayMerge {
  let source: SourceFile
  /// Of the generated file.
  let lists: [KeyedList]
  private(set) var findings: [Finding] = []
  private(set) var effect = OverlayEffect()

  init(_ source: SourceFile, lists: [KeyedList]) {
    self.source = source
    self.lists = lists
  }

  /// The value that results; nil where it is deleted.
  ///
  /// - Parameters:
  ///   - base: what is generated there, if anything.
  ///   - place: where it stands.
  mutating func merge(_ base: Tree?, _ overlay: Node, at place: OverlayPlace) -> Tree? {
    if case .commented(let comment, let inner) = base {
      return merge(inner, overlay, at: place).map { .commented(comment, $0) }
    }
    if overlay.hasDirectives { return follow(overlay, base, at: place) }
    switch (base, overlay.content) {
    case (.mapping(let entries), .mapping(let changes)): return mapping(entries, changes, at: place)
    case (.list(let items), .sequence(let elements)): return list(items, elements, at: place)
    case (nil, .mapping(let changes)), (.null, .mapping(let changes)):
      note(base, at: place)
      return silently { $0.mapping([], changes, at: place) }
    case (nil, .sequence(let elements)), (.null, .sequence(let elements)):
      note(base, at: place)
      return silently { $0.list([], elements, at: place) }
    case (.mapping, _), (.list, _), (_, .mapping), (_, .sequence):
      return mismatch(base, overlay, at: place)
    case (_, .scalar):
      let value = Tree(overlay)
      if base != value { note(base, at: place) }
      return value
    }
  }

  // MARK: Collections

  private mutating func mapping(_ entries: [Tree.Entry], _ changes: [Node.Entry], at place: OverlayPlace) -> Tree {
    var result = Tree.mapping(entries)
    for change in changes {
      let key = change.key.text ?? ""
      result[key] = merge(result[key], change.value, at: place.key(key))
    }
    return result
  }

  private mutating func list(_ items: [Tree], _ elements: [Node], at place: OverlayPlace) -> Tree {
    if let list = lists.first(where: { $0.isAt(place.keys) }) { return keyed(items, elements, list, at: place) }
    let new = silently { merge in Tree.list(elements.compactMap { merge.merge(nil, $0, at: place) }) }
    guard new != Tree.list(items).plain else { return .list(items) }
    note(.list(items), at: place)
    return new
  }

  private mutating func keyed(_ items: [Tree], _ elements: [Node], _ list: KeyedList, at place: OverlayPlace) -> Tree {
    var result = items
    for element in elements {
      switch ElementSearch(list, place.shown).find(element, in: result) {
      case .problem(let problem):
        report("element", problem.message, problem.help, at: element.nearest(problem.path).range)
      case .none(let name, let problem):
        if element["$delete"] != nil {
          report("nothing", problem.message, problem.help, at: element.range)
        } else if let missing = list.required.first(where: { element[$0] == nil }) {
          report("element", "\(problem.message), and a new one needs `\(missing)`", problem.help, at: element.range)
        } else if let new = silently({ $0.merge(nil, element, at: place.element(name)) }) {
          effect.added.append(place.element(name).shown)
          result.append(new)
        }
      case .one(let index, let name):
        if element["$delete"] == nil {
          if let merged = merge(result[index], element, at: place.element(name)) { result[index] = merged }
        } else if isPlainDeletion(element, besides: list.identity.names) {
          effect.deleted.append(place.element(name).shown)
          result.remove(at: index)
        }
      }
    }
    return .list(result)
  }

  // MARK: Directives

  private mutating func follow(_ overlay: Node, _ base: Tree?, at place: OverlayPlace) -> Tree? {
    var result = base
    let entries = overlay.mapping ?? []
    let isClear = entries.contains { Directive(rawValue: $0.key.text ?? "") != nil }
    for entry in entries {
      let key = entry.key.text ?? ""
      guard let directive = Directive(rawValue: key) else {
        let isLike = Directive.isLike(key)
        // Beside a misspelled one the other keys may well be right.
        guard isLike || isClear else { continue }
        report(
          "directive",
          isLike ? "`\(key)` is none of the directives of overlays" : "`\(key)` stands beside a directive",
          isLike
            ? Spelling.help(for: key, among: Directive.allCases.map(\.rawValue)) ?? "there are \(Self.directives)"
            : "a mapping with a directive has nothing else in it",
          at: entry.key.range)
        continue
      }
      result = follow(directive, entry, result, at: place)
    }
    return result
  }

  private mutating func follow(_ directive: Directive, _ entry: Node.Entry, _ base: Tree?, at place: OverlayPlace)
    -> Tree?
  {
    switch (directive, entry.value.content) {
    case (.delete, .scalar(let scalar)) where scalar.boolean == true:
      guard base != nil else {
        report("nothing", "there is nothing to delete here", "remove it, or correct its place", at: entry.key.range)
        return nil
      }
      effect.deleted.append(place.shown)
      return nil
    case (.replace, _):
      let value = Tree(entry.value)
      guard base?.plain != value else { return base }
      note(base, at: place)
      return value
    case (.append, .sequence(let elements)), (.prepend, .sequence(let elements)), (.remove, .sequence(let elements)):
      guard let items = items(base) else { return mismatch(base, entry.value, at: place) }
      return .list(edit(items, directive, elements, at: place))
    default:
      report(
        "directive", "`\(directive.rawValue)` takes \(directive.takes), not \(entry.value.kindName)",
        "write `\(directive.rawValue): \(directive == .delete ? "true" : "[…]")`", at: entry.value.range)
      return base
    }
  }

  private mutating func edit(_ items: [Tree], _ directive: Directive, _ elements: [Node], at place: OverlayPlace)
    -> [Tree]
  {
    var present = items.map(\.plain)
    if directive == .remove {
      var result = items
      for element in elements {
        guard let index = present.firstIndex(of: Tree(element)) else {
          report("nothing", "the list has no such element", "remove it, or correct it", at: element.range)
          continue
        }
        present.remove(at: index)
        result.remove(at: index)
        effect.deleted.append(place.element(element.text).shown)
      }
      return result
    }
    var new: [Tree] = []
    for element in elements {
      let value = Tree(element)
      guard !present.contains(value), !new.contains(value) else { continue }
      new.append(value)
      effect.added.append(place.element(element.text).shown)
    }
    return directive == .append ? items + new : new + items
  }

  /// The elements of a list, of none where there is nothing; nil for anything else.
  private func items(_ base: Tree?) -> [Tree]? {
    switch base {
    case .list(let items): items
    case nil, .null: []
    default: nil
    }
  }

  private mutating func isPlainDeletion(_ element: Node, besides names: [String]) -> Bool {
    let others = (element.mapping ?? []).filter { !names.contains($0.key.text ?? "") && $0.key.text != "$delete" }
    for other in others {
      report(
        "directive", "`\(other.key.text ?? "")` stands in an element that is deleted",
        "keep only what tells the element apart, and `$delete: true`", at: other.key.range)
    }
    guard let value = element["$delete"], value.scalar?.boolean == true else {
      report("directive", "`$delete` takes `true`", "write `$delete: true`", at: element.nearest(["$delete"]).range)
      return false
    }
    return others.isEmpty
  }

  // MARK: What is told

  private static var directives: String {
    Directive.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
  }

  private mutating func mismatch(_ base: Tree?, _ overlay: Node, at place: OverlayPlace) -> Tree? {
    report(
      "type", "`\(place.shown)` is \(base?.kindName ?? "nothing") there, and this is \(overlay.kindName)",
      overlay.isNull
        ? "write `{ $delete: true }` to take it away, or `{ $replace: null }` where null is meant"
        : base?.kindName == "a list"
          ? "write a list; `{ $append: […] }`, `$prepend` and `$remove` change one, and `{ $replace: … }` puts anything in its place"
          : "write \(base?.kindName ?? "nothing"), or `{ $replace: … }` to put this in its place", at: overlay.range)
    return base
  }

  /// Something new, or different from what is generated.
  private mutating func note(_ base: Tree?, at place: OverlayPlace) {
    if base == nil { effect.added.append(place.shown) } else { effect.changed += 1 }
  }

  /// Runs `body` for a value that is new as a whole: its parts are not told of one by one.
  private mutating func silently<Result>(_ body: (inout OverlayMerge) -> Result) -> Result {
    let before = effect
    defer { effect = before }
    return body(&self)
  }

  private mutating func report(_ rule: String, _ message: String, _ help: String, at range: Range<Int>) {
    findings.append(Finding("overlay/\(rule)", message, help: help, in: source, at: range))
  }
}

/// Where a value stands in a generated file.
struct OverlayPlace {
  /// The keys from the top down to it; elements of lists take no part.
  private(set) var keys: [String] = []
  /// For people: keys and names of elements, joined by dots.
  private(set) var shown = ""

  func key(_ key: String) -> OverlayPlace {
    var place = element(key)
    place.keys.append(key)
    return place
  }

  /// An element of the list here; one without a name is told of as the list.
  func element(_ name: String?) -> OverlayPlace {
    var place = self
    if let name { place.shown += (shown.isEmpty ? "" : ".") + name }
    return place
  }
}
