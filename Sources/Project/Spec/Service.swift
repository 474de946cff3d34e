import Documents

/// Something the team runs: scraped, probed, and held to its objectives.
package struct Service: Sendable {
  package var targets: [HostPort] = []
  package var discovery: Discovery?
  package var replicas: Int?
  package var team: String?
  package var packs: [String] = ["http"]
  package var notExposed: [Signal] = []
  package var names: [NameSource] = []
  package var scrapes: OrderedMap<Scrape> = ["main": Scrape()]
  package var otlp: [OTLPSignal] = []
  package var health: Health?
  package var capacity: Rate?
  package var objectives: OrderedMap<Objective> = [:]
  package var metrics: OrderedMap<Metric> = [:]
  package var alerts: OrderedMap<AlertTuning> = [:]

  package init() {}

  /// How many targets to expect, for the arithmetic of series and of missing instances.
  package var expectedTargets: Int { replicas ?? max(targets.count, 1) }

  package static let section = Section(
    "service", "Something the team runs.", default: Service(),
    fields: [
      .init("targets", \.targets, .list(of: .hostPort, minimum: 1), "Where its instances are scraped."),
      .init(
        "discovery", \.discovery, Discovery.codec, "Finds the instances where they come and go; instead of `targets`."),
      .init(
        "replicas", \.replicas, .integer(1...10_000),
        "How many instances to expect; the number of `targets` if not said."),
      .init("team", \.team, Name.team, "Team that answers for it; the project's `team` if not said."),
      .init("packs", \.packs, .list(of: Name.owner), "Packs whose signals it exposes."),
      .notExposed(\.notExposed),
      .init(
        "names", \.names, NameSource.codec,
        "What it calls the metrics of its packs, or their labels `METRIC{LABEL}`, where it calls them otherwise."),
      .init(
        "scrapes", \.scrapes, .mapping(of: Scrape.section.codec, key: Name.owner),
        "Endpoints that Prometheus reads; those that are named stand instead of `main`."),
      .init(
        "otlp", \.otlp, .list(of: .word, minimum: 1),
        "What it sends to the collector besides spans: `metrics`, instead of being scraped, and `logs`."),
      .init("health", \.health, Health.section.codec, "Endpoints that are probed from outside."),
      .init("capacity", \.capacity, .rate, "Load that it is built for; alerts speak of its use."),
      .init(
        "objectives", \.objectives, .mapping(of: Objective.codec, key: Name.owner),
        "What it promises, with an error budget each."),
      .init(
        "metrics", \.metrics, .mapping(of: Metric.section.codec, key: Name.metric),
        "Metrics of its own, and refinements of its packs' metrics."),
      .init(
        "alerts", \.alerts, .mapping(of: AlertTuning.section.codec, key: Name.alert), "Tuning of its packs' alerts."),
    ])
}

/// What a service may send to the collector besides spans.
package enum OTLPSignal: String, CaseIterable, Sendable { case metrics, logs }

/// One endpoint with metrics.
package struct Scrape: Sendable {
  package var path = "/metrics"
  package var connection = Connection()

  package init() {}

  package static let section = Section(
    "scrape", "One endpoint with metrics.", default: Scrape(),
    fields: [.init("path", \.path, .urlPath, "Path of the endpoint.")] + Connection.fields(in: \.connection))
}

/// Health endpoints of a service.
package struct Health: Sendable {
  package var path: String?
  package var deepPath: String?
  package var url: WebAddress?
  package var connection = Connection()

  package init() {}

  package static let section = Section(
    "health", "Health endpoints of a service, probed through the blackbox exporter.", default: Health(),
    fields: [
      .init("path", \.path, .urlPath, "Answers 200 while the service can work."),
      .init(
        "deep_path", \.deepPath, .urlPath,
        "Answers 200 with `\"status\": \"healthy\"` while everything it depends on works."),
      .init("url", \.url, .webAddress, "Base address to probe; the targets if not said, and needed with `discovery`."),
      // What a probe gives is always the same few samples.
    ] + Connection.fields(in: \.connection, without: ["sample_limit"]))
}

/// Finds targets that come and go.
package enum Discovery: Sendable {
  case dns(names: [String], type: String, port: Int?)
  /// - `host`: the engine's API; nil for its socket on the host that the stack runs on.
  case docker(host: String?, port: Int?, match: OrderedMap<String>)
  case file(paths: [String])
  case http(url: WebAddress)
  case kubernetes(role: String, namespaces: [String], match: OrderedMap<String>)

  package static let codec = Codec<Discovery>.choice(
    "discovery", "Finds targets that come and go; exactly one key.",
    [
      (
        "dns", "Asks DNS for the addresses behind names.",
        Section(
          "dns_discovery", "Targets by DNS.", default: Settings(),
          fields: [
            .init("names", \.names, .list(of: .string, minimum: 1), "Names to look up.", isRequired: true),
            .init("type", \.type, .word(of: ["A", "AAAA", "SRV"]), "Record type; SRV brings the port with it."),
            .init("port", \.port, .integer(1...65535), "Port of the targets, needed unless the type is SRV."),
          ]
        ).codec.map(to: { .dns(names: $0.names, type: $0.type, port: $0.port) }, from: { _ in nil })
      ),
      (
        "docker", "Asks the Docker engine for containers.",
        Section(
          "docker_discovery", "Targets by container labels.", default: Settings(),
          fields: [
            .init(
              "host", \.host, engineAddress,
              "Address of the engine's API, best of a proxy that lets only reading through; this host's socket if not said."
            ),
            .init(
              "port", \.port, .integer(1...65535), "Port of the containers to scrape; every exposed one if not said."),
            .init(
              "match", \.match, .mapping(of: .text, key: .text), "Container labels that a target must have.",
              isRequired: true),
          ]
        ).codec.map(to: { .docker(host: $0.host, port: $0.port, match: $0.match) }, from: { _ in nil })
      ),
      (
        "file", "Reads target lists from files.",
        Section(
          "file_discovery", "Targets from files.", default: Settings(),
          fields: [
            .init(
              "paths", \.paths, .list(of: targetFile, minimum: 1),
              "Files below `prometheus/` in the output folder, `*` allowed in the last part.", isRequired: true)
          ]
        ).codec.map(to: { .file(paths: $0.paths) }, from: { _ in nil })
      ),
      (
        "http", "Fetches a target list.",
        Section(
          "http_discovery", "Targets from an address.", default: Address(),
          fields: [
            .init("url", \.url, .webAddress, "Address that answers with a target list in JSON.", isRequired: true)
          ]
        ).codec.map(to: { $0.url.map { .http(url: $0) } }, from: { _ in nil }).unwrapped()
      ),
      (
        "kubernetes", "Asks the Kubernetes API.",
        Section(
          "kubernetes_discovery", "Targets by Kubernetes objects.", default: Settings(),
          fields: [
            .init(
              "role", \.role, .word(of: ["pod", "service", "endpoints", "endpointslice", "node", "ingress"]),
              "Kind of object that is a target."),
            .init("namespaces", \.namespaces, .list(of: .string), "Namespaces to look in; all if empty."),
            .init(
              "match", \.match, .mapping(of: .text, key: .text), "Labels that a target must have.", isRequired: true),
          ]
        ).codec.map(to: { .kubernetes(role: $0.role, namespaces: $0.namespaces, match: $0.match) }, from: { _ in nil })
      ),
    ])

  /// Where the engine's socket is; a Prometheus in a container has it mounted there.
  package static let dockerSocket = "/var/run/docker.sock"

  /// `patFileSDName` in <https://github.com/prometheus/prometheus/blob/v3.14.0/discovery/file/file.go>
  private static let targetFile = Codec.relativePath.checked { path in
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    if parts.dropLast().contains(where: { $0.contains("*") })
      || parts.last.map({ $0.filter { $0 == "*" }.count > 1 }) == true
    {
      return ("`*` stands once, and in the last part of the path", "write one path for each folder")
    }
    guard ["yml", "yaml", "json", "YML", "YAML", "JSON"].contains(where: { path.hasSuffix(".\($0)") }) else {
      return (
        "Prometheus reads targets from files that end in `.yml`, `.yaml` or `.json`", "write it like `targets/web.yml`"
      )
    }
    return nil
  }
  .annotated(["pattern": #"^[^/*][^*]*(\*[^/*]*)?\.(yml|yaml|json|YML|YAML|JSON)$"#, "examples": ["targets/web.yml"]])

  /// <https://prometheus.io/docs/prometheus/latest/configuration/configuration/#docker_sd_config>
  private static let engineAddress = Codec.name(
    "address of a Docker engine", pattern: "^(tcp|https?)://[^ ]+$", example: "tcp://docker-proxy:2375",
    rule: "`tcp://`, `http://` or `https://` with a host and a port",
    isValid: { text in
      ["tcp://", "http://", "https://"].contains {
        text.hasPrefix($0) && HostPort(String(text.dropFirst($0.count))) != nil
      }
    })

  /// The keys of the mechanisms; each declares those that are its own.
  private struct Settings: Sendable {
    var names: [String] = []
    var type = "A"
    var host: String?
    var port: Int?
    var paths: [String] = []
    var role = "pod"
    var namespaces: [String] = []
    var match: OrderedMap<String> = [:]
  }

  private struct Address: Sendable {
    var url: WebAddress?
  }
}
