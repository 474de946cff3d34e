import Documents
import Formats

extension Rule {
  static let composeReference = Rule(
    "compose/undefined-reference", .error,
    "a service names a network, volume, secret, configuration or service that no Compose file defines",
    why:
      "`docker compose up` refuses the whole file. What the files beside it or in a folder above define is known, since `-f` may merge them, and so is what `!reset` and `!override` take away. What a service extends has to be in its own file or in the one under `file:`: Compose looks for that before it merges files.",
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
      for project in facts.configuration.composeProjects {
        let bases = project.files.filter(\.isDefault).map(ReferencedNames.init)
        for file in project.files {
          reporter.reportUndefined(in: file, of: project)
          for service in file.services { reporter.reportUndefinedBase(of: service, in: file, links) }
          for base in bases { reporter.reportRemoved(by: file, from: base, of: project) }
        }
      }
    })
}

/// Which services of a file name what.
private struct ReferencedNames {
  let file: ComposeFact
  private var users: [ComposeSection: [(name: String, service: ComposeServiceFact, key: String)]] = [:]

  init(_ file: ComposeFact) {
    self.file = file
    for service in file.services {
      for reference in service.references {
        users[reference.section, default: []].append((reference.name, service, reference.key))
      }
    }
  }

  /// The first service that names something which another file takes away.
  ///
  /// - Parameter name: of that; nil where the other file takes away the whole section.
  func left(in section: ComposeSection, _ name: String?, without other: ComposeFact, _ project: ComposeProject) -> (
    name: String, ComposeServiceFact
  )? {
    users[section]?.first { user in
      (name ?? user.name) == user.name && file.names(section).contains(user.name) && other.removes(section, user.name)
        && !project.isReplaced(user.key, of: user.service.name, by: other)
    }.map { ($0.name, $0.service) }
  }
}

extension Reporter {
  fileprivate mutating func reportUndefined(in file: ComposeFact, of project: ComposeProject) {
    guard project.isWhole(file) else { return }
    for reference in file.services.flatMap(\.references) {
      let known = project.names(reference.section)
      let isRemoved = file.removes(reference.section, reference.name)
      guard isRemoved || !known.contains(reference.name) else { continue }
      let near = Spelling.nearest(to: reference.name, among: known.filter { $0 != reference.name })
      report(
        isRemoved
          ? "the \(reference.section.noun) `\(reference.name)` is taken away by this file"
          : "the \(reference.section.noun) `\(reference.name)` is defined nowhere "
            + (project.isAlone ? "in this file" : "in the Compose files here"),
        at: reference.range, in: file.source,
        help: near.map { "did you mean `\($0)`?" } ?? "define it under `\(reference.section.rawValue):`")
    }
  }

  /// What a file takes away from the one that it is laid over, though a service there names it still.
  fileprivate mutating func reportRemoved(by file: ComposeFact, from base: ReferencedNames, of project: ComposeProject)
  {
    for removal in file.removals {
      guard let section = removal.path.first.flatMap(ComposeSection.init), removal.path.count <= 2,
        let (name, left) = base.left(in: section, removal.path.dropFirst().first, without: file, project)
      else { continue }
      report(
        "the \(section.noun) `\(name)` is removed, but `\(left.name)` names it still, so Compose refuses both files",
        at: removal.range, in: file.source, help: "change what `\(left.name)` names, or keep `\(name)`",
        notes: [note("the service", at: left.range, in: base.file.source)])
    }
  }

  /// What a service extends and nobody defines.
  fileprivate mutating func reportUndefinedBase(
    of service: ComposeServiceFact, in file: ComposeFact, _ links: ComposeLinks
  ) {
    guard let extended = service.extended, !Interpolation.isNeeded(extended.service.text),
      let home = extended.file.map(links.file) ?? file,
      let known = extended.file == nil ? links.services(of: file) : home.names(.services),
      !known.contains(extended.service.text)
    else { return }
    let near = Spelling.nearest(to: extended.service.text, among: known.filter { $0 != service.name })
    let place = home.source === file.source ? "this file" : "`\(home.source.name)`"
    report(
      "the service `\(extended.service.text)` is not defined in \(place), and `extends` looks nowhere else",
      at: extended.service.range, in: file.source,
      help: near.map { "did you mean `\($0)`?" }
        ?? (extended.file == nil ? "name the file that defines it: `extends: { file: …, service: … }`" : nil))
  }
}

extension ComposeFact {
  /// Whether something by this name is gone once this file is laid over others: `!reset` stands before it, or either tag before the section.
  fileprivate func removes(_ section: ComposeSection, _ name: String) -> Bool {
    if names(section).contains(name) || (section == .networks && name == "default") { return false }
    return removedPaths.contains([section.rawValue])
      || removals.contains { $0.isReset && $0.path == [section.rawValue, name] }
  }
}
