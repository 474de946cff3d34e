import Documents
import Formats

/// Receivers, routes, inhibition and time intervals of Alertmanager. Who is notified of which alert is with the alerts.
struct RoutingChanges {
  private(set) var changes: [StackChanges.Change] = []
  private let values: ValueChanges

  init(_ old: StackFiles, _ new: StackFiles) {
    values = ValueChanges(hiding: old.secrets(StackPath.alertmanager).union(new.secrets(StackPath.alertmanager)))
    guard let old = old.routing, let new = new.routing else { return }
    named("receiver", "receivers", "name", old.file.root, new.file.root)
    routes(old, new)
    inhibition(old.file.root["inhibit_rules"]?.sequence ?? [], new.file.root["inhibit_rules"]?.sequence ?? [])
    named("time interval", "time_intervals", "name", old.file.root, new.file.root)
    let known: Set<String> = ["receivers", "route", "inhibit_rules", "time_intervals"]
    add(values.between(old.file.root, new.file.root, skipping: known))
  }

  private mutating func add(_ texts: [String]) { changes += texts.map { .init(.routing, $0) } }

  /// Elements of a list that are told apart by a key.
  private mutating func named(_ what: String, _ list: String, _ key: String, _ old: Node, _ new: Node) {
    func elements(_ root: Node) -> OrderedMap<Node> {
      var result: OrderedMap<Node> = [:]
      for element in root[list]?.sequence ?? [] { if let name = element[key]?.text { result[name] = element } }
      return result
    }
    let (a, b) = (elements(old), elements(new))
    for (name, element) in b {
      guard let before = a[name] else {
        add(["\(what) \(Phrase.code(name)) is new"])
        continue
      }
      let words = values.between(before, element)
      if !words.isEmpty { add(["\(what) \(Phrase.code(name)): \(words.joined(separator: "; "))"]) }
    }
    for (name, _) in a where b[name] == nil { add(["\(what) \(Phrase.code(name)) is gone"]) }
  }

  // MARK: Routes

  /// A route by the conditions from the root down to it, what it says, and what holds for it.
  private struct Route {
    let title: String
    let values: [(key: String, value: String)]
  }

  private mutating func routes(_ old: RoutingTree, _ new: RoutingTree) {
    let (a, b) = (Self.routes(old), Self.routes(new))
    for (title, route) in b {
      guard let before = a[title] else {
        let receiver = route.values.first { $0.key == "receiver" }?.value ?? ""
        add(["\(title) is new, to \(Phrase.code(receiver))"])
        continue
      }
      let words = zip(before.values, route.values).filter { $0.value != $1.value }.map { before, after in
        "\(Phrase.code(after.key)) \(Phrase.change(before.value, after.value))"
      }
      if !words.isEmpty { add(["\(title): \(words.joined(separator: "; "))"]) }
    }
    for (title, _) in a where b[title] == nil { add(["\(title) is gone"]) }
    let kept = b.keys.filter { a[$0] != nil }
    if a.keys.filter({ b[$0] != nil }) != kept { add(["the routes are in another order"]) }
  }

  private static func routes(_ tree: RoutingTree) -> OrderedMap<Route> {
    var result: OrderedMap<Route> = [:]
    for (index, entry) in tree.entries.enumerated() {
      let conditions = tree.conditions(at: index).map { "\($0)" }.joined(separator: ", ")
      var title = entry.parent == nil ? "the route of everything else" : "route \(Phrase.code(conditions))"
      // Routes below each other may have no conditions but those above.
      if entry.parent != nil, result[title] != nil { title += " to \(Phrase.code(entry.options.receiver))" }
      var count = 1
      let first = title
      while result[title] != nil {
        count += 1
        title = "\(first) (\(count))"
      }
      let options = entry.options
      result[title] = Route(
        title: title,
        values: [
          ("receiver", options.receiver),
          ("group_by", options.groupsByAll ? "..." : options.groupBy.joined(separator: ", ")),
          ("group_wait", options.groupWait.description), ("group_interval", options.groupInterval.description),
          ("repeat_interval", options.repeatInterval.description),
          ("mute_time_intervals", options.muteTimeIntervals.joined(separator: ", ")),
          ("active_time_intervals", options.activeTimeIntervals.joined(separator: ", ")),
          ("continue", entry.route.continues ? "true" : "false"),
        ])
    }
    return result
  }

  // MARK: Inhibition

  private mutating func inhibition(_ old: [Node], _ new: [Node]) {
    let (a, b) = (old.map(Tree.init), new.map(Tree.init))
    var gone = old.indices.filter { !b.contains(a[$0]) }.map { old[$0] }
    var added = new.indices.filter { !a.contains(b[$0]) }.map { new[$0] }
    // The list of alerts that a rule is about follows from the alerts, which are listed.
    var others = 0
    added = added.filter { rule in
      guard let index = gone.firstIndex(where: { shape($0) == shape(rule) }) else { return true }
      gone.remove(at: index)
      others += 1
      return false
    }
    if others > 0 {
      add(["\(others) rule\(others == 1 ? "" : "s") of inhibition name\(others == 1 ? "s" : "") other alerts"])
    }
    func words(_ rule: Node) -> String {
      "\(Phrase.list(matchers(rule, "source"))) silences \(Phrase.list(matchers(rule, "target")))"
    }
    add(added.map { "inhibition is new: \(words($0))" } + gone.map { "inhibition is gone: \(words($0))" })
  }

  private func matchers(_ rule: Node, _ side: String) -> [String] {
    (rule["\(side)_matchers"]?.sequence ?? []).compactMap(\.text)
  }

  /// A rule without the names of its alerts.
  private func shape(_ rule: Node) -> [[String]] {
    let sides = ["source", "target"].map { matchers(rule, $0).filter { !$0.hasPrefix("alertname") } }
    return sides + [(rule["equal"]?.sequence ?? []).compactMap(\.text)]
  }
}
