import Documents

/// What Alertmanager refuses about how the parts of its file go together.
///
/// <https://github.com/prometheus/alertmanager/blob/main/config/config.go>, `Config.UnmarshalYAML` and `Load`, of August 2026.
extension AlertmanagerFile {
  /// Why Alertmanager would not load the file, in the order of the file.
  package var problems: [FormatProblem] {
    var problems = AlertmanagerShapes.file.problems(in: root)
    problems += matcherProblems
    problems += uniqueNameProblems
    problems += rootRouteProblems
    problems += referenceProblems
    problems += routes.flatMap(nullRouteProblems)
    problems += receivers.flatMap { receiver in ReceiverDefaults.problems(of: receiver, in: self) }
    return problems.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  private var matcherProblems: [FormatProblem] {
    routes.flatMap(\.matchers.problems) + inhibitRules.flatMap { $0.source.problems + $0.target.problems }
  }

  private var uniqueNameProblems: [FormatProblem] {
    twice(receivers.map(\.name), "a receiver") + twice(timeIntervals.map(\.name), "a time interval")
  }

  private func twice(_ names: [Text], _ what: String) -> [FormatProblem] {
    var seen: Set<String> = []
    return names.filter { !$0.value.isEmpty && !seen.insert($0.value).inserted }.map {
      FormatProblem("`\($0.value)` names \(what) a second time", help: "rename or remove one", at: $0.range)
    }
  }

  private var rootRouteProblems: [FormatProblem] {
    guard let route else {
      if let entry = root.entry("route"), !entry.value.isNull { return [] }
      return [
        FormatProblem(
          "no route is configured", help: "add `route:` with a `receiver:`",
          at: root.entry("route")?.key.range ?? root.range.lowerBound..<root.range.lowerBound)
      ]
    }
    var problems: [FormatProblem] = []
    func refuse(_ message: String, _ help: String, _ keys: String...) {
      for key in keys {
        guard let entry = route.node.given(key), entry.value.sequence?.isEmpty != true,
          entry.value.mapping?.isEmpty != true
        else { continue }
        problems.append(FormatProblem(message, help: help, at: entry.key.range))
      }
    }
    if route.receiver == nil {
      problems.append(
        FormatProblem(
          "the root route lacks a receiver, which is notified of what no other route takes", help: "add `receiver:`",
          at: root.entry("route")!.key.range))
    }
    refuse(
      "the root route takes every alert and cannot have matchers", "move them to a route under `routes:`", "match",
      "match_re", "matchers")
    refuse(
      "the root route cannot be muted", "move it to a route under `routes:`", "mute_time_intervals",
      "active_time_intervals")
    if route.continues {
      refuse("the root route cannot continue: nothing comes after it", "remove it", "continue")
    }
    return problems
  }

  private var referenceProblems: [FormatProblem] {
    var known = (
      receivers: NearestNames(among: receivers.map(\.name.value)),
      intervals: NearestNames(among: timeIntervals.map(\.name.value))
    )
    var problems: [FormatProblem] = []
    func refer(_ text: Text, _ what: String, _ names: inout NearestNames) {
      if names.contains(text.value) { return }
      problems.append(
        FormatProblem("\(what) `\(text.value)` is not defined", help: names.help(for: text.value), at: text.range))
    }
    for route in routes {
      if let receiver = route.receiver { refer(receiver, "the receiver", &known.receivers) }
      for interval in route.muteTimeIntervals + route.activeTimeIntervals {
        refer(interval, "the time interval", &known.intervals)
      }
    }
    return problems
  }

  /// Alertmanager does not refuse an empty item, it crashes on it.
  private func nullRouteProblems(_ route: AlertmanagerRoute) -> [FormatProblem] {
    (route.node["routes"]?.sequence ?? []).filter(\.isNull).map {
      FormatProblem("a route cannot be empty: Alertmanager crashes on it", help: "remove it", at: $0.range)
    }
  }
}
