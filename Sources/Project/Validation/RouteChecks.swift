import Documents
import PromQL

/// Routes that no alert of the stack takes: a misspelled label or value would be left out of the tree without a word.
enum RouteChecks {
  @Sendable static func run(_ context: inout SpecContext) {
    let alerts = RoutedAlerts(context.stack)
    var open = context.stack.severities.map(\.name)
    for (index, route) in context.spec.routes.enumerated() where !route.match.isEmpty {
      let path: Path = ["routes", .index(index)]
      guard !context.isBroken(path + ["match"]), context.knowsSeverities else { continue }
      guard !namesUnknown(route, context), values(route, alerts, path, &context) else { continue }
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
    let known = names(context)
    for (index, route) in context.spec.routes.enumerated() {
      for (label, unknown, section, names) in known {
        if label != "severity", !context.stack.knowsItsAlerts || context.isBroken(["deploy", "provide"]) { continue }
        if label == "component", !context.knowsParts { continue }
        for (value, place) in values(of: label, route, ["routes", .index(index)], context)
        where !names.contains(value) && !context.declares(value, in: section) {
          context.unknown(unknown, value, among: names, at: place)
        }
      }
    }
  }

  private static func names(_ context: SpecContext)
    -> [(label: String, unknown: SpecFinding, section: String, names: [String])]
  {
    [
      ("severity", .unknownSeverity, "severities", context.stack.severities.map(\.name)),
      ("service", .unknownService, "services", context.stack.services.map(\.name)),
      ("component", .unknownComponent, "components", context.stack.components.map(\.name)),
    ]
  }

  /// Whether a route refers to an undefined name; each such name has its own finding.
  private static func namesUnknown(_ route: Route, _ context: SpecContext) -> Bool {
    names(context).contains { label, _, _, names in route.match[label]?.contains { !names.contains($0) } ?? false }
  }

  /// Whether some alert has one of the values of every label.
  private static func values(_ route: Route, _ alerts: RoutedAlerts, _ path: Path, _ context: inout SpecContext) -> Bool
  {
    guard context.knowsAlerts, context.stack.knowsItsAlerts, !alerts.canTake(route.match) else { return true }
    for (label, values) in route.match where !alerts.canTake([label: values]) {
      let known = alerts.values(of: label)
      let (message, help) =
        known.isEmpty
        ? ("no alert of the stack has a label `\(label)`", Spelling.help(for: label, among: alerts.labels))
        : (
          "no alert of the stack has \(values.map { "`\(label)=\"\($0)\"`" }.joined(separator: " or "))",
          Spelling.help(for: values[0], among: known)
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
  fileprivate var knowsItsAlerts: Bool { provides(.prometheus) && !services.isEmpty }
}

/// The labels that alerts of a stack have when they reach Alertmanager.
private final class RoutedAlerts {
  private struct Rule {
    /// Labels whose values are known.
    var fixed: [String: String]
    var expression: String
  }

  private let stack: Stack
  private let rules: [Rule]
  /// What Prometheus adds to each alert that has no such label.
  private let external: [String: String]
  /// The labels of each metric, worked out only where a route asks for what no rule sets.
  private lazy var known: [String: Set<String>] = {
    let target: Set<String> = ["job", "instance", "service", "component", "team", "probe"]
    var known: [String: Set<String>] = [:]
    for (name, metric) in stack.owners.lazy.flatMap(\.metrics) {
      known[name, default: target].formUnion(metric.labels.keys)
    }
    return known
  }()

  init(_ stack: Stack) {
    self.stack = stack
    external = Dictionary(stack.spec.prometheus.externalLabels.map { ($0, $1) }) { a, _ in a }
    // The heartbeat has a route of its own, before all others.
    rules = stack.alerts.filter { $0.name != "Watchdog" }.flatMap { alert in
      alert.levels.map { level in
        var fixed = Dictionary(alert.staticLabels(level).map { ($0.name, $0.value) }) { a, _ in a }
        fixed["alertname"] = alert.name
        return Rule(fixed: fixed, expression: level.expression)
      }
    }
  }

  /// Whether one of the alerts can have all of these labels.
  func canTake(_ match: OrderedMap<[String]>) -> Bool {
    rules.contains { rule in
      match.allSatisfy { label, values in
        // A template's value is anything.
        if let value = rule.fixed[label] { return value.includes("{{") || values.contains(value) }
        let result = result(of: rule)
        if result.presence(of: label) != .never { return result.value(of: label).map(values.contains) ?? true }
        return external[label].map(values.contains) ?? false
      }
    }
  }

  /// By expression: each route, and each of its labels, asks the same rules.
  private var results: [String: LabelFlow] = [:]

  private func result(of rule: Rule) -> LabelFlow {
    if let result = results[rule.expression] { return result }
    let known = known
    let result = Expr.parse(rule.expression).expression?.labels { $0.metricName.flatMap { known[$0] } } ?? .anything
    results[rule.expression] = result
    return result
  }

  var labels: [String] { Set(rules.flatMap(\.fixed.keys) + external.keys).sorted() }

  /// The values that are known of a label.
  func values(of label: String) -> [String] {
    Set(rules.compactMap { $0.fixed[label] } + [external[label]].compactMap { $0 }).sorted()
  }
}
