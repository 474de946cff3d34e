import Documents
import Formats

/// A Compose file as other files see it.
package struct ComposeFact: Sendable {
  package let source: SourceFile
  package let services: [ComposeServiceFact]
  package let externalNetworks: Set<String>

  init(_ file: ComposeFile) {
    source = file.source
    services = file.services.map { ComposeServiceFact($0, in: file.source) }
    externalNetworks = file.externalNetworks
  }
}

/// A service as other files see it: who it is in the network, and what it sees of the disk.
package struct ComposeServiceFact: Sendable {
  package struct Mount: Sendable {
    package let source: String
    package let target: String
    package let isBind: Bool
  }

  package struct Port: Sendable {
    package let published: String?
    package let target: String
  }

  package let name: String
  package let range: Range<Int>
  /// Without registry, tag and digest.
  package let image: String
  package let isBuilt: Bool
  package let networkMode: String?
  package let networks: Set<String>
  /// Every name that it answers to.
  package let names: Set<String>
  /// Names that it knows besides those of services: `extra_hosts`, `links`.
  package let knownHosts: Set<String>
  package let ports: [Port]
  package let exposed: Set<String>
  package let mounts: [Mount]
  package let flags: PrometheusFlags

  init(_ service: ComposeService, in source: SourceFile) {
    name = service.name.value
    range = service.name.range
    image = service.imageName
    isBuilt = service["build"] != nil
    networkMode = service.networkMode
    let networks = service.networks
    self.networks = Set(networks.keys)
    var names: Set<String> = [service.name.value]
    for key in ["container_name", "hostname"] { if let other = service[key]?.text { names.insert(other) } }
    for aliases in networks.values { names.formUnion(aliases) }
    self.names = names
    let links = Self.words(service["links"]) + Self.words(service["external_links"])
    let hosts = Self.words(service["extra_hosts"]).compactMap {
      $0.split { $0 == ":" || $0 == "=" }.first.map(String.init)
    }
    knownHosts = Set(links.compactMap { $0.split(separator: ":").last.map(String.init) } + hosts)
    ports = service.ports.map { Port(published: $0.published, target: $0.target) }
    exposed = Set(Self.words(service["expose"]))
    mounts = service.mounts.map { Mount(source: $0.source, target: $0.target, isBind: $0.isBind) }
    flags = PrometheusFlags(service)
  }

  /// The items of a list, or the keys of a mapping.
  private static func words(_ node: Node?) -> [String] {
    node?.sequence?.compactMap(\.text) ?? (node?.mapping ?? []).compactMap { $0.key.text }
  }

  package var isPrometheus: Bool {
    image.split(separator: "/").last == "prometheus" || mounts.contains { $0.target == flags.configFile }
  }
}

/// Flags of `command:` that say what Prometheus does.
package struct PrometheusFlags: Sendable {
  package let configFile: String
  /// How long samples are kept.
  package let retention: Retention
  package let features: [String]
  package let isAgent: Bool
  package let lookback: PrometheusDuration?

  init(_ service: ComposeService) {
    configFile = service.flag("config.file") ?? "/etc/prometheus/prometheus.yml"
    retention = Retention(
      time: service.flag("storage.tsdb.retention.time") ?? service.flag("storage.tsdb.retention"),
      size: service.flag("storage.tsdb.retention.size"))
    features = service.flag("enable-feature")?.split(separator: ",").map(String.init) ?? []
    isAgent = service.flag("agent") == "true" || features.contains("agent")
    lookback = service.flag("query.lookback-delta").flatMap(PrometheusDuration.init)
  }
}

extension PrometheusFlags {
  package enum Retention: Sendable {
    case time(PrometheusDuration)
    /// Fifteen days, as nothing else is said.
    case standard
    /// Until there is no room, or until a variable says.
    case unknown

    /// Zero is as good as nothing, and with neither flag the default counts.
    ///
    /// Source: `cliRetentionDuration` and `cliMaxBytes` in github.com/prometheus/prometheus, cmd/prometheus/main.go.
    fileprivate init(time: String?, size: String?) {
      let limitsSize = size.map { $0.utf8.contains { (0x31...0x39).contains($0) || $0 == UInt8(ascii: "$") } } ?? false
      guard let time else {
        self = limitsSize ? .unknown : .standard
        return
      }
      switch PrometheusDuration(time) {
      case let duration? where duration.milliseconds > 0: self = .time(duration)
      case _?: self = limitsSize ? .unknown : .standard
      case nil: self = .unknown
      }
    }
  }
}
