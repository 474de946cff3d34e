import Documents
import Formats

extension Rule {
  static let unreachedRoute = Rule(
    "routes/no-alert", .warning,
    "a route that no alert of the project reaches",
    why: """
      Each alert's labels are sent through the tree: those of its rule and group, those that its expression carries, and \
      external labels where a `prometheus.yml` is among the files. Whoever the route notifies gets none of them.
      """,
    bad: [
      Example(files: [
        "alertmanager.yml": """
        route:
          receiver: team
          routes:
            - matchers: [severity="⟦critcal⟧"]
              receiver: oncall
            - matchers: [⟦severity="warning", alertname="Down"⟧]
              receiver: oncall
            - matchers: [⟦alert="Slow"⟧]
              receiver: oncall
        receivers: [{ name: team }, { name: oncall }]
        """,
        "rules.yml": """
        groups:
          - name: example
            rules:
              - { alert: Down, expr: up == 0, labels: { severity: critical } }
              - { alert: Slow, expr: latency > 1, labels: { severity: warning } }
        """,
      ])
    ],
    good: [
      Example(files: [
        "alertmanager.yml": """
        route:
          receiver: team
          routes:
            - matchers: [severity="critical", cluster="eu"]
              receiver: oncall
            - matchers: [team="web"]
            - matchers: [instance=~"db.*"]
            - matchers: [alertname="Down"]
        receivers: [{ name: team }, { name: oncall }]
        """,
        "rules.yml": """
        groups:
          - name: example
            rules:
              - { alert: Down, expr: up == 0, labels: { severity: critical, team: '{{ $labels.owner }}' } }
        """,
      ])
    ],
    check: .project { facts, reporter in
      guard let view = facts.alerting.routing, !view.alerts.isEmpty else { return }
      let declared = Set(reporter.knowledge.stack?.severities.map(\.name) ?? [])
      for tree in view.trees {
        let entered = tree.reaches.reduce(into: Set<Int>()) { $0.formUnion($1.entered) }
        let impossible = RouteLogic(tree.tree).impossible
        var arriving = ArrivingAlerts(view, tree)
        for (index, entry) in tree.tree.entries.enumerated() {
          if entered.contains(index) {
            for placed in entry.route.matchers.placed where view.mistakesName(placed.matcher) {
              reporter.report(
                "no alert has the label `\(placed.matcher.name)`: the name of an alert is in `alertname`",
                at: placed.range, in: tree.tree.file.source, help: "did you mean `alertname`?")
            }
            continue
          }
          // Routes below one that is not reached, and those that can never be, have another cause.
          // A spec declares its severities whether or not an alert has each today.
          if entry.route.matchers.placed.contains(where: {
            $0.matcher.name == "severity" && $0.matcher.operation == .equal && declared.contains($0.matcher.value)
          }) {
            continue
          }
          if entry.route.matchers.placed.contains(where: {
            $0.matcher.name == "alertname" && standard.contains($0.matcher.value)
          }) {
            continue
          }
          guard let parent = entry.parent, entered.contains(parent), !impossible.contains(index) else { continue }
          arriving.at(parent) { alerts in
            guard alerts.fulfilling(entry.route.matchers).isEmpty else { return }
            report(entry.route, &alerts, view, tree.tree.file, &reporter)
          }
        }
      }
    })
}

/// The alerts that come to each route.
private struct ArrivingAlerts {
  private let view: RoutingView
  private let members: [Int: [Int]]
  private var indices: [Int: AlertIndex] = [:]

  init(_ view: RoutingView, _ tree: RoutingView.Tree) {
    self.view = view
    members = tree.reaches.enumerated().reduce(into: [:]) { members, reach in
      for route in reach.element.entered where !tree.tree.entries[route].children.isEmpty {
        members[route, default: []].append(reach.offset)
      }
    }
  }

  mutating func at(_ route: Int, _ body: (inout AlertIndex) -> Void) {
    body(&indices[route, default: AlertIndex((members[route] ?? []).map { view.groups[$0].labels })])
  }
}

private func report(
  _ route: AlertmanagerRoute, _ arriving: inout AlertIndex, _ view: RoutingView, _ file: AlertmanagerFile,
  _ reporter: inout Reporter
) {
  let count = view.alerts.count == 1 ? "the one alert" : "none of the \(view.alerts.count) alerts"
  for placed in route.matchers.placed {
    let matcher = placed.matcher
    guard arriving.lacks(matcher) else { continue }
    // A pattern that is compared as a text says so itself.
    if matcher.isPatternLike { return }
    let unmet = UnmetMatcher(matcher, &arriving)
    let verb = view.alerts.count == 1 ? "does not have" : "has"
    return reporter.report(
      unmet.isAbsent
        ? "\(count) \(verb) the label `\(matcher.name)`: no alert reaches this route"
        : "\(count) \(verb) \(matcher): no alert reaches this route",
      at: unmet.isAbsent ? placed.range : placed.textRange(in: file.source), in: file.source, help: unmet.help)
  }
  reporter.report(
    "\(count) \(view.alerts.count == 1 ? "does not fulfil" : "fulfils") all conditions at once: no alert reaches this route",
    at: route.place, in: file.source, help: "correct the conditions, or remove the route")
}

/// Alerts that the Prometheus operator's stack brings along.
///
/// Source: prometheus-operator/kube-prometheus, manifests/kubePrometheus-prometheusRule.yaml.
private let standard: Set<String> = ["Watchdog", "InfoInhibitor"]

/// Why no alert fulfils a condition, and what might have been meant.
struct UnmetMatcher {
  /// Values that alerts have for its label.
  let values: [String]
  /// Whether no alert has the label at all.
  let isAbsent: Bool
  private let nearest: String?

  init(_ matcher: AlertMatcher, _ alerts: inout AlertIndex) {
    let column = alerts.column(matcher.name)
    // Of thousands of values nothing is asked under a name that holds none.
    values =
      SecretNames.mayHoldSecret(matcher.name)
      ? column.values.map { SecretText.shown($0, under: matcher.name) }.uniqued() : column.values
    isAbsent = column.isAbsent
    var nearest: String?
    for value in matcher.values ?? [] where nearest == nil { nearest = alerts.nearest(to: value, on: matcher.name) }
    self.nearest = nearest.map { SecretText.shown($0, under: matcher.name) }
  }

  var help: String {
    if let nearest, nearest != SecretText.mask { return "did you mean `\(nearest)`?" }
    if isAbsent { return "add the label to the rules that are meant, or remove the condition" }
    if values.isEmpty { return "correct or remove the condition" }
    let shown = values.prefix(6).map { "`\($0)`" }.joined(separator: ", ")
    return "alerts have \(shown)\(values.count > 6 ? " and \(values.count - 6) more" : "")"
  }
}

extension MatcherList.Placed {
  /// The value without its quotes.
  func textRange(in source: SourceFile) -> Range<Int> {
    let bytes = source.bytes[valueRange]
    let isQuoted =
      bytes.count >= 2 && bytes.first == bytes.last
      && (bytes.first == UInt8(ascii: "\"") || bytes.first == UInt8(ascii: "'"))
    return isQuoted ? valueRange.lowerBound + 1..<valueRange.upperBound - 1 : valueRange
  }
}
