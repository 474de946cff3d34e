import Documents
import Formats

/// The way of an alert through a routing tree, told to people and to programs.
struct RouteReport {
  let tree: RoutingTree
  let labels: [String: String]
  /// Other alerts that fire at the same time.
  let firing: [[String: String]]
  let instant: Instant
  let zones: TimeZoneLookup

  var trace: RoutingTrace { tree.trace(labels) }
  var receivers: [String] { trace.destinations.map { tree.entries[$0].options.receiver } }

  var file: AlertmanagerFile { tree.file }

  // MARK: Inhibition

  /// An inhibit rule that has to do with the alert.
  struct Bond {
    let rule: InhibitRule
    /// The conditions that an alert of the other side must fulfil.
    let matchers: [AlertMatcher]
    /// Labels that must be the same, with the alert's values.
    let equal: [(name: String, value: String?)]
    /// Of the alerts that fire, those which it holds for.
    let alerts: [[String: String]]
    /// Whether an alert that matches both sides is exempt, as this one matches both.
    let matchesBoth: Bool
  }

  /// What could mute the alert.
  var mutedBy: [Bond] {
    file.inhibitRules.filter { $0.target.matches(labels) }.map { rule in
      Bond(
        rule: rule, matchers: rule.source.matchers, equal: equal(rule),
        alerts: firing.filter { rule.inhibits(labels, by: $0) }, matchesBoth: rule.source.matches(labels))
    }
  }

  /// What the alert mutes while it fires.
  var mutes: [Bond] {
    file.inhibitRules.filter { $0.source.matches(labels) }.map { rule in
      Bond(
        rule: rule, matchers: rule.target.matchers, equal: equal(rule),
        alerts: firing.filter { rule.inhibits($0, by: labels) }, matchesBoth: rule.target.matches(labels))
    }
  }

  private func equal(_ rule: InhibitRule) -> [(String, String?)] { rule.equal.map { ($0.value, labels[$0.value]) } }

  func position(_ node: Node) -> Position { file.source.position(at: node.range.lowerBound) }

  /// `routes[0].routes[2]`, empty for the root.
  func path(_ index: Int) -> String {
    let steps = tree.ancestry(of: index)
    return zip(steps, steps.dropFirst()).map { parent, child in
      "routes[\(tree.entries[parent].children.firstIndex(of: child) ?? 0)]"
    }.joined(separator: ".")
  }

  func muting(_ destination: Int) -> Muting { tree.muting(at: destination, instant, zones: zones) }
}

extension Instant {
  /// RFC 3339 in UTC.
  var text: String {
    let time = CivilTime(self)
    let second = time.second < 10 ? "0\(time.second)" : "\(time.second)"
    return time.description.split(separator: " ").joined(separator: "T") + ":\(second)Z"
  }
}

extension [String: String] {
  /// `{alertname="Down", severity="critical"}`, sorted.
  var labelSet: String {
    "{" + sorted { $0.key < $1.key }.map { "\($0.key)=\(JSONWriter.quoted($0.value))" }.joined(separator: ", ") + "}"
  }
}
