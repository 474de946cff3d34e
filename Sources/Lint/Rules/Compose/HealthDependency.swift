import Documents
import Formats

extension Rule {
  static let healthDependency = Rule(
    "compose/health-dependency", .error,
    "a service waits for the health of another that has no healthcheck",
    why: "Compose waits for a state that never comes, and refuses to start the service.",
    bad: [
      Example(
        """
        services:
          api:
            image: example/api:1.2
            depends_on:
              cache: { condition: ⟦service_healthy⟧ }
          cache:
            image: redis:7.4
            healthcheck: { disable: true }
        """)
    ],
    good: [
      Example(
        """
        services:
          api:
            image: example/api:1.2
            depends_on:
              cache: { condition: service_healthy }
              built: { condition: service_healthy }
          cache:
            image: redis:7.4
            healthcheck: { test: [CMD, redis-cli, ping] }
          built:
            build: .
        """)
    ],
    check: .compose { file, reporter in
      for service in file.services {
        for dependency in service.dependencies where dependency.condition?.value == "service_healthy" {
          guard let condition = dependency.condition,
            let other = file.services.first(where: { $0.name.value == dependency.name.value }), !other.hasHealthcheck
          else { continue }
          // Its image may bring one, which only Docker Official Images are known not to do.
          let isDisabled = other["healthcheck"] != nil
          guard
            isDisabled || (!other.isPartial && other["build"] == nil && withoutHealthcheck.contains(other.imageName))
          else {
            continue
          }
          reporter.report(
            "`\(dependency.name.value)` has no healthcheck, so it never becomes healthy and this service never starts",
            at: condition, help: "give `\(dependency.name.value)` a `healthcheck:`",
            notes: [reporter.note("the service", at: other.name.range)])
        }
      }
    })

  /// Images without HEALTHCHECK. Source: their Dockerfiles.
  private static let withoutHealthcheck: Set<String> = [
    "postgres", "redis", "mysql", "mariadb", "mongo", "rabbitmq", "nginx", "memcached", "valkey/valkey",
    "prom/prometheus", "prom/alertmanager", "prom/node-exporter", "prom/blackbox-exporter", "grafana/grafana",
    "grafana/loki", "grafana/alloy", "grafana/tempo",
  ]
}
