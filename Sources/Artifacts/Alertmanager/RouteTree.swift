import Documents
import Project

/// The routing as Alertmanager's tree, where each node has one receiver.
enum RouteTree {
  static func tree(_ routing: Routing) -> Tree {
    [
      "receiver": .string(routing.fallback),
      "group_by": .strings(Routing.groupBy),
      "routes": .list(routing.routes.flatMap { route in route.branches.flatMap { nodes($0, of: route) } }),
    ]
  }

  /// An alert that goes on meets a node for each receiver; one that ends here, a child for each where there are several.
  private static func nodes(_ branch: ResolvedRoute.Branch, of route: ResolvedRoute) -> [Tree] {
    if route.continues { return branch.receivers.map { node(branch, of: route, $0) } }
    var tree = node(branch, of: route, branch.receivers[0])
    if branch.receivers.count > 1 { tree["routes"] = .list(children(branch, of: route)) }
    return [tree]
  }

  private static func node(_ branch: ResolvedRoute.Branch, of route: ResolvedRoute, _ receiver: String) -> Tree {
    .compact([
      "matchers": .matchers(branch.match),
      "receiver": .string(receiver),
      "group_by": branch.groupBy.isEmpty ? nil : .strings(branch.groupBy),
      "group_wait": branch.timings.map { .string($0.groupWait.description) },
      "group_interval": branch.timings.map { .string($0.groupInterval.description) },
      "repeat_interval": branch.timings.map { .string($0.repeatInterval.description) },
      "mute_time_intervals": route.mute.isEmpty ? nil : .strings(route.mute),
      "continue": route.continues ? true : nil,
    ])
  }

  private static func children(_ branch: ResolvedRoute.Branch, of route: ResolvedRoute) -> [Tree] {
    branch.receivers.enumerated().map { index, receiver in
      .compact([
        "receiver": .string(receiver), "mute_time_intervals": route.mute.isEmpty ? nil : .strings(route.mute),
        "continue": index < branch.receivers.count - 1 ? true : nil,
      ])
    }
  }
}
