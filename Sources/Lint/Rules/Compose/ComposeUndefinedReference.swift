import Documents
import Formats

extension Rule {
  static let composeReference = Rule(
    "compose/undefined-reference", .error,
    "a service names a network, volume, secret, configuration or service that no Compose file defines",
    why:
      "`docker compose up` refuses the whole file. What the files beside it or in a folder above define is known, since `-f` may merge them, and so is what `!reset` and `!override` take away. What a service extends has to be in its own file or in the one under `file:`: Compose looks for that before it merges files. A name that several services of a file have is one finding. In a file that lies over others, as `compose.test.yml`, and where a Compose file in another folder defines the name, it is an info, unless it is misspelt: with which files that is merged, no file says.",
    bad: [
      Example(
        """
        services:
          api:
            image: example/api:1.2
            networks: [⟦monitring⟧]
            volumes: ["⟦data⟧:/data"]
            secrets: [⟦api_key⟧]
            depends_on: [⟦db⟧]
          sidecar:
            image: example/sidecar:1.2
            network_mode: service:⟦ap⟧
            links: ["⟦bd⟧:database"]
        networks: { monitoring: {} }
        """),
      Example(files: [
        "compose.yml": """
        services:
          api: { image: "example/api:1.2", depends_on: [db, cache] }
          db: { image: "postgres:17" }
          cache: { image: "redis:8" }
        """,
        "compose.prod.yml": """
        services:
          api: { networks: [⟦bak⟧], depends_on: !override [db] }
          web: { image: "example/web:1.2", depends_on: [⟦ap⟧], networks: [back] }
          cache: !reset null
        networks: { back: {} }
        """,
      ]),
      Example(files: [
        "compose.yml": """
        services:
          api: { image: "example/api:1.2", depends_on: [db] }
          db: { image: "postgres:17" }
        """,
        "compose.test.yml": """
        services:
          ⟦db⟧: !reset null
          web: { image: "example/web:1.2", depends_on: [⟦db⟧] }
        """,
      ]),
      Example(files: [
        "compose.yml": """
        services:
          api: { image: "example/api:1.2", networks: [front], volumes: ["data:/data"] }
          db: { image: "postgres:17", volumes: ["data:/data"], networks: [default] }
        networks: { front: {} }
        volumes: { data: {} }
        """,
        "compose.override.yml": """
        services:
          web: { image: "example/web:1.2", networks: [⟦front⟧, back, default] }
        ⟦networks⟧: !override { back: {} }
        ⟦volumes⟧: !reset {}
        """,
      ]),
      Example(files: [
        "compose.yml": """
        services:
          api: { image: "example/api:1.2", extends: { service: ⟦common⟧ } }
          web: { image: "example/web:1.2", extends: ⟦apii⟧ }
          job: { extends: { file: common/base.yml, service: ⟦worker⟧ } }
          own: { extends: { file: compose.yml, service: ⟦bas⟧ } }
        """,
        "compose.override.yml": """
        services:
          db: { image: "postgres:17", extends: ⟦api⟧ }
        """,
        "common/base.yml": """
        services:
          common: { image: "example/common:1.2" }
          worker: !reset { image: "example/worker:1.2" }
        """,
      ]),
    ],
    good: [
      Example(
        """
        services:
          api:
            image: example/api:1.2
            networks: [monitoring, default]
            volumes: ["data:/data", "./local:/local", "/anonymous", "${DATA:-data}:/more"]
            depends_on: [db]
          db:
            image: postgres:17
          sidecar:
            image: example/sidecar:1.2
            network_mode: service:db
            pid: host
            links: ["db:database"]
            volumes_from: ["db:ro", "container:other"]
        networks: { monitoring: {} }
        volumes: { data: {} }
        """),
      Example(files: [
        "docker-compose.yml": """
        include: [db/compose.yml]
        services:
          api: { image: "example/api:1.2", depends_on: [db, cache], volumes: ["data:/data"] }
          cache: { image: "redis:8" }
        networks: { back: {} }
        volumes: { data: {} }
        """,
        "docker-compose-ci.yml": """
        services:
          api: { depends_on: !reset [], volumes: !reset [] }
          cache: !reset null
          web: { image: "example/web:1.2", depends_on: [db], networks: [back] }
        volumes: { data: !reset null }
        """,
        "connect.yml": """
        services:
          connect: { image: "example/connect:7.9", depends_on: [api] }
        """,
        "db/compose.yml": """
        services:
          db: { image: "postgres:17", networks: [back] }
        """,
        "deploy/prod/docker-compose.prod.yml": """
        services:
          api: { networks: [back] }
          worker: { extends: { file: ../../common/base.yml, service: worker }, depends_on: [api] }
        """,
        "common/base.yml": """
        services:
          worker: { image: "example/worker:1.2", networks: [back] }
        """,
        "elsewhere/docker-compose.override.yml": """
        services:
          unknown: { ports: ["127.0.0.1:80:80"], networks: [unknown] }
        """,
      ]),
      Example(files: [
        "compose.yml": """
        include: [db.yml]
        services:
          api: { image: "example/api:1.2", extends: base, networks: [front] }
          base: { image: "example/base:1.2" }
          web: { extends: { file: common.yml, service: web } }
          job: { extends: { file: https://example.com/compose.git, service: job } }
          any: { extends: "${BASE:-common}" }
          own: { image: "example/own:1.2", extends: { file: ./compose.yml, service: base } }
          included: { image: "example/own:1.2", extends: db }
        networks: { front: {} }
        """,
        "compose.override.yml": """
        services:
          api: { networks: !override [back] }
        networks: !override { back: {} }
        """,
        "common.yml": """
        services:
          web: { image: "example/web:1.2", extends: common }
          common: { image: "example/common:1.2" }
        """,
        "db.yml": """
        services:
          db: { image: "postgres:17" }
        """,
      ]),
      Example(files: [
        "compose.yml": """
        services:
          api: { image: "example/api:1.2", networks: [front] }
        networks: { front: {} }
        """,
        "compose.override.yml": """
        services: !override
          web: { image: "example/web:1.2" }
        networks: !reset {}
        """,
      ]),
    ],
    check: .project { facts, reporter in
      let links = ComposeLinks(facts.configuration.compose)
      let elsewhere = Dictionary(
        uniqueKeysWithValues: ComposeSection.allCases.map { section in
          (section, facts.configuration.compose.reduce(into: Set<String>()) { $0.formUnion($1.names(section)) })
        })
      for project in facts.configuration.composeProjects {
        let bases = project.files.filter(\.isDefault).map(ReferencedNames.init)
        for file in project.files {
          reporter.reportUndefined(in: file, of: project, elsewhere: elsewhere)
          reporter.reportUndefinedBases(in: file, links)
          for base in bases { reporter.reportRemoved(by: file, from: base, of: project) }
        }
      }
    })
}
