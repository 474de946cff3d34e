import Documents

/// Finds the element of a generated list that an overlay's element speaks of.
struct ElementSearch {
  /// What is wrong with the overlay's element, and where in it.
  struct Problem {
    var message: String
    var help: String
    var path: Path = []
  }

  enum Result {
    /// Its index, and its name for people.
    case one(Int, name: String)
    /// No element is meant: the name of the new one, and what to say where one had to be there.
    case none(name: String, Problem)
    case problem(Problem)
  }

  private let list: KeyedList
  private let path: String

  /// - Parameter path: the list's, for messages.
  init(_ list: KeyedList, _ path: String) {
    self.list = list
    self.path = path
  }

  func find(_ element: Node, in items: [Tree]) -> Result {
    guard element.mapping != nil else {
      return .problem(
        .init(
          message: "an element of `\(path)` is a mapping, and this is \(element.kindName)",
          help: "write one with \(list.identity.words)"))
    }
    switch list.identity {
    case .only: return only(items)
    case .keys(let keys): return byKey(keys, element, items)
    case .rule: return byRule(element, items)
    }
  }

  private func only(_ items: [Tree]) -> Result {
    switch items.count {
    case 0: .none(name: "0", .init(message: "`\(path)` has no element", help: "remove it, or correct its place"))
    case 1: .one(0, name: "0")
    default:
      .problem(
        .init(
          message: "`\(path)` has \(items.count) elements that nothing tells apart",
          help: "replace the list whole with `{ $replace: […] }`"))
    }
  }

  private func byKey(_ keys: [String], _ element: Node, _ items: [Tree]) -> Result {
    guard let key = keys.first(where: { element[$0]?.text != nil }), let name = element[key]?.text else {
      return .problem(
        .init(
          message: "this element of `\(path)` lacks \(list.identity.words)",
          help: "elements of the list are told apart by it; `{ $replace: […] }` replaces the list whole"))
    }
    let places = items.indices.filter { items[$0].uncommented[key]?.text == name }
    if places.count > 1 {
      return .problem(
        .init(
          message: "\(places.count) elements of `\(path)` have the \(key) `\(name)`",
          help: "name one of them by another key: \(list.identity.words)", path: [.key(key)]))
    }
    if let place = places.first { return .one(place, name: name) }
    return .none(
      name: name,
      .init(
        message: "`\(path)` has no element with the \(key) `\(name)`",
        help: suggestion(for: name, among: items.compactMap { $0.uncommented[key]?.text }), path: [.key(key)]))
  }

  private func byRule(_ element: Node, _ items: [Tree]) -> Result {
    guard let key = ["alert", "record"].first(where: { element[$0]?.text != nil }), let name = element[key]?.text else {
      return .problem(
        .init(
          message: "this rule lacks `alert` or `record`", help: "rules are told apart by it, and by their labels"))
    }
    let named = items.indices.filter { items[$0].uncommented[key]?.text == name }
    let places = named.filter { agree(items[$0].uncommented["labels"], element["labels"]) }
    if let place = places.first, places.count == 1 { return .one(place, name: name) }
    if places.isEmpty {
      return .none(
        name: name,
        .init(
          message: named.isEmpty
            ? "there is no rule `\(name)` in this group" : "no rule `\(name)` has these labels",
          help: named.isEmpty
            ? suggestion(for: name, among: items.compactMap { $0.uncommented[key]?.text })
            : "the labels name the rule; to change one write `LABEL: { $replace: VALUE }`"))
    }
    let choices = distinguishing(places.map { items[$0].uncommented["labels"] })
    return .problem(
      .init(
        message: "\(places.count) rules are named `\(name)`",
        help: choices.isEmpty
          ? "nothing tells them apart; `{ $replace: […] }` replaces the list of rules whole"
          : "say which, with `labels: { \(choices.joined(separator: " }` or `labels: { ")) }`", path: [.key(key)]))
  }

  private func suggestion(for name: String, among known: [String]) -> String {
    Spelling.nearest(to: name, among: known).map { "did you mean `\($0)`?" } ?? "remove it, or correct the name"
  }

  /// Whether no label has one value here and another there.
  private func agree(_ labels: Tree?, _ wanted: Node?) -> Bool {
    (wanted?.mapping ?? []).allSatisfy { entry in
      guard let value = entry.value.text, let other = labels?.uncommented[entry.key.text ?? ""]?.text else {
        return true
      }
      return value == other
    }
  }

  /// The first label in which all of them differ, with each value.
  private func distinguishing(_ labels: [Tree?]) -> [String] {
    guard case .mapping(let entries) = labels.first??.uncommented else { return [] }
    for entry in entries {
      let values = labels.compactMap { $0?.uncommented[entry.key]?.text }
      if Set(values).count == labels.count { return values.map { "\(entry.key): \($0)" } }
    }
    return []
  }
}

extension KeyedList.Identity {
  /// The keys of an element that tell it apart.
  var names: [String] {
    switch self {
    case .keys(let keys): keys
    case .rule: ["alert", "record", "labels"]
    case .only: []
    }
  }
}
