import Documents
import Project

/// Which of the services of a draft is at an address, the first where several are.
struct ServicePlaces {
  private var targets: [HostPort: Int] = [:]
  private var hosts: [String: Int] = [:]
  private var ports: [Int: Int] = [:]
  private var names: [String] = []

  init(_ services: OrderedMap<DraftService>) {
    for (name, service) in services { add(service, named: name) }
  }

  /// Notes a service behind all others.
  mutating func add(_ service: DraftService, named name: String) {
    let place = names.count
    names.append(name)
    for target in service.targets { targets[target] = targets[target] ?? place }
    for host in service.hosts { hosts[host] = hosts[host] ?? place }
    for port in service.publishedPorts.keys { ports[port] = ports[port] ?? place }
  }

  func service(at target: HostPort) -> String? {
    let isHere = ["localhost", "127.0.0.1", "[::1]", "0.0.0.0", "host.docker.internal", "172.17.0.1"].contains(
      target.host)
    let found = [targets[target], hosts[target.host], isHere ? ports[target.port] : nil]
    return found.compactMap { $0 }.min().map { names[$0] }
  }
}
