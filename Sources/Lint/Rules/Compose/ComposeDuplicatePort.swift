import Documents
import Formats

extension Rule {
  static let duplicatePort = Rule(
    "compose/duplicate-port", .warning,
    "two services publish the same port of the machine",
    why:
      "Docker starts the first of them. The other fails: the port is already allocated. An info in files for development, tests and examples, of which people start some services.",
    bad: [
      Example(
        """
        services:
          api: { image: "example/api:1.2", ports: ["127.0.0.1:8080:80"] }
          web: { image: "example/web:1.2", ports: ["⟦8080:8080⟧"] }
        """)
    ],
    good: [
      Example(
        """
        services:
          api: { image: "example/api:1.2", ports: ["127.0.0.1:8080:80", "53:53/udp", "80"] }
          web: { image: "example/web:1.2", ports: ["127.0.0.2:8080:80", "53:53", "80", "8000-8079:80"] }
          test: { image: "example/test:1.2", ports: ["127.0.0.1:8080:80"], profiles: [test] }
        """)
    ],
    check: .compose { file, reporter in
      let isForTrial = file.isForTrial
      var taken = TakenPorts()
      // One of a profile may be there instead of another.
      for service in file.services where service["profiles"] == nil {
        let name = service.name.value
        for port in service.ports.compactMap(PublishedPort.init) {
          if let other = taken.first(meeting: port, besides: name) {
            reporter.report(
              "`\(other.service)` publishes \(port.number) of the machine too, so one of the two does not start",
              at: Text(port.node)?.contentRange(in: reporter.source) ?? port.node.range,
              help: "publish another port, `\(port.number + 1)` for one",
              notes: [reporter.note("the other one", at: other.port.node.range)],
              // Of what is tried, or started for tests, people start some.
              as: isForTrial ? .info : nil)
          }
          taken.add(port, of: name)
        }
      }
    })
}

/// The ports that services publish, looked up by what they may meet in.
private struct TakenPorts {
  struct Use {
    let port: PublishedPort
    let service: String
    let order: Int
  }

  /// The first use of all, and the first by another service than that one's: no third is ever the first for anybody.
  private struct Uses {
    var first: Use?
    var ofAnother: Use?

    mutating func add(_ use: Use) {
      if let first {
        if ofAnother == nil, first.service != use.service { ofAnother = use }
      } else {
        first = use
      }
    }

    func first(besides service: String) -> Use? { first?.service == service ? ofAnother : first }
  }

  private enum Address: Hashable {
    /// Whatever the address is.
    case any
    /// On every address.
    case every
    case one(String)
  }

  private struct Key: Hashable {
    let number: Int
    let transport: String
    let address: Address
  }

  private var uses: [Key: Uses] = [:]
  private var count = 0

  private func key(_ port: PublishedPort, _ address: Address) -> Key {
    Key(number: port.number, transport: port.transport, address: address)
  }

  func first(meeting port: PublishedPort, besides service: String) -> Use? {
    let addresses = port.address.map { [Address.every, .one($0)] } ?? [.any]
    return addresses.compactMap { uses[key(port, $0)]?.first(besides: service) }.min { $0.order < $1.order }
  }

  mutating func add(_ port: PublishedPort, of service: String) {
    let use = Use(port: port, service: service, order: count)
    count += 1
    for address in [.any, port.address.map(Address.one) ?? .every] {
      uses[key(port, address), default: Uses()].add(use)
    }
  }
}

/// A single port of the machine; of a range a free one may be taken.
private struct PublishedPort {
  let number: Int
  let transport: String
  /// Nil for every address.
  let address: String?
  let node: Node

  init?(_ port: ComposePort) {
    guard let number = port.published.flatMap(Int.init) else { return nil }
    self.number = number
    transport = port.transport.lowercased()
    address = port.isOnEveryInterface ? nil : port.hostAddress
    node = port.node
  }
}
