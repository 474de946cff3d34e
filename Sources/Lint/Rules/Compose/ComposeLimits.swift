import Documents
import Formats

extension Rule {
  static let missingLimits = Rule(
    "compose/limits", .info, offBecause: "what a service may take depends on the machine",
    "a service may take all memory",
    why:
      "Monitoring shares the machine with what it watches. A query that loads too much should end in its own container.",
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
          api: { image: "example/api:1.2", mem_limit: 512m }
          db: { image: "postgres:17", deploy: { resources: { limits: { memory: 1g } } } }
        """),
      Example(files: [
        "compose.yml": "services: { api: { image: \"example/api:1.2\" } }",
        "compose.prod.yml": "services: { api: { mem_limit: 512m } }",
      ]),
    ],
    check: .project { facts, reporter in
      for (service, file, project) in facts.configuration.composeServices
      where !service.isPartial && project.union(of: service.name)?.limitsMemory == false {
        reporter.report(
          "nothing limits the memory of `\(service.name)`", at: service.range, in: file.source,
          help: "add `mem_limit:` or `deploy.resources.limits.memory:`")
      }
    })
}
