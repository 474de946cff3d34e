import Documents
import Formats

extension Rule {
  static let noImage = Rule(
    "compose/no-image", .error,
    "a service has neither an image nor anything to build it from",
    why: "Compose refuses the whole file. What other files say that may be merged with it, or that it extends, counts.",
    bad: [
      Example(
        """
        services:
          api: { image: "example/api:1.2" }
          ⟦worker⟧: { restart: always, ports: ["127.0.0.1:80:80"] }
        """)
    ],
    good: [
      Example(files: [
        "compose.yml": """
        services:
          api: { image: "example/api:1.2" }
          web: { build: . }
          job: { extends: { file: base.yml, service: job } }
          cloud: { provider: { type: cloud } }
        """,
        "compose.override.yml": """
        services:
          api: { restart: always }
        """,
        "base.yml": """
        services:
          job: { image: "example/job:1.2" }
        """,
      ])
    ],
    check: .project { facts, reporter in
      let run = Set(facts.configuration.compose.flatMap(\.services).filter { !$0.isPartial }.map(\.name))
      for (service, file, project) in facts.configuration.composeServices {
        // A file of settings alone is laid over one that was not given.
        guard file.isDefault || file.services.contains(where: { !$0.isPartial }), project.isAlone, service.isPartial,
          service.extended == nil
        else { continue }
        reporter.report(
          "`\(service.name)` has no image and nothing to build, so Compose refuses the file", at: service.range,
          in: file.source, help: "add `image:` or `build:`",
          // It may be laid over a file of another folder, which no file says.
          as: run.contains(service.name) ? .info : nil)
      }
    })
}
