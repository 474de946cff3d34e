import Documents
import Formats

extension Rule {
  static let dockerSocket = Rule(
    "compose/docker-socket", .warning,
    "the socket of Docker is mounted so that it can be written to",
    why:
      "Whoever can write to it starts a container with the whole disk of the machine. Read-only mounting keeps the socket's file, but not its commands: a proxy that answers reading only does. Files for development, tests and examples are left alone.",
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
          runner:
            image: gitlab/gitlab-runner:v17.9.0
            volumes: ["/var/run/docker.sock:/var/run/docker.sock"]
        """)
    ],
    check: .composeService { service, reporter in
      if reporter.source.isForTrial { return }
      if managers.contains(service.imageName.split(separator: "/").last.map(String.init) ?? "") { return }
      for mount in service.mounts where mount.source.hasSuffix("/docker.sock") && !mount.isReadOnly {
        let range = Text(mount.node)?.contentRange(in: reporter.source) ?? mount.node.range
        reporter.report(
          "`\(service.name.value)` can give orders to Docker, and so to the machine", at: range,
          help:
            "put a proxy before the socket that lets reading through only; `:ro` keeps the file, not what is asked through it"
        )
      }
    })

  /// Images, without registry and owner, whose work is to start and stop containers.
  private static let managers: Set<String> = [
    "portainer", "portainer-ce", "portainer-ee", "watchtower", "gitlab-runner", "docker-socket-proxy",
    "socket-proxy", "dockge", "komodo-periphery", "autoheal", "docker-autoheal", "ofelia", "act_runner",
    "drone-runner-docker", "woodpecker-agent", "drone-agent", "yacht", "coolify",
  ]
}
