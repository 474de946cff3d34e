import Documents

/// Works out which route takes which alerts: the Watchdog first, then the spec's routes, then teams, then severities.
struct RouteResolver {
  /// With their receivers filled in, most urgent first.
  let severities: [SeverityLevel]

  /// - Parameter sendsWatchdog: whether there is an always-firing alert; a Prometheus of somebody else's brings one of its own, or none.
  func resolve(_ spec: Spec, sendsWatchdog: Bool) -> Routing {
    let routes = Array(spec.routes.enumerated())
    let calm = severities[Rank.ticket.index(in: severities)]
    return Routing(
      fallback: calm.notify.first ?? RouteNames.nobody,
      routes: (sendsWatchdog ? [watchdog(spec.heartbeat)] : []) + additions(routes) + endings(routes, spec.teams))
  }

  private func watchdog(_ heartbeat: Heartbeat?) -> ResolvedRoute {
    let match: OrderedMap = ["alertname": ["Watchdog"]]
    let receivers = [heartbeat == nil ? RouteNames.nobody : RouteNames.heartbeat]
    return ResolvedRoute(
      cause: .watchdog, match: match, notify: receivers, mode: .replace, mute: [],
      branches: [.init(match: match, receivers: receivers, timings: heartbeat?.timings, groupBy: [])])
  }

  /// Routes of the spec, each with its place there.
  typealias PlacedRoutes = [(offset: Int, element: Route)]

  /// Routes that notify others besides. A receiver that the severity notifies anyway is not notified twice.
  func additions(_ routes: PlacedRoutes) -> [ResolvedRoute] {
    routes.filter { $0.element.isAddition }.map { place, route in
      resolved(.route(place), route, for: severities(of: route)) { severity in
        route.notify.filter { !severity.notify.contains($0) }
      }
    }
  }

  /// Routes at which an alert ends: the first of the spec's that replace or only mute, its team's, or its severity's. What an earlier
  /// one takes whole, no later one is asked about.
  func endings(_ routes: PlacedRoutes, _ teams: OrderedMap<Team>) -> [ResolvedRoute] {
    var endings: [ResolvedRoute] = []
    var open = severities
    func end(_ cause: ResolvedRoute.Cause, _ route: Route) {
      let taken = severities(of: route).filter { severity in open.contains { $0.name == severity.name } }
      endings.append(
        resolved(cause, route, for: taken) { route.notify.isEmpty ? $0.notify : route.notify })
      if route.match.keys.allSatisfy({ $0 == "severity" }) {
        open.removeAll { severity in taken.contains { $0.name == severity.name } }
      }
    }
    for (place, route) in routes where !route.isAddition { end(.route(place), route) }
    for (name, team) in teams { end(.team(name), Route(match: ["team": [name]], notify: team.notify, mode: .replace)) }
    for severity in open { end(.severity(severity.name), Route(match: ["severity": [severity.name]])) }
    return endings
  }

  /// Those that a route is for: all, or the ones that it names.
  private func severities(of route: Route) -> [SeverityLevel] {
    severities.filter { route.match["severity"]?.contains($0.name) ?? true }
  }

  private func resolved(
    _ cause: ResolvedRoute.Cause, _ route: Route, for severities: [SeverityLevel],
    receivers: (SeverityLevel) -> [String]
  ) -> ResolvedRoute {
    let labels = route.match.filter { name, _ in name != "severity" }
    let branches = severities.compactMap { severity -> ResolvedRoute.Branch? in
      var match = labels
      match["severity"] = [severity.name]
      let receivers = receivers(severity)
      if receivers.isEmpty, route.isAddition { return nil }
      return .init(
        match: match, receivers: receivers.isEmpty ? [RouteNames.nobody] : receivers,
        timings: severity.timings(on: route.grouping),
        groupBy: route.grouping.labels.isEmpty ? severity.grouping.labels : route.grouping.labels)
    }
    return ResolvedRoute(
      cause: cause, match: route.match, notify: route.notify, mode: route.mode, mute: route.mute, branches: branches)
  }
}

extension Route {
  /// Whether its receivers are notified besides those of the severity.
  var isAddition: Bool { mode == .add && !notify.isEmpty }
}

extension Heartbeat {
  /// At each look at the group, every `group_interval`, Alertmanager sends again what it sent longer ago than `repeat_interval`. What
  /// went out just after a look is a little younger than that many looks later, so that `every` is one look longer than
  /// `repeat_interval`: a whole interval is left for a delivery that is slow. Looks are at most a minute apart. `needsUpdate` in
  /// https://github.com/prometheus/alertmanager/blob/00c66763eb9e6af5f8065805c0f053746cf26ff4/notify/notify.go
  var timings: NotificationTimings {
    let looks = max(2, (every.milliseconds + 59_999) / 60_000)
    let interval = max(1, every.milliseconds / looks)
    return NotificationTimings(
      groupWait: .seconds(0), groupInterval: PrometheusDuration(milliseconds: interval),
      repeatInterval: PrometheusDuration(milliseconds: interval * (looks - 1)))
  }
}
