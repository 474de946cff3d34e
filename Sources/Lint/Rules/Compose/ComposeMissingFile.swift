import Documents
import Formats

extension Rule {
  static let composeMissingFile = Rule(
    "compose/missing-file", .error,
    "`include` or `extends` names a file that does not exist",
    why:
      "`docker compose` refuses the whole project. Only paths within what is linted are judged, from the folder of the file and those above it, since Compose begins at that of the first file that it is given.",
    bad: [
      Example(files: [
        "compose.yml": """
        include:
          - ⟦databse.yml⟧
          - path: [database.yml, "⟦./more/compose.yml⟧"]
        services:
          api: { extends: { file: ⟦common/bas.yml⟧, service: api } }
          web: { extends: { file: common/bas.yml, service: web } }
        """,
        "database.yml": """
        services:
          db: { image: "postgres:17" }
        """,
        "common/base.yml": """
        services:
          api: { image: "example/api:1.2" }
        """,
      ])
    ],
    good: [
      Example(files: [
        "compose.yml": """
        include:
          - database.yml
          - "${MORE:-more}.yml"
          - oci://registry.example.com/more:1
          - https://github.com/example/more.git#main
          - git@github.com:example/more.git
          - /etc/compose/more.yml
          - ~/compose/more.yml
          - ../elsewhere/compose.yml
          - .generated/compose.yml
          - node_modules/more/compose.yml
          - { path: [./deploy/compose.prod.yml, notes.md], project_directory: . }
        services:
          api: { extends: { file: ./common/base.yml, service: api } }
        """,
        "database.yml": """
        services:
          db: { image: "postgres:17" }
        """,
        "deploy/compose.prod.yml": """
        services:
          worker: { extends: { file: common/base.yml, service: api } }
        """,
        "common/base.yml": """
        services:
          api: { image: "example/api:1.2" }
        """,
        "notes.md": "# Notes\n",
      ])
    ],
    check: .project { facts, reporter in
      let place = facts.place
      for file in facts.configuration.compose where place.has(file.source.name) {
        var missing = PlacesByCause()
        for name in file.includes + file.services.compactMap({ $0.extended?.file }) {
          guard let word = name.word, let path = name.path, place.lacks(path, namedAs: word.text, in: file.source.name)
          else { continue }
          missing.add(word.range, to: word.text)
        }
        for (path, places) in missing.all {
          reporter.report(
            "there is no file `\(path)`, so Compose refuses this one", at: places[0], in: file.source,
            notes: reporter.notes(alsoAt: places.dropFirst(), in: file.source))
        }
      }
    })
}
