import Documents
import Formats

extension Rule {
  static let composeCycle = Rule(
    "compose/cycle", .error,
    "services extend or wait for each other in a circle, or files include each other",
    why:
      "`docker compose` refuses the whole project. A service waits for those under `depends_on` and `links`, and for those whose volumes, network or processes it shares.",
    bad: [
      Example(
        """
        services:
          api: { image: "example/api:1.2", depends_on: [⟦worker⟧] }
          worker: { image: "example/worker:1.2", links: ["proxy:web"] }
          proxy: { image: "example/proxy:1.2", network_mode: "service:api" }
          base: { extends: { service: ⟦common⟧ }, image: "example/base:1.2" }
          common: { extends: base }
          own: { image: "example/own:1.2", extends: ⟦own⟧ }
        """),
      Example(files: [
        "compose.yml": """
        include: ["⟦db/compose.yml⟧"]
        services:
          api: { extends: { file: common/base.yml, service: ⟦api⟧ } }
        """,
        "common/base.yml": """
        services:
          api: { image: "example/api:1.2", extends: { file: ../compose.yml, service: api } }
        """,
        "db/compose.yml": """
        include: [{ path: ["../more.yml", "../compose.yml"] }]
        services:
          db: { image: "postgres:17" }
        """,
        "more.yml": """
        include: ["⟦more.yml⟧"]
        services:
          more: { image: "example/more:1.2" }
        """,
      ]),
    ],
    good: [
      Example(
        """
        services:
          api: { image: "example/api:1.2", depends_on: [db, worker] }
          worker: { image: "example/worker:1.2", depends_on: { db: { condition: service_started } }, external_links: [api] }
          db: { extends: base, image: "postgres:17" }
          base: { image: "example/base:1.2" }
        """),
      Example(files: [
        "compose.yml": """
        include: [db.yml, more.yml]
        services:
          api: { extends: { file: base.yml, service: api }, depends_on: [worker] }
          worker: { image: "example/worker:1.2", depends_on: [api] }
        """,
        "compose.override.yml": """
        services:
          worker: { depends_on: !reset [] }
        """,
        "base.yml": """
        services:
          api: { image: "example/api:1.2" }
        """,
        "db.yml": """
        include: [more.yml]
        services:
          db: { image: "postgres:17" }
        """,
        "more.yml": """
        services:
          more: { image: "example/more:1.2" }
        """,
      ]),
    ],
    check: .project { facts, reporter in
      let files = facts.configuration.compose
      let links = ComposeLinks(files)
      let extending = CycleSearch.cycles(from: files.flatMap(ServicePlace.all)) { $0.bases(links) }
      reporter.report(extending, alone: "extends itself", together: "services extend each other in a circle")
      let including = CycleSearch.cycles(from: files.map(FilePlace.init)) { $0.included(links) }
      reporter.report(including, alone: "includes itself", together: "files include each other in a circle")
      for project in facts.configuration.composeProjects {
        for file in project.files {
          let services = Dictionary(ServicePlace.all(of: file).map { ($0.service.name, $0) }) { first, _ in first }
          let waiting = CycleSearch.cycles(from: file.services.compactMap { services[$0.name] }) {
            $0.dependencies(among: services, project)
          }
          reporter.report(waiting, alone: "waits for itself", together: "services wait for each other in a circle")
        }
      }
    })
}

/// A service that may be part of a circle.
private struct ServicePlace: Hashable {
  let service: ComposeServiceFact
  let file: ComposeFact

  static func all(of file: ComposeFact) -> [ServicePlace] {
    file.services.map { ServicePlace(service: $0, file: file) }
  }

  static func == (one: ServicePlace, other: ServicePlace) -> Bool {
    one.file.source === other.file.source && one.service.name == other.service.name
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(file.source))
    hasher.combine(service.name)
  }

  /// The service that this one extends.
  func bases(_ links: ComposeLinks) -> [(to: ServicePlace, step: Step)] {
    guard let word = service.extended?.service, let (base, home) = links.base(of: service, in: file) else { return [] }
    return [(ServicePlace(service: base, file: home), step(at: word.range))]
  }

  /// The services of the same file that have to be there before this one.
  func dependencies(among services: [String: ServicePlace], _ project: ComposeProject) -> [(
    to: ServicePlace, step: Step
  )] {
    service.references.compactMap { reference in
      guard reference.section == .services, let other = services[reference.name],
        !project.isReplaced(reference.key, of: service.name, by: file)
      else { return nil }
      return (other, step(at: reference.range))
    }
  }

  private func step(at range: Range<Int>) -> Step { Step(name: service.name, range: range, source: file.source) }
}

/// A file that may be part of a circle.
private struct FilePlace: Hashable {
  let file: ComposeFact

  static func == (one: FilePlace, other: FilePlace) -> Bool { one.file.source === other.file.source }

  func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(file.source)) }

  func included(_ links: ComposeLinks) -> [(to: FilePlace, step: Step)] {
    file.includes.compactMap { name in
      guard let word = name.word, let other = links.file(name) else { return nil }
      return (FilePlace(file: other), Step(name: file.source.name, range: word.range, source: file.source))
    }
  }
}

/// A way from one service or file to another.
private struct Step {
  /// What it begins at.
  let name: String
  /// Where it is written.
  let range: Range<Int>
  let source: SourceFile
}

extension Reporter {
  fileprivate mutating func report(_ cycles: [[Step]], alone: String, together: String) {
    for cycle in cycles {
      let first = cycle[0]
      let names = cycle.prefix(5).map { "`\($0.name)`" } + (cycle.count > 5 ? ["…"] : []) + ["`\(first.name)`"]
      report(
        cycle.count == 1
          ? "`\(first.name)` \(alone), so Compose refuses it"
          : "\(together), so Compose refuses them: \(names.joined(separator: " → "))",
        at: first.range, in: first.source, help: "take one of them out",
        notes: cycle.dropFirst().prefix(3).map { note("from here", at: $0.range, in: $0.source) })
    }
  }
}
