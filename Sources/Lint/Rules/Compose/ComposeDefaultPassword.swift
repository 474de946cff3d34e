import Documents
import Formats

extension Rule {
  static let defaultPassword = Rule(
    "compose/default-password", .warning,
    "a service is started with a password that everybody knows",
    why:
      "The first thing that is tried from outside are the passwords of the documentation. Looked for where the service has a port on its machine: a warning where it stays up, by `restart:` or `deploy:`, in a file that is for production by its name, its first comment, a cluster or port 443, and an info elsewhere; files for development, tests and examples are left alone.",
    sparesTrials: true,
    bad: [
      Example(
        """
        services:
          grafana:
            image: grafana/grafana:12.0.0
            environment:
              GF_SECURITY_ADMIN_PASSWORD: ⟦admin⟧
            ports: ["3000:3000"]
            restart: unless-stopped
            volumes: ["./loki/local-config.yaml:/etc/loki/local-config.yaml"]
          db:
            image: postgres:17
            ports: ["5432:5432"]
            environment: ["⟦POSTGRES_PASSWORD=postgres⟧"]
        """),
      // The database is open to everybody.
      Example(
        """
        # The shop, as it runs in production.
        services:
          shop:
            image: example/shop:1.2
            environment: { DB_HOST: db, DB_PASSWORD: "⟦${DB_PASSWORD:-changeme}⟧", ADMIN_PASSWORD: ⟦admin⟧ }
            ports: ["3000:3000"]
          db:
            image: postgres:17
            ports: ["5432:5432"]
        """),
    ],
    good: [
      Example(
        """
        services:
          grafana:
            image: grafana/grafana:12.0.0
            environment:
              GF_SECURITY_ADMIN_PASSWORD__FILE: /run/secrets/grafana
              PASSWORD_FILE: /run/secrets/x
              OTHER_PASSWORD: ${OTHER_PASSWORD}
            ports: ["3000:3000"]
          db:
            image: postgres:17
            environment: { POSTGRES_PASSWORD: postgres }
            expose: ["5432"]
          shop:
            image: example/shop:1.2
            environment: ["DB_URL=jdbc:postgresql://db:5432/shop", "DB_PASSWORD=${DB_PASSWORD:-postgres}"]
            ports: ["3001:3000"]
          search:
            image: opensearchproject/opensearch:3.0.0
            environment: { plugins.security.disabled: "true", OPENSEARCH_INITIAL_ADMIN_PASSWORD: admin }
            ports: ["9200:9200"]
        """),
      Example(
        """
        # Do not use this in production: it is what the system tests run.
        services:
          db: { image: "postgres:17", environment: { POSTGRES_PASSWORD: postgres }, ports: ["5432:5432"] }
        """),
      Example(
        """
        services:
          grafana: { image: "grafana/grafana:12.0.0", environment: { GF_SECURITY_ADMIN_PASSWORD: admin }, ports: ["3000:3000"] }
          prometheus: { image: "prom/prometheus:v3.5.0", volumes: ["./hack/dev/prometheus.yml:/etc/prometheus/prometheus.yml"] }
        """),
      Example(files: [
        "deploy/quick-start/compose.yml":
          "services: { db: { image: \"postgres:17\", environment: { POSTGRES_PASSWORD: postgres }, ports: [\"5432:5432\"] } }"
      ]),
      Example(files: [
        "compose.dev.yaml":
          "services: { db: { image: \"postgres:17\", environment: { POSTGRES_PASSWORD: postgres }, ports: [\"5432:5432\"] } }"
      ]),
    ],
    check: .compose { file, reporter in
      if file.isForTrial { return }
      let isDeployed = file.isForProduction && !file.isForDevelopers
      for service in file.services where service.isReachable && !service.asksNobody {
        for variable in service.environment {
          guard SecretNames.isPassword(variable.name), let value = variable.value.flatMap(Interpolation.filled),
            SecretNames.wellKnown.contains(value.lowercased()),
            !service.isForInside(variable.name, among: file.services)
          else { continue }
          let range = Text(variable.node)?.contentRange(in: reporter.source) ?? variable.node.range
          reporter.report(
            "the password `\(value)` is among the first that are tried", at: range,
            help:
              "take it from a file, `\(SecretNames.fileVariable(of: variable.name))` or a secret, or from `${\(variable.name)}`",
            as: isDeployed && service.staysUp ? nil : .info)
        }
      }
    })
}
