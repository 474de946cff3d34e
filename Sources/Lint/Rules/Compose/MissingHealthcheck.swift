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
        """)
    ],
    check: .project { facts, reporter in
      for (service, file, project) in facts.configuration.composeServices
      where project.lacks(service, { $0.health == .unsaid }) {
        reporter.report(
          "nothing tells whether `\(service.name)` works", at: service.range, in: file.source,
          help: "add `healthcheck:`")
      }
    })
}
