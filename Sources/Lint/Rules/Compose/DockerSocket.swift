import Documents
import Formats

extension Rule {
  static let dockerSocket = Rule(
    "compose/docker-socket", .warning,
    "the socket of Docker is mounted so that it can be written to",
    why:
      "Whoever can write to it starts a container with the whole disk of the machine. Read-only mounting keeps the socket's file, but not its commands: a proxy that answers reading only is better still.",
    bad: [
      Example(
        """
        services:
          agent:
            image: grafana/alloy:v1.8.0
            volumes: ["⟦/var/run/docker.sock:/var/run/docker.sock⟧"]
        """)
    ],
    good: [
      Example(
        """
        services:
          agent:
            image: grafana/alloy:v1.8.0
            volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]
        """)
    ],
    check: .composeService { service, reporter in
      for mount in service.mounts where mount.source.hasSuffix("/docker.sock") && !mount.isReadOnly {
        let range = Text(mount.node)?.contentRange(in: reporter.source) ?? mount.node.range
        reporter.report(
          "`\(service.name.value)` can give orders to Docker, and so to the machine", at: range,
          help: "append `:ro`, or put a proxy before the socket that lets reading through only")
      }
    })
}
