import Documents
import PromQL

/// Routes that no alert of the stack takes: a misspelled label or value would be left out of the tree without a word.
enum RouteChecks {
  @Sendable static func run(_ context: inout SpecContext) {
    let routes = sound(&context)
    let resolver = RouteResolver(severities: context.resolved.severities)
    for route in resolver.additions(routes) where route.branches.isEmpty { addsNothing(route, &context) }
    for route in resolver.endings(routes, [:]) where route.branches.isEmpty {
      guard case .route(let index) = route.cause else { continue }
      context.report(
        .route, "an earlier route takes every alert that this one is for", help: "move this one up, or remove it",
        at: ["routes", .index(index), "match"])
    }
  }

  /// The routes of which everything is known, each of which some alert can take; reports those that none can.
  private static func sound(_ context: inout SpecContext) -> RouteResolver.PlacedRoutes {
    if context.spec.routes.isEmpty { return [] }
    let alerts = RoutedAlerts(context)
    let known = names(context)
    return context.spec.routes.enumerated().filter { index, route in
      let path: Path = ["routes", .index(index)]
      return !route.match.isEmpty && !context.isBroken(path + ["match"]) && context.knowsSeverities
        && !namesUnknown(route, known) && values(route, alerts, path, &context)
        && !context.isBroken(path + ["mode"], path + ["notify"])
    }
  }

  /// Severities, services and components are the spec's own: each that is named must be there.
  @Sendable static func references(_ context: inout SpecContext) {
    var known = names(context)
    let knowsOwners = context.resolved.knowsItsAlerts && !context.isBroken(["deploy", "provide"])
    let isTold = ["severity": true, "service": knowsOwners, "component": knowsOwners && context.knowsParts]
    for (index, route) in context.spec.routes.enumerated() {
      for place in known.indices where isTold[known[place].label] == true {
        for (value, path) in values(of: known[place].label, route, ["routes", .index(index)], context)
        where !known[place].names.contains(value) && !context.declares(value, in: known[place].section) {
          context.unknown(known[place].unknown, value, among: &known[place].names, at: path)
        }
      }
    }
  }

  /// The names of a section that a label has for values.
  private struct OwnNames {
    var label: String
    var unknown: SpecFinding
    var section: String
    var names: NearestNames
  }

  private static func names(_ context: SpecContext) -> [OwnNames] {
    func names(_ label: String, _ unknown: SpecFinding, _ section: String, _ names: [String]) -> OwnNames {
      OwnNames(label: label, unknown: unknown, section: section, names: NearestNames(among: names))
    }
    return [
      names("severity", .unknownSeverity, "severities", context.resolved.severities.map(\.name)),
      names("service", .unknownService, "services", context.resolved.services.map(\.name)),
      names("component", .unknownComponent, "components", context.resolved.components.map(\.name)),
    ]
  }

  /// Whether a route refers to an undefined name; each such name has its own finding.
  private static func namesUnknown(_ route: Route, _ known: [OwnNames]) -> Bool {
    known.contains { own in route.match[own.label]?.contains { !own.names.contains($0) } ?? false }
  }

  /// Whether some alert has one of the values of every label.
  private static func values(_ route: Route, _ alerts: RoutedAlerts, _ path: Path, _ context: inout SpecContext) -> Bool
  {
    guard context.knowsAlerts, context.resolved.knowsItsAlerts, !alerts.canTake(route.match) else { return true }
    for (label, values) in route.match where !alerts.canTake([label: values]) {
      let known = alerts.values(of: label)
      let (message, help) =
        known.isEmpty
        ? ("no alert of the stack has a label `\(label)`", alerts.help(forLabel: label))
        : (
          "no alert of the stack has \(values.map { "`\(label)=\"\($0)\"`" }.joined(separator: " or "))",
          alerts.help(for: values[0], of: label)
        )
      context.report(
        .route, message, help: help,
        at: known.isEmpty ? path + ["match", .name(label)] : path + ["match", .key(label)])
      return false
    }
    context.report(
      .route, "no alert of the stack has all of these labels at once", help: "name fewer of them, or other values",
      at: path + ["match"])
    return false
  }

  /// The values of a label with their places: one, or a list of them.
  private static func values(of label: String, _ route: Route, _ path: Path, _ context: SpecContext) -> [(String, Path)]
  {
    let place = path + ["match", .key(label)]
    let isList = context.reading.node(at: place)?.sequence != nil
    return (route.match[label] ?? []).enumerated().map { ($1, isList ? place + [.index($0)] : place) }
  }

  /// Its receivers are notified of everything on the route without it.
  private static func addsNothing(_ route: ResolvedRoute, _ context: inout SpecContext) {
    let isKnown =
      !context.isMistyped(["receivers"])
      && context.spec.severities.indices.allSatisfy { !context.isBroken(["severities", .index($0), "notify"]) }
    guard isKnown, case .route(let index) = route.cause else { return }
    let receivers = route.notify.map { "`\($0)`" }.joined(separator: " and ")
    let severities = context.resolved.severities.map(\.name).filter { route.match["severity"]?.contains($0) ?? true }
    context.report(
      .route,
      "this route has no effect: \(receivers) \(route.notify.count == 1 ? "is" : "are") notified of every \(severities.count == 1 ? "`\(severities[0])`" : "alert") anyway",
      severity: .warning, help: "set `notify` of each severity, or use `mode: replace`",
      at: ["routes", .index(index), "notify"])
  }
}

extension ResolvedSpec {
  /// Whether the alerts of the stack are all that come to its routes: somebody else's Prometheus sends others, and a spec without a
  /// service is only begun.
  fileprivate var knowsItsAlerts: Bool { provides(.prometheus) && owners.contains { $0.kind == .service } }
}
