import Documents
import Formats

/// What a container can reach by name.
struct ContainerNetwork {
  struct Problem {
    var message: String
    var help: String?
    var notes: [Finding.Note] = []
  }

  private let from: ComposeServiceFact
  private let file: ComposeFact
  private let files: [ComposeFact]
  // Made for the first name that is looked for: most containers look for none.
  /// The first service of the file by each name that it answers to.
  private lazy var services = Dictionary(
    file.services.flatMap { service in service.names.map { ($0, service) } }
  ) { first, _ in first }
  /// Names that services of any file answer to.
  private lazy var answering = Set(files.lazy.flatMap(\.services).flatMap(\.names))
  private lazy var serviceNames = Set(files.lazy.flatMap(\.services).map(\.name))
  private lazy var suggestions = NearestNames(among: services.keys)

  init(_ service: ComposeServiceFact, in file: ComposeFact, among files: [ComposeFact]) {
    from = service
    self.file = file
    self.files = files
  }

  /// Ports of one's own that `localhost` may mean, by the last part of the image's name.
  private static let ownPorts = ["prometheus": "9090", "grafana": "3000", "grafana-oss": "3000"]
  /// Where exporters and servers listen if nothing else is asked of them. Source: the EXPOSE of their images.
  private static let defaultPorts = [
    "node-exporter": "9100", "alertmanager": "9093", "prometheus": "9090", "blackbox-exporter": "9115",
    "postgres-exporter": "9187", "redis_exporter": "9121", "nginx-prometheus-exporter": "9113",
    "pushgateway": "9091", "cadvisor": "8080", "loki": "3100", "mysqld-exporter": "9104",
  ]

  private static let own: Set<String> = ["localhost", "127.0.0.1"]

  /// The port of an address on whatever machine asks; nil of others.
  static func localPort(_ address: String) -> Substring? {
    guard let colon = address.lastIndex(of: ":"), own.contains(String(address[..<colon])) else { return nil }
    return address[address.index(after: colon)...]
  }

  /// On which ports services answer at some of these addresses.
  mutating func ports(answeringAt addresses: [WordFact]) -> Set<Substring> {
    var ports: Set<Substring> = []
    for address in addresses.map(\.text) {
      guard let colon = address.lastIndex(of: ":"), services[String(address[..<colon])] != nil,
        problem(reaching: address) == nil
      else { continue }
      ports.insert(address[address.index(after: colon)...])
    }
    return ports
  }

  /// Why nothing answers at an address; nil where something does, or where nobody can tell.
  mutating func problem(reaching address: String) -> Problem? {
    guard !address.utf8.contains(UInt8(ascii: "$")), let colon = address.lastIndex(of: ":") else { return nil }
    let host = String(address[..<colon]), port = String(address[address.index(after: colon)...])
    // In another's network namespace names and ports are those of the other.
    guard !from.mayLeaveNetwork, from.networkMode == nil || from.networkMode == "bridge" else { return nil }
    if Self.own.contains(host) { return ownProblem(port) }
    // `NODE_ADDRESS`, for a person or a script to replace.
    if Placeholder.isCapitals(host.filter { !$0.isNumber }) { return nil }
    if from.knownHosts.contains(host) || host.hasPrefix("host.") || host.contains(":") { return nil }
    if let service = services[host] { return problem(reaching: service, host, port) }
    if answering.contains(host) || isContainer(host) { return nil }
    // A name with dots is somebody else's, and a network that others are in has names that are not written here.
    guard !host.contains("."), from.networks.isDisjoint(with: file.externalNetworks) else { return nil }
    return Problem(
      message: "no service of `\(file.source.name)` is named `\(host)`, so nothing answers at `\(address)`",
      help: suggestions.nearest(to: host).map { "did you mean `\($0):\(port)`?" }
        ?? "name a service, one of its aliases, or an `extra_hosts` entry of `\(from.name)`")
  }

  /// Whether a host is a container as Compose names it, by project, service and number: `shop-api-1`, or `shop_api_1` of version 1.
  private mutating func isContainer(_ host: String) -> Bool {
    let services = serviceNames
    return ["-", "_"].contains { joint in
      let parts = host.split(separator: Character(joint), omittingEmptySubsequences: false)
      guard let number = parts.last, !number.isEmpty, number.allSatisfy(\.isNumber) else { return false }
      return parts.indices.dropLast().dropFirst().contains { start in
        services.contains(parts[start..<parts.count - 1].joined(separator: joint))
      }
    }
  }

  /// `localhost` in a container is the container.
  private func ownProblem(_ port: String) -> Problem? {
    let own = Self.ownPorts[ImageReference(from.image).shortName]
    guard let own, own != port, !from.ports.contains(where: { $0.target == port }), !from.exposed.contains(port) else {
      return nil
    }
    let other = file.services.first { service in
      service.name != from.name
        && (service.ports.contains { $0.target == port || $0.published == port } || Self.port(of: service) == port)
    }
    return Problem(
      message:
        "inside a container `localhost` is the container of `\(from.name)` itself, and nothing listens on \(port) there",
      help: other.map { "write `\($0.name):\(Self.port(of: $0) ?? port)`" }
        ?? "write the name of the service that is meant",
      notes: [Finding.Note("the service", in: file.source, at: from.range)])
  }

  private static func port(of service: ComposeServiceFact) -> String? {
    defaultPorts[ImageReference(service.image).shortName]
  }

  private func problem(reaching service: ComposeServiceFact, _ host: String, _ port: String) -> Problem? {
    let note = Finding.Note("the service", in: file.source, at: service.range)
    if service.networkMode == "host" {
      return Problem(
        message: "`\(host)` has `network_mode: host`, so its name means nothing in the network of `\(from.name)`",
        help: "write `host.docker.internal:\(port)` and add it to `extra_hosts` as `host.docker.internal:host-gateway`",
        notes: [note])
    }
    if service.networkMode != nil { return nil }
    if service.networks.isDisjoint(with: from.networks) {
      return Problem(
        message: "`\(host)` and `\(from.name)` share no network, so the one cannot reach the other",
        help: "put both into one network", notes: [note])
    }
    if let wrong = service.ports.first(where: { $0.published == port && $0.target != port }),
      !service.ports.contains(where: { $0.target == port }), !service.exposed.contains(port)
    {
      return Problem(
        message:
          "\(port) is the port of `\(host)` on the host machine; in the network of the containers it listens on \(wrong.target)",
        help: "write `\(host):\(wrong.target)`", notes: [note])
    }
    return nil
  }
}

extension Reporter {
  mutating func report(
    _ problem: ContainerNetwork.Problem?, at word: WordFact, in source: SourceFile, as severity: Severity? = nil
  ) {
    guard let problem else { return }
    report(problem.message, at: word.range, in: source, help: problem.help, notes: problem.notes, as: severity)
  }
}
