import Documents
import Project
import Regeneration

/// `blackbox/blackbox.yml`: one module for each kind of good answer and way to reach it,
/// <https://github.com/prometheus/blackbox_exporter/blob/v0.28.0/CONFIGURATION.md>.
enum BlackboxConfiguration {
  @Sendable static func generate(_ stack: Stack) -> [Artifact] {
    guard !stack.probes.isEmpty else { return [] }
    var modules: OrderedMap<Tree> = [:]
    for probe in stack.probes {
      let name = module(of: probe, in: stack)
      if modules[name] == nil { modules[name] = tree(probe, stack) }
    }
    let tree: Tree = ["modules": .mapping(modules.map { .init($0, $1) })]
    return [.yaml("blackbox/blackbox.yml", tree, "What a good answer is, by module.", stack)]
  }

  /// Plain health checks share a module, as do plain connections and pings; everything else has one of its own.
  static func module(of probe: ProbeTarget, in stack: Stack) -> String {
    let kind = probe.check.kind.rawValue
    let isHealth = probe.probe == "health" || probe.probe == "deep-health"
    let isPlain = hasDefaultConnection(probe)
    if [.tcp, .icmp, .grpc(service: nil)].contains(probe.check), isPlain { return kind }
    let name = isHealth && !isPlain ? "\(probe.owner.name)_\(probe.probe)" : probe.probe
    return "\(kind)_" + String(name.map { $0 == "-" ? "_" : $0 })
  }

  private static func hasDefaultConnection(_ probe: ProbeTarget) -> Bool {
    probe.connection.secrets.isEmpty && probe.connection.headers.isEmpty && probe.connection.timeout == nil
      && probe.connection.tls == nil
  }

  private static func tree(_ probe: ProbeTarget, _ stack: Stack) -> Tree {
    let kind = probe.check.kind.rawValue
    let settings: Tree =
      switch probe.check {
      case .http(let status, let body): http(probe.connection, status, body)
      case .tcp, .icmp: [:]
      case .dns(let name, let record, let answer):
        [
          "query_name": .string(name), "query_type": .string(record),
          // A record's text has tabs between its parts. One that points elsewhere, a CNAME, is no answer by itself.
          "validate_answer_rrs": ["fail_if_none_matches_regexp": [.string(answer ?? #"\tIN\t\#(record)\t"#)]],
        ]
      case .grpc(let service): .compact(["service": service.map { .string($0) }])
      }
    return [
      "prober": .string(kind), "timeout": .string((probe.connection.timeout ?? .seconds(5)).description),
      kind: (["preferred_ip_protocol": "ip4"] as Tree).merging(settings).merging(security(probe, stack)),
    ]
  }

  private static func http(_ connection: Connection, _ status: [Int], _ body: String?) -> Tree {
    .compact([
      "valid_status_codes": .list(status.map { .integer($0) }),
      "follow_redirects": .boolean(!status.contains { (300...399).contains($0) }),
      "fail_if_body_not_matches_regexp": body.map { [.string($0)] },
      "headers": connection.headers.isEmpty ? nil : .mapping(connection.headers.map { .init($0, .string($1)) }),
    ])
  }

  /// TLS, user and credentials. HTTP goes by the scheme of its address, all others must be told.
  private static func security(_ probe: ProbeTarget, _ stack: Stack) -> Tree {
    let authentication = ConnectionTree(target: stack.target, reader: stack.proberName).authentication(probe.connection)
    guard probe.check.kind != .http, probe.usesTLS else { return authentication }
    let hasDefaultTrust = authentication["tls_config"] == [:]
    return hasDefaultTrust ? ["tls": true] : (["tls": true] as Tree).merging(authentication)
  }
}
