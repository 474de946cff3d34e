import Documents
import Formats

extension Rule {
  static let logRotation = Rule(
    "compose/log-rotation", .info, offBecause: "Docker's own configuration may rotate the logs of all containers",
    "the logs of a service grow without end",
    why: "Docker's default driver never rotates: a talkative container fills the disk.",
    bad: [
      Example(
        """
        services:
          ⟦api⟧: { image: "example/api:1.2" }
        """)
    ],
    good: [
      Example(
        """
        services:
          api: { image: "example/api:1.2", logging: { driver: json-file, options: { max-size: 10m } } }
          db: { image: "postgres:17", logging: { driver: journald } }
        """),
      Example(files: [
        "compose.yml": "services: { api: { image: \"example/api:1.2\" } }",
        "compose.prod.yml": "services: { api: { logging: { driver: local } } }",
      ]),
    ],
    check: .project { facts, reporter in
      for (service, file, project) in facts.configuration.composeServices
      where !service.isPartial && project.union(of: service.name)?.rotatesLogs == false {
        reporter.report(
          "the logs of `\(service.name)` are never rotated", at: service.range, in: file.source,
          help: "add `logging: { driver: local }`, or `options: { max-size: 10m, max-file: \"3\" }`")
      }
    })
}
