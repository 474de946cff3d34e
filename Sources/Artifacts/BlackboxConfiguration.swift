import Documents
import Project
import Regeneration

/// `blackbox/blackbox.yml`: one module for each kind of good answer and way to reach it.
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

  /// Plain health checks share a module, everything else has one of its own.
  static func module(of probe: ProbeTarget, in stack: Stack) -> String {
    let isPlain = ["health", "deep-health"].contains(probe.probe) && hasDefaultConnection(probe)
    let name =
      isPlain
      ? probe.probe
      : probe.probe == "health" || probe.probe == "deep-health" ? "\(probe.owner.name)_\(probe.probe)" : probe.probe
    return "http_" + String(name.map { $0 == "-" ? "_" : $0 })
  }

  private static func hasDefaultConnection(_ probe: ProbeTarget) -> Bool {
    probe.connection.secrets.isEmpty && probe.connection.headers.isEmpty && probe.connection.timeout == nil
      && probe.connection.tls == nil
  }

  private static func tree(_ probe: ProbeTarget, _ stack: Stack) -> Tree {
    var http: Tree = [
      "preferred_ip_protocol": "ip4",
      "valid_status_codes": .list(probe.check.status.map { .integer($0) }),
      "follow_redirects": .boolean(!probe.check.status.contains { (300...399).contains($0) }),
    ]
    if let body = probe.check.body { http["fail_if_body_not_matches_regexp"] = [.string(body)] }
    if !probe.connection.headers.isEmpty {
      http["headers"] = .mapping(probe.connection.headers.map { .init($0, .string($1)) })
    }
    http = http.merging(ConnectionTree(target: stack.target, reader: stack.proberName).authentication(probe.connection))
    return ["prober": "http", "timeout": .string((probe.connection.timeout ?? .seconds(5)).description), "http": http]
  }
}
