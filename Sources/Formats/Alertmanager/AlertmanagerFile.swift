import Documents

/// An `alertmanager.yml` with its places.
///
/// What Alertmanager would refuse is left out of the values here, so that the rest can be looked at; `problems` reports it.
package struct AlertmanagerFile: Sendable {
  package let source: SourceFile
  package let root: Node
  /// nil where there is none, which Alertmanager refuses.
  package let route: AlertmanagerRoute?
  /// Every route, each before those below it.
  package let routes: [AlertmanagerRoute]
  package let receivers: [AlertmanagerReceiver]
  package let inhibitRules: [InhibitRule]
  /// Those under `time_intervals` and those under the older `mute_time_intervals`.
  package let timeIntervals: [NamedTimeInterval]
  /// The first receiver of each name.
  private let receiverIndices: [String: Int]

  package init(_ root: Node, in source: SourceFile) {
    self.source = source
    self.root = root
    route = root.written("route").flatMap { AlertmanagerRoute($0.value, in: source) }
    var routes: [AlertmanagerRoute] = []
    route?.visit { routes.append($0) }
    self.routes = routes
    receivers = (root["receivers"]?.sequence ?? []).compactMap(AlertmanagerReceiver.init)
    receiverIndices = Dictionary(
      receivers.enumerated().map { ($1.name.value, $0) }, uniquingKeysWith: { first, _ in first })
    inhibitRules = (root["inhibit_rules"]?.sequence ?? []).map { InhibitRule($0, in: source) }
    timeIntervals = ["mute_time_intervals", "time_intervals"].flatMap { key in
      (root[key]?.sequence ?? []).compactMap(NamedTimeInterval.init)
    }
  }

  package func receiver(_ name: String) -> AlertmanagerReceiver? { receiverIndices[name].map { receivers[$0] } }
  package func timeInterval(_ name: String) -> NamedTimeInterval? { timeIntervals.first { $0.name.value == name } }

}

/// A node of the routing tree. A class, as routes are handed on again and again.
package final class AlertmanagerRoute: Sendable {
  package let node: Node
  package let receiver: Text?
  package let groupBy: [Text]?
  package let matchers: MatcherList
  package let continues: Bool
  package let muteTimeIntervals: [Text]
  package let activeTimeIntervals: [Text]
  package let groupWait: Text?
  package let groupInterval: Text?
  package let repeatInterval: Text?
  package let routes: [AlertmanagerRoute]

  init?(_ node: Node, in source: SourceFile) {
    guard node.mapping != nil else { return nil }
    func texts(_ key: String) -> [Text] { (node[key]?.sequence ?? []).compactMap { Text($0) } }
    func text(_ key: String) -> Text? { Text(node.given(key)?.value) }
    self.node = node
    receiver = text("receiver")
    groupBy = node["group_by"]?.sequence.map { $0.compactMap { Text($0) } }
    matchers = MatcherList(node, prefix: "", in: source)
    continues = node.flag("continue") ?? false
    muteTimeIntervals = texts("mute_time_intervals")
    activeTimeIntervals = texts("active_time_intervals")
    groupWait = text("group_wait")
    groupInterval = text("group_interval")
    repeatInterval = text("repeat_interval")
    routes = (node["routes"]?.sequence ?? []).compactMap { AlertmanagerRoute($0, in: source) }
  }

  /// Calls `body` for itself and all below it, each before those below.
  fileprivate func visit(_ body: (AlertmanagerRoute) -> Void) {
    body(self)
    for route in routes { route.visit(body) }
  }
}

/// Somebody who can be notified.
package struct AlertmanagerReceiver: Sendable {
  package let node: Node
  package let name: Text
  package let integrations: [Integration]

  /// One way to tell them.
  package struct Integration: Sendable {
    /// `pagerduty`, `slack`…
    package let kind: String
    package let node: Node
  }

  init?(_ node: Node) {
    guard let name = Text(node["name"]) else { return nil }
    self.node = node
    self.name = name
    integrations = (node.mapping ?? []).flatMap { entry -> [Integration] in
      guard let key = entry.key.text, ReceiverShapes.integrations[key] != nil else { return [] }
      return (entry.value.sequence ?? []).map { Integration(kind: String(key.dropLast("_configs".count)), node: $0) }
    }
  }
}

/// While one alert fires, others are inhibited.
package struct InhibitRule: Sendable {
  package let node: Node
  package let name: Text?
  package let source: MatcherList
  package let target: MatcherList
  package let equal: [Text]

  init(_ node: Node, in file: SourceFile) {
    self.node = node
    name = Text(node["name"])
    source = MatcherList(node, prefix: "source_", in: file)
    target = MatcherList(node, prefix: "target_", in: file)
    equal = (node["equal"]?.sequence ?? []).compactMap { Text($0) }
  }
}
