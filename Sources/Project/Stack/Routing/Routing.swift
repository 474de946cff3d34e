import Documents

/// Who is notified of which alert, and when.
package struct Routing: Sendable {
  /// Who is notified of alerts that no rule of the stack made: somebody, though nobody is woken.
  package let fallback: String
  /// In the order in which an alert meets them: the Watchdog's, those that add receivers, and those at the first of which it ends.
  package let routes: [ResolvedRoute]

  /// Alerts that agree in these labels come in one notification.
  ///
  /// By alert, owner and objective: Alertmanager holds what is new in a group that was notified back for a `group_interval`, and a page must
  /// not wait behind something else. Two objectives of a service have alerts of one name.
  package static let groupBy = ["alertname", "severity", "service", "component", "objective"]

  /// What the spec's routes say and then its teams, each in its order.
  package var declared: [ResolvedRoute] {
    let placed = routes.compactMap { route in if case .route(let place) = route.cause { (place, route) } else { nil } }
    let teams = routes.filter { if case .team = $0.cause { true } else { false } }
    return placed.sorted { $0.0 < $1.0 }.map(\.1) + teams
  }

  /// Whether some alert may reach a receiver.
  func reaches(_ receiver: String) -> Bool {
    fallback == receiver || routes.contains { $0.branches.contains { $0.receivers.contains(receiver) } }
  }
}

/// What the Watchdog, a route of the spec, a team or a severity says of who is notified.
package struct ResolvedRoute: Sendable {
  /// Why there is a route.
  package enum Cause: Sendable {
    case watchdog
    /// The route at this place of the spec's `routes`.
    case route(Int)
    case team(String)
    case severity(String)
  }

  package let cause: Cause
  /// Labels and the values of which an alert must have one.
  package let match: OrderedMap<[String]>
  /// Receivers that are named; none where those of the alert's severity are notified.
  package let notify: [String]
  /// Whether those are notified besides the receivers of the severity, or instead of them.
  package let mode: Route.Mode
  /// Time intervals in which nobody is notified.
  package let mute: [String]
  /// One for each severity that comes here, as timings are a severity's.
  package let branches: [Branch]

  /// The alerts of one severity on a route.
  package struct Branch: Sendable {
    package let match: OrderedMap<[String]>
    package let receivers: [String]
    /// Those of the route around it where nil.
    package let timings: NotificationTimings?
    /// Those of the tree's root where empty.
    package let groupBy: [String]
  }

  /// Whether an alert goes on to the next route, so that these receivers are notified besides others.
  package var continues: Bool { mode == .add && !notify.isEmpty }
}
