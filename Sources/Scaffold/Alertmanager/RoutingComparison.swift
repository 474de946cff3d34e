import Documents
import Formats
import Project

/// Who was notified by an imported tree, held against who is by the generated one, for every combination of the values that either names.
struct RoutingComparison {
  let file: AlertmanagerFile
  /// Receivers of the spec by their names in the file.
  let receivers: [String: [String]]

  /// What is otherwise, the alerts with the fewest labels first; one of each kind.
  func differences(to routing: Routing, severities: [String]) -> [Leftover] {
    let tree = RoutingTree(file)
    guard let root = tree.entries.first else { return [] }
    let place = Place(root.route.node.range, in: file.source)
    let axes = axes(tree, routing, severities)
    let count = axes.reduce(1) {
      $0.multipliedReportingOverflow(by: $1.values.count).overflow ? Int.max : $0 * $1.values.count
    }
    guard count <= Self.most else {
      return [
        Leftover(
          .changed,
          "the routes name so many values of labels that not each combination of them was tried: ask `pharos route` for those that matter",
          at: place)
      ]
    }
    var seen: Set<[[String]]> = [], found: [Leftover] = []
    for labels in combinations(axes).sorted(by: { $0.count < $1.count }) {
      let before = tree.receivers(of: labels).flatMap { receivers[$0] ?? [] }.uniqued().sorted()
      let after = routing.receivers(of: labels).filter { $0 != "heartbeat" }.uniqued().sorted()
      // Of what goes to a heartbeat the spec says so in another place.
      guard before != after, !Self.heartbeats.contains(labels["alertname"] ?? ""),
        seen.insert([before, after]).inserted
      else { continue }
      let alert = labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\($0.value)\"" }.joined(separator: ", ")
      found.append(
        Leftover(.changed, "an alert with \(alert) notified \(who(before)), and here \(who(after))", at: place))
      if found.count == Self.shown { break }
    }
    return found
  }

  static let heartbeats: Set<String> = ["Watchdog", "DeadMansSwitch"]
  private static let most = 50_000
  private static let shown = 12

  private func who(_ names: [String]) -> String { names.isEmpty ? "nobody" : Remark.list(names) }

  private struct Axis {
    var label: String
    /// nil for an alert without the label.
    var values: [String?]
  }

  /// The labels that either tree asks for, each with the values that it names, another one and none. Severities are those of the spec.
  private func axes(_ tree: RoutingTree, _ routing: Routing, _ severities: [String]) -> [Axis] {
    var values: [String: Set<String>] = [:]
    for matcher in tree.entries.flatMap(\.route.matchers.matchers) {
      values[matcher.name, default: []].formUnion(matcher.values ?? [])
      if matcher.values == nil { values[matcher.name]?.formUnion(Self.examples(of: matcher)) }
    }
    for (label, named) in routing.routes.flatMap({ $0.match }) { values[label, default: []].formUnion(named) }
    values["severity"] = nil
    let others = values.keys.sorted().map { label -> Axis in
      Axis(label: label, values: [nil, "another"] + values[label]!.filter { !$0.isEmpty }.sorted().map { $0 })
    }
    return [Axis(label: "severity", values: severities.map { $0 })] + others
  }

  /// Values that a pattern may mean: its alternatives without the signs of patterns.
  private static func examples(of matcher: AlertMatcher) -> [String] {
    matcher.value.split(separator: "|").map { part in
      String(part.filter { $0.isLetter || $0.isNumber || "-_/: ".contains($0) })
    }.filter { !$0.isEmpty }
  }

  private func combinations(_ axes: [Axis]) -> [[String: String]] {
    axes.reduce(into: [[:]]) { result, axis in
      result = result.flatMap { labels in
        axis.values.map { value in
          var labels = labels
          labels[axis.label] = value
          return labels
        }
      }
    }
  }
}

extension Routing {
  /// Who is notified of an alert with these labels.
  fileprivate func receivers(of labels: [String: String]) -> [String] {
    func holds(_ match: OrderedMap<[String]>) -> Bool {
      match.allSatisfy { label, values in labels[label].map(values.contains) ?? false }
    }
    var notified: [String] = []
    for route in routes where holds(route.match) {
      guard let branch = route.branches.first(where: { holds($0.match) }) else { continue }
      notified += branch.receivers
      if !route.continues { return notified }
    }
    return notified.isEmpty ? [fallback] : notified
  }
}
