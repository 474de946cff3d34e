import Documents
import Formats

extension Rule {
  static let missingHealthcheck = Rule(
    "compose/healthcheck", .info, offBecause: "images may bring their own",
    "a service has no healthcheck",
    why:
      "Docker restarts what exits, but not what hangs, and others cannot wait until it is ready. Images may bring their own.",
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
          api: { image: "example/api:1.2", healthcheck: { test: [CMD, /health] } }
        """),
      Example(files: [
        "compose.yml": "services: { api: { image: \"example/api:1.2\" } }",
        "compose.prod.yml": "services: { api: { healthcheck: { test: [CMD, /health] } } }",
      ]),
    ],
    check: .project { facts, reporter in
      for (service, file, project) in facts.configuration.composeServices
      where !service.isPartial && project.union(of: service.name)?.health == [.unsaid] {
        reporter.report(
          "nothing tells whether `\(service.name)` works", at: service.range, in: file.source,
          help: "add `healthcheck:`")
      }
    })
}
