import Documents

/// Who can be notified: the spec's receivers, and those that the stack makes by itself.
package struct ResolvedReceiver: Sendable {
  package enum Kind: Sendable {
    case declared(Receiver)
    /// The stack's own relay, which passes the Watchdog on to the dead-man's switch.
    case relay
    /// The dead-man's switch itself: an Alertmanager of somebody else's has no relay of ours beside it.
    case switchAddress(SecretReference)
    /// What reaches it, nobody is notified of.
    case nobody
  }

  package let name: String
  package let kind: Kind

  /// Whether the spec names it.
  package var isDeclared: Bool { if case .declared = kind { true } else { false } }

  /// The spec's receivers, and of the stack's own those that the routing reaches.
  /// - Parameter hasRelay: whether the stack runs the relay to the dead-man's switch.
  static func all(_ spec: Spec, _ routing: Routing, hasRelay: Bool) -> [ResolvedReceiver] {
    var receivers = spec.receivers.map { ResolvedReceiver(name: $0, kind: .declared($1)) }
    if routing.reaches(RouteNames.heartbeat), let heartbeat = spec.heartbeat {
      receivers.append(.init(name: RouteNames.heartbeat, kind: hasRelay ? .relay : .switchAddress(heartbeat.url)))
    }
    if routing.reaches(RouteNames.nobody) { receivers.append(.init(name: RouteNames.nobody, kind: .nobody)) }
    return receivers
  }
}

/// Receivers that pharos makes by itself.
package enum RouteNames {
  package static let heartbeat = "heartbeat"
  package static let nobody = "nobody"
}
