import Documents
import PromQL

/// Routes that no alert of the stack takes: a misspelled label or value would be left out of the tree without a word.
enum RouteChecks {
  @Sendable static func run(_ context: inout SpecContext) {
    let alerts = RoutedAlerts(context.stack)
    let known = names(context)
    var open = context.stack.severities.map(\.name)
    for (index, route) in context.spec.routes.enumerated() where !route.match.isEmpty {
      let path: Path = ["routes", .index(index)]
      guard !context.isBroken(path + ["match"]), context.knowsSeverities else { continue }
      guard !namesUnknown(route, known), values(route, alerts, path, &context) else { continue }
      let taken = context.stack.severities.filter { route.match["severity"]?.contains($0.name) ?? true }
      guard !context.isBroken(path + ["mode"], path + ["notify"]) else { continue }
      if route.mode == .add, !route.notify.isEmpty {
        additions(route, taken, path, &context)
        continue
      }
      let still = taken.filter { open.contains($0.name) }
      if still.isEmpty {
        context.report(
          .route, "an earlier route takes every alert that this one is for", help: "move this one up, or remove it",
          at: path + ["match"])
      }
      if route.match.keys.allSatisfy({ $0 == "severity" }) {
        open.removeAll { name in still.contains { $0.name == name } }
      }
    }
  }

  /// Severities, services and components are the spec's own: each that is named must be there.
  @Sendable static func references(_ context: inout SpecContext) {
    var known = names(context)
    let knowsOwners = context.stack.knowsItsAlerts && !context.isBroken(["deploy", "provide"])
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
      names("severity", .unknownSeverity, "severities", context.stack.severities.map(\.name)),
      names("service", .unknownService, "services", context.stack.services.map(\.name)),
      names("component", .unknownComponent, "components", context.stack.components.map(\.name)),
    ]
  }

  /// Whether a route refers to an undefined name; each such name has its own finding.
  private static func namesUnknown(_ route: Route, _ known: [OwnNames]) -> Bool {
    known.contains { own in route.match[own.label]?.contains { !own.names.contains($0) } ?? false }
  }

  /// Whether some alert has one of the values of every label.
  private static func values(_ route: Route, _ alerts: RoutedAlerts, _ path: Path, _ context: inout SpecContext) -> Bool
  {
    guard context.knowsAlerts, context.stack.knowsItsAlerts, !alerts.canTake(route.match) else { return true }
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

  /// Receivers that are notified of everything in the route without it.
  private static func additions(
    _ route: Route, _ severities: [SeverityLevel], _ path: Path, _ context: inout SpecContext
  ) {
    let isKnown =
      !context.isMistyped(["receivers"])
      && context.spec.severities.indices.allSatisfy { !context.isBroken(["severities", .index($0), "notify"]) }
    let isIdle = isKnown && severities.allSatisfy { severity in route.notify.allSatisfy(severity.notify.contains) }
    guard isIdle, let first = severities.first else { return }
    context.report(
      .route,
      "this route has no effect: \(route.notify.map { "`\($0)`" }.joined(separator: " and ")) \(route.notify.count == 1 ? "is" : "are") notified of every \(severities.count == 1 ? "`\(first.name)`" : "alert") anyway",
      severity: .warning, help: "set `notify` of each severity, or use `mode: replace`",
      at: path + ["notify"])
  }
}

extension Stack {
  /// Whether the alerts of the stack are all that come to its routes: somebody else's Prometheus sends others, and a spec without a
  /// service is only begun.
  fileprivate var knowsItsAlerts: Bool { provides(.prometheus) && owners.contains { $0.kind == .service } }
}
