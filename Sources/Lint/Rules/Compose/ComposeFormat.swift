import Documents
import Formats

extension Rule {
  static let composeFormat = Rule(
    "compose/format", .error,
    "a Compose file holds something that Compose refuses",
    why: "`docker compose up` stops at the first of them, and nothing is started.",
    bad: [
      Example(
        """
        services:
          api:
            image: example/api:1.2
            ⟦enviroment⟧: { A: b }
            ports: ⟦"8080:8080"⟧
            depends_on:
              db: { condition: ⟦healthy⟧ }
          db:
            image: postgres:17
        """),
      Example(
        """
        services:
          api:
            image: example/api:1.2
            command: echo ⟦${HOME/x/y}⟧
            ports: [⟦"8080:80:90:100"⟧, ⟦abc⟧, ⟦"80:70000"⟧]
            network_mode: host
            ⟦networks⟧: [default]
            stop_grace_period: ⟦10⟧
            mem_limit: ⟦5x⟧
            healthcheck: { test: [⟦curl⟧, -f, http://localhost/], interval: ⟦"10"⟧ }
            volumes: [⟦data:/data:ro:z⟧]
          ⟦web app⟧: { image: "example/web:1.2", container_name: web, deploy: { ⟦replicas⟧: 2 } }
        volumes: { data: { external: true, ⟦driver⟧: local } }
        """),
    ],
    good: [
      Example(
        """
        name: shop
        x-common: &common
          restart: unless-stopped
        services:
          api:
            <<: *common
            image: example/api:1.2
            environment: [A=b]
            command: ["--port", "8080"]
            ports: ["127.0.0.1:8080:8080", { target: 9000, published: "9000" }]
            x-note: anything
            restart: no
            stop_grace_period: 1m30s
            mem_limit: 512m
            deploy: { resources: { limits: { cpus: "0.5", memory: "${MEMORY:-1.5gb}" } } }
          web:
            image: example/web:1.2
            command: echo $$HOME ${NAME:-web} ${TAG:?set it}
            ports: ["80", "[::1]:6001:6001/udp", "8080-8085:80", "${PORT}:80"]
            volumes: ["./x:/x:ro,z", "C:/data:/data:ro"]
        """)
    ],
    check: .compose { file, reporter in
      reporter.report(ComposeShape.problems(in: file.node) + ComposeConsistency.problems(in: file))
    })
}
