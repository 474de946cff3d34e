import Documents

/// What a spec must have for an alert or a panel of a pack to have anything to speak of: their key `if`.
package enum PackCondition: String, CaseIterable, Sendable {
  case health = "probes.health"
  case deepHealth = "probes.deep_health"
  case tls = "probes.tls"
  case http = "probes.http"
  case dns = "probes.dns"
  case icmp = "probes.icmp"
  case grpc = "probes.grpc"
  case scraped = "service.scraped"
  case remoteWrite = "prometheus.remote_write"
  case logs
  case unmanaged = "exporter.unmanaged"
  case instrumentation

  /// What an owner lacks where it does not hold.
  var lack: String {
    switch self {
    case .health: "it has no probe but that of its deep health"
    case .deepHealth: "it has no `deep_path`"
    case .tls: "none of its probes asks over TLS"
    case .http, .dns, .icmp, .grpc: "it has no probe of the type `\(kind?.rawValue ?? "")`"
    case .scraped: "it sends its metrics and is not scraped"
    case .remoteWrite: "there is no `remote_write`"
    case .logs: "the stack reads no log lines of it"
    case .instrumentation: "the spec asks for no `instrumentation`"
    case .unmanaged: "the stack runs its exporter, which may see the network of a container alone"
    }
  }

  /// The kind of probe that it asks for.
  fileprivate var kind: Probe.Kind? {
    switch self {
    case .http: .http
    case .dns: .dns
    case .icmp: .icmp
    case .grpc: .grpc
    case .health, .deepHealth, .tls, .scraped, .remoteWrite, .logs, .unmanaged, .instrumentation: nil
    }
  }

  package static let codec = Codec<PackCondition>.word
}

extension PackAlert {
  /// What the spec must have, for which the language alone may be the reason.
  var needs: PackCondition? { condition ?? (language == .logQL ? .logs : nil) }
}

extension PackPanel {
  /// What the spec must have, for which the language alone may be the reason.
  var needs: PackCondition? { condition ?? (queries.contains { $0.language == .logQL } ? .logs : nil) }
}

extension ResolvedSpec {
  /// Whether an alert or a panel has something to speak of at an owner.
  func meets(_ condition: PackCondition?, for owner: Owner) -> Bool {
    func isProbed(_ isFitting: (ProbeTarget) -> Bool) -> Bool {
      probes(of: owner.name).contains(where: isFitting)
    }
    return switch condition {
    case nil: true
    case .health: isProbed { $0.probe != "deep-health" }
    case .deepHealth: isProbed { $0.probe == "deep-health" }
    case .tls: isProbed(\.usesTLS)
    case .http, .dns, .icmp, .grpc: isProbed { $0.check.kind == condition?.kind }
    case .scraped: !owner.sent.contains(.metrics)
    case .remoteWrite: !spec.prometheus.remoteWrite.isEmpty
    case .logs: logMatcher(of: owner) != nil
    case .instrumentation: spec.instrumentation != .none
    case .unmanaged: spec.components[owner.name]?.isManaged == false
    }
  }
}
