import Documents
import Formats

/// The tree of routes, as what each severity tells whom, and the routes besides.
struct RouteImport {
  private let file: AlertmanagerFile
  private let tree: RoutingTree
  /// Receivers of the spec by their names in the file.
  private let receivers: [String: [String]]

  init(file: AlertmanagerFile, receivers: [String: [String]]) {
    self.file = file
    self.receivers = receivers
    tree = RoutingTree(file)
  }

  func add(to draft: inout Draft) {
    guard let root = tree.entries.first else { return }
    SeverityImport.declareStandard(in: &draft)
    leaveGroupingByAll(root.route, &draft)
    let ways = ways(among: root.children, below: [:], &draft)
    for way in ways { for severity in way.match["severity"] ?? [] { SeverityImport.declare(severity, in: &draft) } }
    let told = told(by: ways, draft)
    for severity in draft.severities.keys {
      let timing = told[severity] ?? Way(match: [:], notify: receivers[root.options.receiver] ?? [], route: 0)
      tell(severity, timing, root, &draft)
    }
    for way in ways where !isSeverity(way, told) { add(way, to: &draft) }
  }

  /// One way of an alert through the tree: the first whose conditions it fulfils decides who is notified.
  private struct Way {
    /// Labels and values that an alert must have.
    var match: Match
    var notify: [String]
    var mute: [String] = []
    /// Whether it is besides all others, which the spec can say of a route that continues.
    var isAdded = false
    /// The route whose timings hold.
    var route: Int
  }

  private typealias Match = OrderedMap<[String]>

  // MARK: The ways through the tree

  /// Where routes continue each set of them is a way; beyond this number they are written as added ones.
  private static let most = 200

  /// The ways through routes that stand beside each other, in the order in which they are asked.
  private func ways(among children: [Int], below outer: Match, _ draft: inout Draft) -> [Way] {
    var later: [Way] = []
    for child in children.reversed() {
      let own = ways(of: child, below: outer, &draft)
      guard tree.entries[child].route.continues, !own.isEmpty else {
        later = own + later
        continue
      }
      if own.count * later.count > Self.most || own.contains(where: { !$0.mute.isEmpty }) {
        later =
          own.map { way in
            var way = way
            way.isAdded = true
            return way
          } + later
        continue
      }
      let both = own.flatMap { first in later.filter { !$0.isAdded }.compactMap { merge(first, $0) } }
      later = both + own + later
    }
    return later
  }

  private func merge(_ first: Way, _ second: Way) -> Way? {
    guard let match = Self.merge(first.match, second.match) else { return nil }
    return Way(
      match: match, notify: (first.notify + second.notify).uniqued(), mute: second.mute, route: second.route)
  }

  /// What fulfils both; nil where nothing can.
  private static func merge(_ first: Match, _ second: Match) -> Match? {
    var result = first
    for (label, values) in second { result[label] = result[label].map { $0.filter(values.contains) } ?? values }
    return result.values.contains { $0.isEmpty } ? nil : result
  }

  /// Routes below are asked first, so they come first.
  private func ways(of index: Int, below outer: Match, _ draft: inout Draft) -> [Way] {
    let entry = tree.entries[index], route = entry.route
    let place = Place(route.node.range, in: file.source)
    if let label = route.matchers.placed.map(\.matcher.name).first(where: SecretNames.mayHoldSecret) {
      draft.leave(
        .leftOut, "a route by the label `\(label)` and those below it: its value may be a secret", at: place)
      return []
    }
    guard let match = match(route, below: outer) else {
      draft.leave(
        .leftOut,
        "a route and those below it: the spec's routes name the values of labels, not patterns or what must not be",
        at: place)
      return []
    }
    if isHeartbeat(match, entry, &draft) { return [] }
    let below = ways(among: entry.children, below: match, &draft)
    leaveGroupingByAll(route, &draft)
    for interval in route.activeTimeIntervals {
      draft.leave(
        .leftOut, "`active_time_intervals`: the spec mutes by time, and has the opposite of `\(interval.value)` only",
        at: Place(interval.range, in: file.source))
    }
    let receiver = entry.options.receiver
    let own = Way(
      match: match, notify: receivers[receiver] ?? [],
      mute: route.muteTimeIntervals.map { AlertmanagerImport.intervalName($0.value) }, route: index)
    guard !match.isEmpty, !own.notify.isEmpty || !own.mute.isEmpty else {
      let isSilent = file.receiver(receiver)?.integrations.isEmpty ?? true
      let reason =
        match.isEmpty
        ? "a route for every alert: the severities say who is notified"
        : isSilent
          ? "a route that notifies nobody: the spec has none that only silences"
          : "a route that notifies nobody here: nothing of its receiver `\(receiver)` was carried over"
      draft.leave(.leftOut, reason, at: place)
      return below
    }
    return below + [own]
  }

  /// The route's own conditions and those above it; nil where one of them does not name values.
  private func match(_ route: AlertmanagerRoute, below outer: Match) -> Match? {
    var own: Match = [:]
    for placed in route.matchers.placed {
      guard let values = placed.matcher.values, !values.contains("") else { return nil }
      own[placed.matcher.name] = own[placed.matcher.name].map { $0.filter(values.contains) } ?? values
    }
    return route.matchers.problems.isEmpty ? Self.merge(outer, own) : nil
  }

  // MARK: What severities say

  /// Ways that ask for the severity alone and that no later one could be taken for: what is left once all routes are asked.
  private func told(by ways: [Way], _ draft: Draft) -> [String: Way] {
    var told: [String: Way] = [:]
    for (index, way) in ways.enumerated() where isPlain(way) {
      let rest = ways[(index + 1)...].filter { !isPlain($0) && !$0.isAdded }
      let isLast = rest.allSatisfy { later in
        guard let both = Self.merge(way.match, later.match) else { return true }
        return ways[..<index].contains { !$0.isAdded && Self.holds($0.match, wherever: both) }
      }
      for severity in way.match["severity"] ?? [] where isLast && told[severity] == nil { told[severity] = way }
    }
    return told
  }

  private func isPlain(_ way: Way) -> Bool {
    way.match.keys == ["severity"] && way.mute.isEmpty && !way.isAdded && !way.notify.isEmpty
  }

  private func isSeverity(_ way: Way, _ told: [String: Way]) -> Bool {
    // An earlier way has told the same severity already where it is another's.
    isPlain(way) && (way.match["severity"] ?? []).allSatisfy { told[$0] != nil }
  }

  /// Whether whatever fulfils some conditions fulfils others too.
  private static func holds(_ match: Match, wherever both: Match) -> Bool {
    match.allSatisfy { label, values in both[label].map { $0.allSatisfy(values.contains) } ?? false }
  }

  private func tell(_ severity: String, _ way: Way, _ root: RoutingTree.Entry, _ draft: inout Draft) {
    if way.notify.isEmpty {
      draft.leave(
        .changed, "nobody was notified of `\(severity)`; here every receiver is, unless its `notify` names some",
        at: Place(root.route.node.range, in: file.source))
      if draft.receivers.count > 1 { draft.severities[severity]?.value["notify"] = .strings(draft.receivers.keys) }
      return
    }
    draft.severities[severity]?.value["notify"] = .strings(way.notify)
    let usual = RouteTimings(ofSeverity: draft.severities[severity]?.value)
    for (key, value) in timings(way).keys(besides: [usual]) { draft.severities[severity]?.value[key] = value }
  }

  private func timings(_ way: Way) -> RouteTimings { RouteTimings(tree.entries[way.route].options) }

  // MARK: Routes besides

  private func add(_ way: Way, to draft: inout Draft) {
    let match = way.match.map { Tree.Entry($0.key, $0.value.count == 1 ? .string($0.value[0]) : .strings($0.value)) }
    var value: Tree = ["match": .mapping(match)]
    if !way.notify.isEmpty { value["notify"] = .strings(way.notify) }
    if !way.notify.isEmpty, !way.isAdded { value["mode"] = "replace" }
    if !way.mute.isEmpty { value["mute"] = .strings(way.mute) }
    let severities = way.match["severity"] ?? draft.severities.keys
    let usual = severities.map { RouteTimings(ofSeverity: draft.severities[$0]?.value) }
    for (key, timing) in timings(way).keys(besides: usual) { value[key] = timing }
    draft.routes.append(Entry(value, from: Place(tree.entries[way.route].route.node.range, in: file.source)))
  }

  private func leaveGroupingByAll(_ route: AlertmanagerRoute, _ draft: inout Draft) {
    guard let all = route.groupBy?.first(where: { $0.value == "..." }) else { return }
    draft.leave(
      .leftOut, "`group_by` of `...`: the spec groups by labels that it names", at: Place(all.range, in: file.source))
  }

  /// The always-firing alert to a webhook is what the spec calls a heartbeat.
  private func isHeartbeat(_ match: Match, _ entry: RoutingTree.Entry, _ draft: inout Draft) -> Bool {
    let receiver = entry.options.receiver
    guard match.keys == ["alertname"], let names = match["alertname"],
      Set(names).isSubset(of: RoutingComparison.heartbeats),
      let name = receivers[receiver]?.first, case .string(let url)? = draft.receivers[name]?.value["url_file"]
    else { return false }
    let every = entry.route.repeatInterval.flatMap { PrometheusDuration($0.value) }.flatMap {
      $0.milliseconds >= 60_000 ? $0 : nil
    }
    draft.heartbeat = Entry(
      .compact(["url_file": .string(url), "every": every.map { .string($0.description) }]),
      from: Place(entry.route.node.range, in: file.source))
    let others = file.routes.filter { $0.receiver?.value == receiver }
    if others.count == 1 { draft.receivers[name] = nil }
    return true
  }
}
