import Documents
import Formats

/// The tree of routes, as what each severity tells whom, and the routes besides.
struct RouteImport {
  let file: AlertmanagerFile
  /// Receivers of the spec by their names in the file.
  let receivers: [String: [String]]

  /// Labels and values that an alert must have.
  private typealias Match = OrderedMap<[String]>

  func add(to draft: inout Draft) {
    guard let root = file.route else { return }
    SeverityImport.declareStandard(in: &draft)
    var told: [String: [String]] = [:]
    leaveTimings(root, &draft)
    for child in root.routes { add(child, below: [:], receiver: root.receiver?.value ?? "", &told, to: &draft) }
    let rest = receivers[root.receiver?.value ?? ""] ?? []
    for severity in draft.severities.keys {
      let notify = told[severity] ?? rest
      guard !notify.isEmpty else {
        draft.leave(
          .changed, "nobody was notified of `\(severity)`; here every receiver is, unless its `notify` names some",
          at: Place(root.node.range, in: file.source))
        if draft.receivers.count > 1 {
          draft.severities[severity]?.value["notify"] = .strings(draft.receivers.keys)
        }
        continue
      }
      draft.severities[severity]?.value["notify"] = .strings(notify)
    }
  }

  /// Routes below are asked first, so they come first.
  private func add(
    _ route: AlertmanagerRoute, below outer: Match, receiver inherited: String, _ told: inout [String: [String]],
    to draft: inout Draft
  ) {
    let place = Place(route.node.range, in: file.source)
    let receiver = route.receiver?.value ?? inherited
    if let label = route.matchers.placed.map(\.matcher.name).first(where: SecretNames.mayHoldSecret) {
      return draft.leave(
        .leftOut, "a route by the label `\(label)` and those below it: its value may be a secret", at: place)
    }
    guard let match = match(route, below: outer) else {
      return draft.leave(
        .leftOut,
        "a route and those below it: the spec's routes name the values of labels, not patterns or what must not be",
        at: place)
    }
    if isHeartbeat(match, receiver, route, &draft) { return }
    for child in route.routes { add(child, below: match, receiver: receiver, &told, to: &draft) }
    leaveTimings(route, &draft)
    for interval in route.activeTimeIntervals {
      draft.leave(
        .leftOut, "`active_time_intervals`: the spec mutes by time, and has the opposite of `\(interval.value)` only",
        at: Place(interval.range, in: file.source))
    }
    let notify = receivers[receiver] ?? []
    if match.keys == ["severity"], route.muteTimeIntervals.isEmpty, !route.continues, !notify.isEmpty {
      for severity in match["severity"] ?? [] {
        SeverityImport.declare(severity, in: &draft)
        if told[severity] == nil { told[severity] = notify }
      }
      return
    }
    guard !match.isEmpty, !notify.isEmpty || !route.muteTimeIntervals.isEmpty else {
      let isSilent = file.receiver(receiver)?.integrations.isEmpty ?? true
      let reason =
        match.isEmpty
        ? "a route for every alert: the severities say who is notified"
        : isSilent
          ? "a route that notifies nobody: the spec has none that only silences"
          : "a route that notifies nobody here: nothing of its receiver `\(receiver)` was carried over"
      return draft.leave(.leftOut, reason, at: place)
    }
    var value: Tree = [
      "match": .mapping(match.map { .init($0.key, $0.value.count == 1 ? .string($0.value[0]) : .strings($0.value)) })
    ]
    if !notify.isEmpty { value["notify"] = .strings(notify) }
    if !notify.isEmpty, !route.continues { value["mode"] = "replace" }
    if !route.muteTimeIntervals.isEmpty {
      value["mute"] = .strings(route.muteTimeIntervals.map { AlertmanagerImport.intervalName($0.value) })
    }
    draft.routes.append(Entry(value, from: place))
  }

  /// The route's own conditions and those above it; nil where one of them does not name values.
  private func match(_ route: AlertmanagerRoute, below outer: Match) -> Match? {
    var result = outer
    for placed in route.matchers.placed {
      guard let values = placed.matcher.values, !values.contains("") else { return nil }
      let known = result[placed.matcher.name]
      result[placed.matcher.name] = known.map { $0.filter { values.contains($0) } } ?? values
    }
    return result.values.contains { $0.isEmpty } || !route.matchers.problems.isEmpty ? nil : result
  }

  /// The always-firing alert to a webhook is what the spec calls a heartbeat.
  private func isHeartbeat(_ match: Match, _ receiver: String, _ route: AlertmanagerRoute, _ draft: inout Draft) -> Bool
  {
    guard match.keys == ["alertname"], let names = match["alertname"],
      Set(names).isSubset(of: ["Watchdog", "DeadMansSwitch"]),
      let name = receivers[receiver]?.first, case .string(let url)? = draft.receivers[name]?.value["url_file"]
    else { return false }
    let every = route.repeatInterval.flatMap { PrometheusDuration($0.value) }.flatMap {
      $0.milliseconds >= 60_000 ? $0 : nil
    }
    draft.heartbeat = Entry(
      .compact(["url_file": .string(url), "every": every.map { .string($0.description) }]),
      from: Place(route.node.range, in: file.source))
    let others = file.routes.filter { $0.receiver?.value == receiver }
    if others.count == 1 { draft.receivers[name] = nil }
    return true
  }

  private func leaveTimings(_ route: AlertmanagerRoute, _ draft: inout Draft) {
    let keys = ["group_by", "group_wait", "group_interval", "repeat_interval"].filter { route.node[$0] != nil }
    guard !keys.isEmpty else { return }
    draft.leave(
      .leftOut, "\(Remark.list(keys)) of a route: they follow from the severity's `respond_within`",
      at: Place(route.node.range, in: file.source))
  }
}
