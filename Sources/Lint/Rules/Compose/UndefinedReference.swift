import Documents
import Formats

extension Rule {
  static let composeReference = Rule(
    "compose/undefined-reference", .error,
    "a service names a network, volume, secret, configuration or service that no Compose file defines",
    why:
      "`docker compose up` refuses the whole file. What the files beside it or in a folder above define is known, since `-f` may merge them, and so is what `!reset` takes away.",
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
    ],
    check: .project { facts, reporter in
      for project in facts.configuration.composeProjects {
        let bases = project.files.filter(\.isDefault).map(ReferencedNames.init)
        for file in project.files {
          reporter.reportUndefined(in: file, of: project)
          for base in bases { reporter.reportRemoved(by: file, from: base, of: project) }
        }
      }
    })
}

/// Which services of a file name what.
private struct ReferencedNames {
  let file: ComposeFact
  private(set) var users: [[String]: [(service: ComposeServiceFact, key: String)]] = [:]

  init(_ file: ComposeFact) {
    self.file = file
    for service in file.services {
      for reference in service.references {
        users[[reference.section.rawValue, reference.name], default: []].append((service, reference.key))
      }
    }
  }
}

extension Reporter {
  fileprivate mutating func reportUndefined(in file: ComposeFact, of project: ComposeProject) {
    guard project.isWhole(file) else { return }
    let removed = Set(file.removals.filter(\.isReset).map(\.path))
    for reference in file.services.flatMap(\.references) {
      let known = project.names(reference.section)
      let isRemoved = removed.contains([reference.section.rawValue, reference.name])
      guard isRemoved || !known.contains(reference.name) else { continue }
      let near = Spelling.nearest(to: reference.name, among: known.filter { $0 != reference.name })
      report(
        isRemoved
          ? "the \(reference.section.noun) `\(reference.name)` is removed by `!reset` in this file"
          : "the \(reference.section.noun) `\(reference.name)` is defined nowhere "
            + (project.isAlone ? "in this file" : "in the Compose files here"),
        at: reference.range, in: file.source,
        help: near.map { "did you mean `\($0)`?" } ?? "define it under `\(reference.section.rawValue):`")
    }
  }

  /// What a file takes away from the one that it is laid over, though a service there names it still.
  fileprivate mutating func reportRemoved(by file: ComposeFact, from base: ReferencedNames, of project: ComposeProject)
  {
    for removal in file.removals where removal.isReset {
      guard let section = removal.path.first.flatMap(ComposeSection.init), let users = base.users[removal.path],
        base.file.names(section).contains(removal.path[1]),
        let left = users.first(where: { !project.isReplaced($0.key, of: $0.service.name, by: file) })?.service
      else { continue }
      let name = removal.path[1]
      report(
        "the \(section.noun) `\(name)` is removed, but `\(left.name)` names it still, so Compose refuses both files",
        at: removal.range, in: file.source, help: "change what `\(left.name)` names, or keep `\(name)`",
        notes: [note("the service", at: left.range, in: base.file.source)])
    }
  }
}
