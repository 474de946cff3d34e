import Documents
import Formats

/// A Compose file as other files see it.
package struct ComposeFact: Sendable {
  package let source: SourceFile
  package internal(set) var services: [ComposeServiceFact]
  package internal(set) var externalNetworks: Set<String>
  /// The names that it defines.
  package let definitions: [ComposeSection: Set<String>]
  /// What it takes out of the files that it is laid over.
  package let removals: [ComposeRemoval]
  package let removedPaths: Set<[String]>
  /// The files that it takes in.
  package let includes: [ComposeFileName]
  /// Whether Compose is started in a folder above, with other files that are named there: a path in it begins with the folders that it
  /// lies in itself, as `./suites/api/config.yml` in `suites/api/compose.yml`.
  package let isStartedAbove: Bool

  init(_ file: ComposeFile) {
    source = file.source
    let folders = file.source.name.split(separator: "/").dropLast()
    isStartedAbove = file.services.lazy.flatMap(\.mounts).contains { mount in
      let path = mount.source.split(separator: "/").drop { $0 == "." }.dropLast()
      // One folder alone may have another of its name in it.
      return path.count > 1 && path.indices.dropFirst().contains { folders.ends(with: path[...$0]) }
    }
    let given = ["configs": "/", "secrets": "/run/secrets/"].map { key, folder in
      GivenFiles(key: key, folder: folder, of: file)
    }
    services = file.services.map { service in
      var fact = ComposeServiceFact(service, in: file.source)
      fact.mounts += given.flatMap { $0.mounts(of: service) }
      return fact
    }
    externalNetworks = file.externalNetworks
    // Without services that are taken away.
    definitions = Dictionary(uniqueKeysWithValues: ComposeSection.allCases.map { ($0, file.names($0.rawValue)) })
    removals = file.removals
    removedPaths = Set(removals.map(\.path))
    includes = file.includes.map { ComposeFileName($0, in: file.source) }
  }

  /// The name that Compose looks for where none is given; files of other names are laid over one of these, or stand alone.
  package var isDefault: Bool {
    let name = source.name.split(separator: "/").last ?? ""
    return ["compose", "docker-compose"].contains { name == $0 + ".yml" || name == $0 + ".yaml" }
  }

  /// Whether its name says that another lies under it.
  package var isOverride: Bool { (source.name.split(separator: "/").last.map(String.init) ?? "").includes("override") }

  package func names(_ section: ComposeSection) -> Set<String> { definitions[section] ?? [] }
}

/// The files under `configs:` or `secrets:`, which services see as they see what they mount.
///
/// <https://docs.docker.com/reference/compose-file/services/#configs>
private struct GivenFiles {
  let key: String
  /// Where a service has them that says nothing else.
  let folder: String
  /// The path of each by its name.
  private let paths: [String: String]

  init(key: String, folder: String, of file: ComposeFile) {
    self.key = key
    self.folder = folder
    paths = Dictionary(
      (file.node[key]?.mapping ?? []).compactMap { entry in
        // What has a driver is a template.
        guard let name = entry.key.text, let path = entry.value["file"]?.text, entry.value["template_driver"] == nil
        else { return nil }
        return (name, Interpolation.filled(path) ?? path)
      }
    ) { first, _ in first }
  }

  func mounts(of service: ComposeService) -> [ComposeServiceFact.Mount] {
    (service[key]?.sequence ?? []).compactMap { item in
      guard let name = item.text ?? item["source"]?.text, let path = paths[name] else { return nil }
      let target = item["target"]?.text ?? name
      return ComposeServiceFact.Mount(
        source: path, target: target.hasPrefix("/") ? target : folder + target, isBind: true)
    }
  }
}

/// The name of another file in a Compose file.
package struct ComposeFileName: Sendable {
  /// As it is written; nil where that is no text.
  package let word: WordFact?
  /// As names of files are written here; nil for one that is not on this disk or that a variable names.
  package let path: String?

  init(_ path: ComposePath?, in source: SourceFile) {
    word = path.map { WordFact($0.text, in: source) }
    self.path = path?.local.map { ProjectPath.resolved($0, beside: source.name) }
  }
}

/// A service as other files see it: who it is in the network, what it sees of the disk, and what it asks for.
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

  package enum Health: Sendable { case unsaid, checked, disabled }

  package let name: String
  package let range: Range<Int>
  /// Without registry, tag and digest.
  package internal(set) var image: String
  /// The image as it is written, here or where the file takes it over from.
  package let imageText: String?
  /// Nil where it is taken over.
  package let writtenImage: WordFact?
  package let isBuilt: Bool
  /// What is not on the machine is not looked for elsewhere.
  package let isNeverPulled: Bool
  /// What is run stands in another file.
  package let isPartial: Bool
  /// The service that it takes over from, and the file where that is another one.
  package let extended: (service: WordFact, file: ComposeFileName?)?
  package let health: Health
  package let limitsMemory: Bool
  package let logging: Logging
  package let references: [ComposeReference]
  package let networkMode: String?
  /// Whether a file that it may be merged with gives it the network of the machine, or of another service.
  package internal(set) var mayLeaveNetwork = false
  package internal(set) var networks: Set<String>
  /// Every name that it answers to.
  package internal(set) var names: Set<String>
  /// Names that it knows besides those of services: `extra_hosts`, `links`.
  package internal(set) var knownHosts: Set<String>
  package internal(set) var ports: [Port]
  package internal(set) var exposed: Set<String>
  package internal(set) var mounts: [Mount]
  /// What files that it may be merged with mount.
  package internal(set) var otherMounts: [Mount] = []
  package internal(set) var flags: PrometheusFlags
  package internal(set) var hasCommand: Bool
  /// `--config.file`, where it says so.
  let configFlag: String?
  /// Whether an exporter of PostgreSQL exposes what somebody asks it to by queries of their own:
  /// <https://github.com/prometheus-community/postgres_exporter/blob/v0.20.1/README.md>
  let hasOwnQueries: Bool
  /// Whether something else is started than the program of its image with flags: a shell, a script.
  let startsOtherwise: Bool

  init(_ service: ComposeService, in source: SourceFile) {
    name = service.name.value
    range = service.name.range
    image = service.imageName
    imageText = service.image?.value
    writtenImage = Text(service.node["image"]).map { WordFact($0, in: source) }
    isBuilt = service["build"] != nil
    isNeverPulled = ["never", "build"].contains(service["pull_policy"]?.text)
    isPartial = service.isPartial
    extended = service.extended.map { other in
      (WordFact(other.service, in: source), other.file.map { ComposeFileName($0, in: source) })
    }
    health = service["healthcheck"] == nil ? .unsaid : service.hasHealthcheck ? .checked : .disabled
    limitsMemory = service["mem_limit"] != nil || service["deploy"]?["resources"]?["limits"]?["memory"] != nil
    logging = Logging(service)
    references = ComposeReference.all(of: service, in: source)
    networkMode = service.networkMode
    let networks = service["networks"] == nil ? [:] : service.networks
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
    hasCommand = service["command"] != nil
    configFlag = service.flag("config.file")
    hasOwnQueries =
      service.flag("extend.query-path") != nil
      || service.environment.contains { $0.name == "PG_EXPORTER_EXTEND_QUERY_PATH" }
    startsOtherwise = service["entrypoint"] != nil || service.command.first.map { !$0.value.hasPrefix("-") } == true
  }

  /// The items of a list, or the keys of a mapping.
  private static func words(_ node: Node?) -> [String] {
    node?.sequence?.compactMap(\.text) ?? (node?.mapping ?? []).compactMap { $0.key.text }
  }

  /// The service of another file that it takes over from; no path where that cannot be told.
  package var borrowed: (file: String?, service: String)? {
    extended.flatMap { other in other.file.map { ($0.path, other.service.text) } }
  }

  package var isPrometheus: Bool {
    ImageReference(image).shortName == "prometheus"
      || (mounts + otherMounts).contains { $0.target == flags.configFile }
  }
}

extension ComposeServiceFact {
  /// What becomes of its logs.
  package enum Logging: Sendable {
    case unsaid, rotated, growing

    init(_ service: ComposeService) {
      guard let logging = service["logging"] else {
        self = .unsaid
        return
      }
      let grows = logging["driver"]?.text ?? "json-file" == "json-file" && logging["options"]?["max-size"] == nil
      self = grows ? .growing : .rotated
    }
  }
}

/// Flags of `command:` that say what Prometheus does.
package struct PrometheusFlags: Sendable {
  package let configFile: String
  /// How long samples are kept.
  package let retention: Retention
  package let features: [String]
  package let isAgent: Bool
  /// It takes samples that others send.
  package let isSentMetrics: Bool
  package let lookback: PrometheusDuration?

  init(_ service: ComposeService) {
    configFile = service.flag("config.file") ?? "/etc/prometheus/prometheus.yml"
    retention = Retention(
      time: service.flag("storage.tsdb.retention.time") ?? service.flag("storage.tsdb.retention"),
      size: service.flag("storage.tsdb.retention.size"))
    features = service.flag("enable-feature")?.split(separator: ",").map(String.init) ?? []
    isAgent = service.flag("agent") == "true" || features.contains("agent")
    isSentMetrics =
      ["web.enable-remote-write-receiver", "web.enable-otlp-receiver"].contains { service.flag($0) != nil }
      || features.contains { $0 == "remote-write-receiver" || $0 == "otlp-write-receiver" }
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

extension BidirectionalCollection where Element: Equatable {
  fileprivate func ends(with other: some BidirectionalCollection<Element>) -> Bool {
    reversed().starts(with: other.reversed())
  }
}
