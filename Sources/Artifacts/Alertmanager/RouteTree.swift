import Documents
import Project

/// The tree that every alert falls through: the Watchdog first, then the spec's routes, then teams, then severities.
struct RouteTree {
  let stack: Stack

  static let groupBy = ["alertname", "severity", "service", "component"]

  var root: Tree {
    [
      "receiver": .string(fallback),
      "group_by": .strings(Self.groupBy),
      "routes": .list(watchdog + additions + decisions),
    ]
  }

  /// Alerts that no rule of this stack made still reach somebody, though nobody is woken.
  private var fallback: String {
    let calm = stack.severities[Rank.ticket.index(in: stack.severities)]
    return calm.notify.first ?? RouteNames.nobody
  }

  /// A Prometheus of somebody else's brings an always-firing alert of its own, or none.
  private var watchdog: [Tree] {
    guard stack.alerts.contains(where: { $0.name == "Watchdog" }) else { return [] }
    guard let heartbeat = stack.spec.heartbeat else {
      return [["matchers": ["alertname=\"Watchdog\""], "receiver": .string(RouteNames.nobody)]]
    }
    // At each look at the group, every `group_interval`, Alertmanager sends again what it sent longer ago than `repeat_interval`. What
    // went out just after the last look is a little younger than that, so an equal repetition would leave out every second one; half
    // leaves time for a delivery that is slow. `needsUpdate` in
    // https://github.com/prometheus/alertmanager/blob/00c66763eb9e6af5f8065805c0f053746cf26ff4/notify/notify.go
    let half = PrometheusDuration(milliseconds: (heartbeat.every.milliseconds + 1) / 2)
    return [
      [
        "matchers": ["alertname=\"Watchdog\""], "receiver": .string(RouteNames.heartbeat), "group_wait": "0s",
        "group_interval": .string(heartbeat.every.description), "repeat_interval": .string(half.description),
      ]
    ]
  }

  // MARK: The spec's routes

  /// `mode: add`: the alert notifies these receivers and goes on. A receiver that the severity notifies anyway is not notified twice.
  private var additions: [Tree] {
    stack.spec.routes.filter { $0.mode == .add && !$0.notify.isEmpty }.flatMap { route in
      severities(of: route).flatMap { severity in
        route.notify.filter { !severity.notify.contains($0) }.map { receiver in
          leaf(matchers(route.match, severity), severity, receiver, mute: route.mute, continues: true)
        }
      }
    }
  }

  /// Where an alert ends: at the first of the spec's routes that replace or only mute, at its team's, or at its severity's. What an
  /// earlier one takes whole, no later one is asked about.
  private var decisions: [Tree] {
    var trees: [Tree] = []
    var open = stack.severities
    for route in stack.spec.routes where route.mode == .replace || route.notify.isEmpty {
      let taken = severities(of: route).filter { severity in open.contains { $0.name == severity.name } }
      trees += taken.map { severity in
        branch(
          matchers(route.match, severity), severity, route.notify.isEmpty ? severity.notify : route.notify,
          mute: route.mute)
      }
      if route.match.keys.allSatisfy({ $0 == "severity" }) {
        open.removeAll { severity in taken.contains { $0.name == severity.name } }
      }
    }
    for (name, team) in stack.spec.teams {
      trees += open.map {
        branch([matcher("team", [name]), matcher("severity", [$0.name])], $0, team.notify, mute: [])
      }
    }
    return trees + open.map { branch([matcher("severity", [$0.name])], $0, $0.notify, mute: []) }
  }

  // MARK: Nodes

  /// A node with the severity's timings, and one child for each receiver where there are several.
  private func branch(_ matchers: [String], _ severity: SeverityLevel, _ receivers: [String], mute: [String]) -> Tree {
    guard receivers.count != 1 else { return leaf(matchers, severity, receivers[0], mute: mute, continues: false) }
    var tree = leaf(matchers, severity, receivers.first ?? RouteNames.nobody, mute: mute, continues: false)
    guard !receivers.isEmpty else { return tree }
    tree["routes"] = .list(
      receivers.enumerated().map { index, receiver in
        var child: Tree = ["receiver": .string(receiver)]
        if !mute.isEmpty { child["mute_time_intervals"] = .strings(mute) }
        if index < receivers.count - 1 { child["continue"] = true }
        return child
      })
    return tree
  }

  private func leaf(
    _ matchers: [String], _ severity: SeverityLevel, _ receiver: String, mute: [String], continues: Bool
  ) -> Tree {
    .compact([
      "matchers": .strings(matchers),
      "receiver": .string(receiver),
      "group_wait": .string(severity.groupWait.description),
      "group_interval": .string(severity.groupInterval.description),
      "repeat_interval": .string(severity.repeatInterval.description),
      "mute_time_intervals": mute.isEmpty ? nil : .strings(mute),
      "continue": continues ? true : nil,
    ])
  }

  /// Those that a route is for: all, or the ones that it names.
  private func severities(of route: Route) -> [SeverityLevel] {
    stack.severities.filter { route.match["severity"]?.contains($0.name) ?? true }
  }

  private func matchers(_ match: OrderedMap<[String]>, _ severity: SeverityLevel) -> [String] {
    match.filter { name, _ in name != "severity" }.map(matcher) + [matcher("severity", [severity.name])]
  }

  private func matcher(_ name: String, _ values: [String]) -> String {
    values.count == 1
      ? "\(name)=\(JSONWriter.quoted(values[0]))"
      : "\(name)=~\(JSONWriter.quoted(values.map(Selector.quotedMeta).joined(separator: "|")))"
  }
}
