import Documents

/// Lays the tree of an overlay over the tree of a generated file; collects every problem on the way.
struct OverlayMerge {
  let source: SourceFile
  /// Of the generated file.
  let lists: [KeyedList]
  /// Those of the overlay.
  private let secrets: Set<String>
  private(set) var findings: [Finding] = []
  private(set) var effect = OverlayEffect()
  /// Inside a value that is new as a whole, whose parts are not reported one by one.
  private var isSilent = false

  init(_ source: SourceFile, lists: [KeyedList]) {
    self.source = source
    self.lists = lists
    secrets = source.secretValues
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
    var result: [Tree.Entry?] = entries
    var places = Dictionary(entries.enumerated().map { ($1.key, $0) }) { first, _ in first }
    for change in changes {
      let key = change.key.text ?? ""
      let known = places[key]
      let value = merge(known.flatMap { result[$0]?.value }, change.value, at: place.key(key))
      if let known {
        result[known] = value.map { .init(key, $0) }
        if value == nil { places[key] = nil }
      } else if let value {
        places[key] = result.count
        result.append(.init(key, value))
      }
    }
    return .mapping(result.compactMap { $0 })
  }

  private mutating func list(_ items: [Tree], _ elements: [Node], at place: OverlayPlace) -> Tree {
    if let list = lists.first(where: { $0.isAt(place.keys) }) { return keyed(items, elements, list, at: place) }
    let new = silently { merge in Tree.list(elements.compactMap { merge.merge(nil, $0, at: place) }) }
    guard new != Tree.list(items).plain else { return .list(items) }
    note(.list(items), at: place)
    return new
  }

  private mutating func keyed(_ items: [Tree], _ elements: [Node], _ list: KeyedList, at place: OverlayPlace) -> Tree {
    var result = ElementList(items)
    let search = ElementSearch(list, place.shown)
    for element in elements {
      switch search.find(element, in: &result) {
      case .problem(let problem):
        report(.element, problem.message, problem.help, at: element.nearest(problem.path).range)
      case .none(let name, let absence):
        if element["$delete"] != nil {
          report(.nothing, absence.message, search.help(absence, name, in: &result), at: element.range)
        } else if let missing = list.required.first(where: { element[$0] == nil }) {
          report(
            .element, "\(absence.message), and a new one needs `\(missing)`", search.help(absence, name, in: &result),
            at: element.range)
        } else if let new = silently({ $0.merge(nil, element, at: place.element(name)) }) {
          added(place.element(shown(name)))
          result.append(new)
        }
      case .one(let index, let name):
        if element["$delete"] == nil {
          if let merged = merge(result[index], element, at: place.element(shown(name))) {
            result.replace(index, by: merged)
          }
        } else if isPlainDeletion(element, besides: list.identity.names) {
          deleted(place.element(shown(name)))
          result.remove(index)
        }
      }
    }
    return .list(result.all)
  }

  private mutating func isPlainDeletion(_ element: Node, besides names: [String]) -> Bool {
    let others = (element.mapping ?? []).filter { !names.contains($0.key.text ?? "") && $0.key.text != "$delete" }
    for other in others {
      report(
        .directive, "`\(other.key.text ?? "")` stands in an element that is deleted",
        "keep only what tells the element apart, and `$delete: true`", at: other.key.range)
    }
    guard let value = element["$delete"], value.scalar?.boolean == true else {
      report(.directive, "`$delete` takes `true`", "write `$delete: true`", at: element.nearest(["$delete"]).range)
      return false
    }
    return others.isEmpty
  }

  // MARK: Findings and changes

  mutating func mismatch(_ base: Tree?, _ overlay: Node, at place: OverlayPlace) -> Tree? {
    report(
      .type, "\(place.title) is \(base?.kindName ?? "nothing") there, and this is \(overlay.kindName)",
      overlay.isNull
        ? "write `{ $delete: true }` to take it away, or `{ $replace: null }` where null is meant"
        : base?.kindName == "a list"
          ? "write a list; `{ $append: […] }`, `$prepend` and `$remove` change one, and `{ $replace: … }` puts anything in its place"
          : "write \(base?.kindName ?? "nothing"), or `{ $replace: … }` to put this in its place", at: overlay.range)
    return base
  }

  /// Something new, or different from what is generated.
  mutating func note(_ base: Tree?, at place: OverlayPlace) {
    if base == nil { added(place) } else if !isSilent { effect.changed += 1 }
  }

  /// The name of an element, without a secret that it holds, in one line.
  func shown(_ name: String) -> String {
    secrets.contains(name) ? SecretText.mask : VisibleText.line(SecretText.masked(name, known: secrets))
  }
  func shown(_ name: String?) -> String? { name.map { shown($0) } }

  mutating func added(_ place: OverlayPlace) { if !isSilent { effect.added.append(place.shown) } }
  mutating func deleted(_ place: OverlayPlace) { if !isSilent { effect.deleted.append(place.shown) } }

  /// Runs `body` for a value that is new as a whole: its parts are not reported one by one.
  private mutating func silently<Result>(_ body: (inout OverlayMerge) -> Result) -> Result {
    let before = isSilent
    isSilent = true
    defer { isSilent = before }
    return body(&self)
  }

  mutating func report(_ kind: OverlayFinding, _ message: String, _ help: String, at range: Range<Int>) {
    findings.append(Finding(kind, message, help: help, in: source, at: range))
  }
}

/// Where a value stands in a generated file.
struct OverlayPlace {
  /// The keys from the top down to it; elements of lists take no part.
  private(set) var keys: [String] = []
  /// For people: keys and names of elements, joined by dots.
  private(set) var shown = ""

  /// For messages.
  var title: String { shown.isEmpty ? "the file" : "`\(shown)`" }

  func key(_ key: String) -> OverlayPlace {
    var place = element(VisibleText.line(key))
    place.keys.append(key)
    return place
  }

  /// An element of the list here; one without a name is reported as the list.
  func element(_ name: String?) -> OverlayPlace {
    var place = self
    if let name { place.shown += (shown.isEmpty ? "" : ".") + name }
    return place
  }
}
