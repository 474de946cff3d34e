import Documents
import Formats

/// Receivers, routes and time intervals of an `alertmanager.yml`.
package enum AlertmanagerImport {
  /// - Throws: `ImportError` where the file cannot be read or is no `alertmanager.yml`.
  package static func add(_ path: String, _ files: ImportFiles, to draft: inout Draft) throws(ImportError) {
    let (root, source) = try files.root(path)
    guard root["route"] != nil || root["receivers"] != nil else {
      throw ImportError(message: "\(path) is no alertmanager.yml: neither `route:` nor `receivers:` is at its top")
    }
    draft.origins.append(path)
    let file = AlertmanagerFile(root, in: source)
    var receivers = ReceiverImport(file: file)
    receivers.add(to: &draft)
    for interval in file.timeIntervals { add(interval, file, to: &draft) }
    RouteImport(file: file, receivers: receivers.names).add(to: &draft)
    draft.comparisons.append(RoutingComparison(file: file, receivers: receivers.names))
    leaveUnusedReceivers(receivers.names, file, &draft)
    leaveUnusedIntervals(file, &draft)
    leaveRest(file, &draft)
  }

  /// The name of a time interval in the spec.
  static func intervalName(_ text: String) -> String { OwnerName.slug(text) ?? "interval" }

  private static func add(_ interval: NamedTimeInterval, _ file: AlertmanagerFile, to draft: inout Draft) {
    let sections = ["mute_time_intervals", "time_intervals"].flatMap { file.root[$0]?.sequence ?? [] }
    let node = sections.first { $0["name"]?.text == interval.name.value }?["time_intervals"]
    let items = (node?.sequence ?? []).map { item -> Tree in
      var tree = Tree(item)
      // Days are written small in the spec.
      if let days = item["weekdays"]?.texts { tree["weekdays"] = .strings(days.map { $0.lowercased() }) }
      if let times = item["times"]?.sequence { tree["times"] = .list(times.flatMap(split)) }
      return tree
    }
    guard !items.isEmpty else { return }
    draft.timeIntervals[intervalName(interval.name.value)] = Entry(
      .list(items), from: Place(interval.name.range, in: file.source))
  }

  /// A range over midnight, which Alertmanager itself refuses, as the two that it means.
  private static func split(_ range: Node) -> [Tree] {
    guard let start = range["start_time"]?.text, let end = range["end_time"]?.text,
      let from = MinuteRange.minute(start), let to = MinuteRange.minute(end), 0 < to, to < from
    else { return [Tree(range)] }
    return [
      ["start_time": .string(start), "end_time": "24:00"], ["start_time": "00:00", "end_time": .string(end)],
    ]
  }

  /// What no route notifies here stays behind, unless nothing would be left.
  private static func leaveUnusedReceivers(
    _ names: [String: [String]], _ file: AlertmanagerFile, _ draft: inout Draft
  ) {
    // A severity that names nobody notifies everybody.
    let told = draft.severities.values.map { $0.value["notify"] }
    guard !told.isEmpty, !told.contains(nil) else { return }
    let lists = told + draft.routes.map { $0.value["notify"] }
    let used = lists.flatMap { list -> [Tree] in if case .list(let items)? = list { items } else { [] } }
    let unused = file.receivers.flatMap { names[$0.name.value] ?? [] }.filter {
      draft.receivers[$0] != nil && !used.contains(.string($0))
    }
    for name in unused where draft.receivers.count > 1 {
      let place = draft.receivers[name]?.place ?? Place(file.root.range, in: file.source)
      draft.receivers[name] = nil
      draft.leave(.leftOut, "the receiver `\(name)`: no route that was carried over notifies it", at: place)
    }
  }

  private static func leaveUnusedIntervals(_ file: AlertmanagerFile, _ draft: inout Draft) {
    let used = draft.routes.flatMap { route -> [Tree] in
      if case .list(let names)? = route.value["mute"] { names } else { [] }
    }
    for interval in file.timeIntervals {
      let name = intervalName(interval.name.value)
      guard draft.timeIntervals[name] != nil, !used.contains(.string(name)) else { continue }
      draft.timeIntervals[name] = nil
      draft.leave(
        .leftOut, "the time interval `\(interval.name.value)`: no route here is muted in it",
        at: Place(interval.name.range, in: file.source))
    }
  }

  /// Settings of `global` that receivers have taken their part of.
  private static let taken: Set<String> = [
    "slack_api_url", "slack_api_url_file", "smtp_from", "smtp_smarthost", "smtp_auth_username", "smtp_auth_password",
    "smtp_auth_password_file", "smtp_require_tls",
  ]

  private static func leaveRest(_ file: AlertmanagerFile, _ draft: inout Draft) {
    for entry in file.root["global"]?.mapping ?? [] where !taken.contains(entry.key.text ?? "") {
      draft.leave(
        .leftOut, "`\(entry.key.text ?? "")` under `global`: the spec has no such key",
        at: Place(entry.key.range, in: file.source))
    }
    for rule in file.inhibitRules {
      draft.leave(
        .leftOut, "an inhibit rule: the stack mutes symptoms and lesser severities by itself",
        at: Place(rule.node.range, in: file.source))
    }
    for entry in file.root.mapping ?? [] {
      let key = entry.key.text ?? ""
      guard !["global", "route", "receivers", "inhibit_rules", "time_intervals", "mute_time_intervals"].contains(key)
      else { continue }
      let reason = key == "templates" ? "the stack has message templates of its own" : "the spec has no such key"
      draft.leave(.leftOut, "`\(key)`: \(reason)", at: Place(entry.key.range, in: file.source))
    }
  }
}
