import Documents

/// An address that the blackbox exporter probes.
package struct ProbeTarget: Sendable {
  /// `health`, `deep-health`, or the probe's name: the label `probe`.
  package var probe: String
  package var owner: Owner
  /// What the exporter is given as its target, and the label `instance`.
  package var address: String
  package var check: Check
  package var connection: Connection

  /// How it is asked, and what a good answer is.
  package enum Check: Sendable, Hashable {
    case http(status: [Int], body: String?)
    case tcp
    /// - `answer`: the pattern that a record must match.
    case dns(name: String, record: String, answer: String?)
    case icmp
    case grpc(service: String?)

    package var kind: Probe.Kind {
      switch self {
      case .http: .http
      case .tcp: .tcp
      case .dns: .dns
      case .icmp: .icmp
      case .grpc: .grpc
      }
    }
  }

  /// Whether a certificate is seen.
  package var usesTLS: Bool {
    switch check {
    case .http: address.hasPrefix("https:")
    case .tcp, .grpc: connection.tls != nil
    case .dns, .icmp: false
    }
  }
}

extension Probe {
  /// What is asked for what; nil for what could not be read.
  var request: (address: String, check: ProbeTarget.Check)? {
    switch kind {
    case .http: url.map { ($0.description, .http(status: status, body: body)) }
    case .tcp: target.map { ($0.description, .tcp) }
    case .dns:
      server.flatMap { server in
        name.map { (server.description, .dns(name: $0, record: record, answer: answer)) }
      }
    // A ping has no port that brackets would keep apart from the address.
    case .icmp: host.map { ($0.filter { $0 != "[" && $0 != "]" }, .icmp) }
    case .grpc: target.map { ($0.description, .grpc(service: grpcService)) }
    }
  }
}
