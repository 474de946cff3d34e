import Documents
import Formats

extension Rule {
  static let duplicatePort = Rule(
    "compose/duplicate-port", .warning,
    "two services publish the same port of the machine",
    why: "Docker starts the first of them. The other fails: the port is already allocated.",
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
      var taken: [(port: PublishedPort, service: ComposeService)] = []
      // One of a profile may be there instead of another.
      for service in file.services where service["profiles"] == nil {
        for port in service.ports.compactMap(PublishedPort.init) {
          if let other = taken.first(where: { $0.service.name.value != service.name.value && $0.port.meets(port) }) {
            reporter.report(
              "`\(other.service.name.value)` publishes \(port.number) of the machine too, so one of the two does not start",
              at: Text(port.node)?.contentRange(in: reporter.source) ?? port.node.range,
              help: "publish another port, `\(port.number + 1)` for one",
              notes: [reporter.note("the other one", at: other.port.node.range)])
          }
          taken.append((port, service))
        }
      }
    })
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

  func meets(_ other: PublishedPort) -> Bool {
    number == other.number && transport == other.transport
      && (address == nil || other.address == nil || address == other.address)
  }
}
