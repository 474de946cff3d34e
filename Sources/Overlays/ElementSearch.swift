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
    /// Its place, and its name for people.
    case one(Int, name: String)
    /// No element is meant: the name of the new one, and what to say where one had to be there.
    case none(name: String, Absence)
    case problem(Problem)
  }

  /// That no element is meant. What to write instead is worked out only where this becomes a finding.
  struct Absence {
    var message: String
    /// The key that tells elements apart, whose texts are to be looked through.
    var key: String?
    var help = "remove it, or correct its place"
    var path: Path = []
  }

  private let list: KeyedList
  private let path: String

  /// - Parameter path: the list's, for messages.
  init(_ list: KeyedList, _ path: String) {
    self.list = list
    self.path = path
  }

  func find(_ element: Node, in items: inout ElementList) -> Result {
    guard element.mapping != nil else {
      return .problem(
        .init(
          message: "an element of `\(path)` is a mapping, and this is \(element.kindName)",
          help: "write one with \(list.identity.words)"))
    }
    switch list.identity {
    case .only: return only(items)
    case .keys(let keys): return byKey(keys, element, &items)
    case .rule: return byRule(element, &items)
    }
  }

  private func only(_ items: ElementList) -> Result {
    let places = items.indices
    return switch places.count {
    case 0: .none(name: "0", Absence(message: "`\(path)` has no element"))
    case 1: .one(places[0], name: "0")
    default:
      .problem(
        .init(
          message: "`\(path)` has \(places.count) elements that nothing tells apart",
          help: "replace the list whole with `{ $replace: […] }`"))
    }
  }

  /// What to write instead of a name that no element has.
  func help(_ absence: Absence, _ name: String, in items: inout ElementList) -> String {
    guard let key = absence.key else { return absence.help }
    return items.nearest(to: name, under: key).map { "did you mean `\($0)`?" } ?? "remove it, or correct the name"
  }

  private func byKey(_ keys: [String], _ element: Node, _ items: inout ElementList) -> Result {
    guard let key = keys.first(where: { element[$0]?.text != nil }), let name = element[key]?.text else {
      return .problem(
        .init(
          message: "this element of `\(path)` lacks \(list.identity.words)",
          help: "elements of the list are told apart by it; `{ $replace: […] }` replaces the list whole"))
    }
    let places = items.places(of: name, under: key)
    if places.count > 1 {
      return .problem(
        .init(
          message: "\(places.count) elements of `\(path)` have the \(key) `\(name)`",
          help: "name one of them by another key: \(list.identity.words)", path: [.key(key)]))
    }
    if let place = places.first { return .one(place, name: name) }
    return .none(
      name: name,
      Absence(message: "`\(path)` has no element with the \(key) `\(name)`", key: key, path: [.key(key)]))
  }

  private func byRule(_ element: Node, _ items: inout ElementList) -> Result {
    guard let key = ["alert", "record"].first(where: { element[$0]?.text != nil }), let name = element[key]?.text else {
      return .problem(
        .init(
          message: "this rule lacks `alert` or `record`", help: "rules are told apart by it, and by their labels"))
    }
    let named = items.places(of: name, under: key)
    let places = named.filter { agree(items[$0]?.uncommented["labels"], element["labels"]) }
    if let place = places.first, places.count == 1 { return .one(place, name: name) }
    if places.isEmpty {
      return .none(
        name: name,
        named.isEmpty
          ? Absence(message: "there is no rule `\(name)` in this group", key: key)
          : Absence(
            message: "no rule `\(name)` has these labels",
            help: "the labels name the rule; to change one write `LABEL: { $replace: VALUE }`"))
    }
    let choices = distinguishing(places.map { items[$0]?.uncommented["labels"] })
    return .problem(
      .init(
        message: "\(places.count) rules are named `\(name)`",
        help: choices.isEmpty
          ? "nothing tells them apart; `{ $replace: […] }` replaces the list of rules whole"
          : "say which, with `labels: { \(choices.joined(separator: " }` or `labels: { ")) }`", path: [.key(key)]))
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
