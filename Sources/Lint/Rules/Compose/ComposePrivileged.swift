import Documents
import Formats

extension Rule {
  static let privilegedService = Rule(
    "compose/privileged", .info,
    "a service runs privileged",
    why: """
      Whoever breaks into the container has the machine. Hardly anything in a monitoring stack needs all of it; what manages \
      containers, disks or networks may.
      """,
    sparesTrials: true,
    bad: [
      Example(
        """
        services:
          cadvisor:
            image: gcr.io/cadvisor/cadvisor:v0.52.1
            privileged: ⟦true⟧
          agent:
            image: example/agent:1.2
            privileged: ⟦true⟧
        """)
    ],
    good: [
      Example(
        """
        services:
          cadvisor:
            image: gcr.io/cadvisor/cadvisor:v0.52.1
            devices: [/dev/kmsg]
        """)
    ],
    check: .composeService { service, reporter in
      guard service.node.flag("privileged") == true, !reporter.source.isForTrial,
        // Who looks into all processes of the host cannot do with less.
        service["pid"]?.text != "host",
        let value = Text(service.node["privileged"])
      else { return }
      // Source: github.com/google/cadvisor, README.md.
      let isDocumented = service.imageName.hasSuffix("cadvisor")
      reporter.report(
        "`\(service.name.value)` has every right on the machine", at: value,
        help: isDocumented
          ? "try `devices: [/dev/kmsg]` and mounts that are read-only instead: outside of Red Hat's systems they are enough"
          : "give it what it needs instead: `devices:`, `cap_add:`, mounts that are read-only")
    })
}
