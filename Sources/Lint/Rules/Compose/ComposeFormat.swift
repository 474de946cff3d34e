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
        """)
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
        """)
    ],
    check: .compose { file, reporter in reporter.report(ComposeShape.problems(in: file.node)) })
}
