import Documents
import Formats

extension Rule {
  static let dockerSocket = Rule(
    "compose/docker-socket", .warning,
    "the socket of Docker is mounted",
    why:
      "Whoever reaches it starts a container with the whole disk of the machine. `:ro` protects the socket's file and nothing else: what is asked through it is as powerful. A proxy that answers reading only does protect. A warning where the service has a port on its machine and stays up, by `restart:` or `deploy:`, and no comment beside the mount gives a reason; an info elsewhere. Files for development, tests and examples are left alone.",
    sparesTrials: true,
    bad: [
      Example(
        """
        services:
          agent:
            image: grafana/alloy:v1.8.0
            volumes: ["⟦/var/run/docker.sock:/var/run/docker.sock⟧"]
            ports: ["12345:12345"]
            restart: unless-stopped
          reader:
            image: grafana/promtail:3.4.0
            volumes: ["⟦/var/run/docker.sock:/var/run/docker.sock:ro⟧"]
        """)
    ],
    good: [
      Example(
        """
        services:
          agent:
            image: grafana/alloy:v1.8.0
            volumes: ["./config:/etc/alloy:ro"]
          proxy:
            image: tecnativa/docker-socket-proxy:0.3.0
            volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]
          shell:
            image: example/tools:1.2
            command: tail -f /dev/null
            volumes: ["/var/run/docker.sock:/var/run/docker.sock"]
          runner:
            image: gitlab/gitlab-runner:v17.9.0
            volumes: ["/var/run/docker.sock:/var/run/docker.sock"]
        """)
    ],
    check: .compose { file, reporter in
      if file.isForTrial { return }
      for service in file.services where !service.isWorkshop {
        if managers.contains(service.imageShortName) { continue }
        for mount in service.mounts where mount.source.hasSuffix("/docker.sock") {
          let range = Text(mount.node)?.contentRange(in: reporter.source) ?? mount.node.range
          reporter.report(
            "`\(service.name.value)` can give orders to Docker, and so to the machine"
              + (mount.isReadOnly ? ": `:ro` protects the socket's file only" : ""), at: range,
            help: "put a proxy before the socket that lets reading through only",
            // Whoever cannot reach the service cannot ask through it; a comment is somebody's decision.
            as: service.isReachable && service.staysUp && !file.isForDevelopers
              && reporter.source.comment(besideLineOf: range.lowerBound).isEmpty ? nil : .info)
        }
      }
    })

  /// Images, without registry and owner, whose work is to start and stop containers.
  private static let managers: Set<String> = [
    "portainer", "portainer-ce", "portainer-ee", "watchtower", "gitlab-runner", "docker-socket-proxy",
    "socket-proxy", "dockge", "komodo-periphery", "autoheal", "docker-autoheal", "ofelia", "act_runner",
    "drone-runner-docker", "localstack", "localstack-pro", "all-in-one", "woodpecker-agent", "drone-agent", "yacht",
    "coolify",
  ]
}
