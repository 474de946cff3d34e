import Documents
import Project

/// Whether the parts can listen where they are to: `deploy.host.addresses`, and what nobody has said.
struct AddressChecks {
  private let places: HostPlaces
  private let workloads: [Workload]

  init(_ places: HostPlaces, _ workloads: [Workload]) { (self.places, self.workloads) = (places, workloads) }

  var problems: [TargetProblem] { unknown + shared }

  /// Addresses of what does not run, or of ports that it does not have. What is no name at all is reported as it is read.
  private var unknown: [TargetProblem] {
    let names = Set(workloads.map(\.name))
    let ports = Set(workloads.flatMap(\.endpoints).map { "\($0.part):\($0.port)" })
    return places.settings.addresses.keys.compactMap { key in
      let part = String(key.prefix { $0 != ":" })
      guard Name.isOwner(part), !names.contains(part) || key != part && !ports.contains(key) else { return nil }
      let isPart = names.contains(part)
      return TargetProblem(
        isPart ? "`\(part)` does not listen on this port" : "no part of this stack is called `\(part)`",
        help: (isPart ? Spelling.help(for: key, among: ports) : Spelling.help(for: part, among: names)) ?? "remove it",
        at: .setting(Self.addresses + [.name(key)]))
    }
  }

  /// Two at one port: each but the first is reported, where the spec says its address, else at its component.
  private var shared: [TargetProblem] {
    var taken: [(endpoint: Endpoint, address: HostPort)] = []
    return workloads.flatMap { workload in
      workload.endpoints.compactMap { endpoint -> TargetProblem? in
        let address = places.address(of: endpoint)
        defer { taken.append((endpoint, address)) }
        guard let other = taken.first(where: { $0.address.meets(address) }) else { return nil }
        let key = key(of: endpoint, in: workload)
        let free = HostPort(host: address.host, port: address.port + 1)
        return TargetProblem(
          "`\(other.endpoint.part)` listens on \(other.address) already, and so would `\(workload.name)`",
          help:
            "give it another address: `deploy: { host: { addresses: { \(key.contains(":") ? "\"\(key)\"" : key): \"\(free)\" } } }`",
          at: places.settings.addresses[key] == nil
            ? .component(workload.owner) : .setting(Self.addresses + [.key(key)]))
      }
    }
  }

  /// How the spec says an endpoint: by its part where that has no other.
  private func key(of endpoint: Endpoint, in workload: Workload) -> String {
    workload.endpoints.count == 1
      || places.settings.addresses["\(endpoint.part):\(endpoint.port)"] == nil
        && places.settings.addresses[endpoint.part] != nil
      ? endpoint.part : "\(endpoint.part):\(endpoint.port)"
  }

  private static let addresses: Path = ["deploy", "host", "addresses"]
}

extension HostPort {
  /// Whether two programs cannot listen on both.
  fileprivate func meets(_ other: HostPort) -> Bool {
    port == other.port && (host == other.host || isEverywhere || other.isEverywhere)
  }

  /// Whether it stands for every address of the machine.
  var isEverywhere: Bool { host == "0.0.0.0" || host == "[::]" }
}
