import Documents
import Formats

extension Rule {
  static let healthDependency = Rule(
    "compose/health-dependency", .error,
    "a service waits for the health of another that has no healthcheck",
    why:
      "Compose waits for a state that never comes, and refuses to start the service. An image may bring its own healthcheck: only those that are known not to are reported.",
    bad: [
      Example(
        """
        services:
          api:
            image: example/api:1.2
            depends_on:
              cache: { condition: ⟦service_healthy⟧ }
              db: { condition: ⟦service_healthy⟧ }
          cache:
            image: redis:7.4
            healthcheck: { disable: true }
          db:
            image: docker.io/library/postgres:17
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
              gitlab: { condition: service_healthy }
              own: { condition: service_healthy }
              chosen: { condition: service_healthy }
              optional: { condition: service_healthy, required: false }
          cache:
            image: redis:7.4
            healthcheck: { test: [CMD, redis-cli, ping] }
          built:
            build: .
          gitlab:
            image: gitlab/gitlab-ce:17.9.1-ce.0
          own:
            image: registry.example.com/postgres:17
          chosen:
            image: ${DATABASE_IMAGE:-postgres:17}
          optional:
            image: postgres:17
        """),
      Example(files: [
        "compose.yml": """
        services:
          api: { image: "example/api:1.2", depends_on: { db: { condition: service_healthy } } }
          db: { image: "postgres:17" }
        """,
        "compose.override.yml": """
        services:
          db: { healthcheck: { test: [CMD, pg_isready] } }
        """,
      ]),
    ],
    check: .project { facts, reporter in
      for (service, file, project) in facts.configuration.composeServices {
        if project.isReplaced("depends_on", of: service.name, by: file) { continue }
        for reference in service.references {
          guard let place = reference.healthCondition, project.isNeverHealthy(reference.name) else { continue }
          reporter.report(
            "`\(reference.name)` has no healthcheck, so it never becomes healthy and this service never starts",
            at: place, in: file.source, help: "give `\(reference.name)` a `healthcheck:`",
            notes: project.note(on: reference.name, beside: file))
        }
      }
    })

  /// Images of Docker Hub that never had a HEALTHCHECK. Source: the history of the Dockerfiles in github.com/docker-library,
  /// MariaDB/mariadb-docker, nginx/docker-nginx, valkey-io/valkey-container, prometheus and grafana, July 2026.
  fileprivate static let withoutHealthcheck: Set<String> = [
    "postgres", "redis", "mysql", "mariadb", "mongo", "rabbitmq", "nginx", "memcached", "valkey/valkey",
    "prom/prometheus", "prom/alertmanager", "prom/node-exporter", "prom/blackbox-exporter", "grafana/grafana",
    "grafana/alloy", "grafana/tempo",
  ]
}

extension ComposeProject {
  /// Whether nothing in any of the files, and nothing in its image, checks a service.
  fileprivate func isNeverHealthy(_ service: String) -> Bool {
    guard let union = union(of: service), union.isWhole, !union.isBuilt, !union.health.contains(.checked) else {
      return false
    }
    return union.health.contains(.disabled) || (!union.images.isEmpty && union.images.allSatisfy(Self.isBare))
  }

  /// An image of Docker Hub that is known to bring no healthcheck, whatever its version.
  private static func isBare(_ image: String) -> Bool {
    let reference = ImageReference(image)
    return reference.registry == nil && Rule.withoutHealthcheck.contains(reference.name)
  }

  /// Where a service is defined, in the file that is being looked at if it is there.
  fileprivate func note(on service: String, beside file: ComposeFact) -> [Finding.Note] {
    let places = ([file] + files).lazy.flatMap { file in
      file.services.filter { $0.name == service }.map { Finding.Note("the service", in: file.source, at: $0.range) }
    }
    return Array(places.prefix(1))
  }
}
