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
      let place = LintedPlace(facts.paths, exists: reporter.knowledge.exists)
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

/// What was linted, and which files are there.
private struct LintedPlace {
  private let exists: (String) -> Bool
  /// Every folder with a file that was given, or with folders of such files.
  private let folders: Set<String>
  /// The folder that all of them are in, part by part; the first part of a path from the root is empty.
  private let root: [Substring]

  /// - Parameter exists: nil where nobody can look: then there is what was given.
  init(_ paths: Set<String>, exists: (@Sendable (String) -> Bool)?) {
    let paths = Set(paths.map(ProjectPath.normalized))
    self.exists = exists ?? paths.contains
    var folders: Set<String> = [], root: [Substring]?
    for path in paths {
      var folder = ProjectPath.folder(path)
      while folders.insert(folder).inserted { folder = ProjectPath.folder(folder) }
      let parts = Self.parts(path).dropLast()
      root = root.map { zip($0, parts).prefix { $0 == $1 }.map(\.0) } ?? Array(parts)
    }
    self.folders = folders
    self.root = root ?? []
  }

  /// Whether a file lies on the disk: not what comes through a pipe.
  func has(_ file: String) -> Bool { exists(file) && !file.hasPrefix("/dev/") && !file.hasPrefix("/proc/") }

  /// Whether a file that another names should be here and is not.
  func lacks(_ path: String, namedAs word: String, in file: String) -> Bool {
    guard let first = word.utf8.first, first != UInt8(ascii: "/"), first != UInt8(ascii: "~"), !word.includes("\\")
    else { return false }
    let parts = Self.parts(path)
    guard parts.starts(with: root), Self.isOwn(parts.dropFirst(root.count)), !exists(path) else { return false }
    // An empty folder is a repository within this one that was not fetched.
    let folder = ProjectPath.folder(path)
    guard folders.contains(folder) || !exists(folder) else { return false }
    let above = sequence(first: ProjectPath.folder(file)) { $0.isEmpty ? nil : ProjectPath.folder($0) }
    return above.dropFirst().allSatisfy { !exists(ProjectPath.resolved(word, beside: $0.isEmpty ? "" : $0 + "/")) }
  }

  /// Whether a path leads neither out of the folder nor to what others put there.
  private static func isOwn(_ parts: some Sequence<Substring>) -> Bool {
    parts.allSatisfy { !$0.hasPrefix(".") && !ProjectPath.foreignFolders.contains(String($0)) }
  }

  private static func parts(_ path: String) -> [Substring] {
    path.split(separator: "/", omittingEmptySubsequences: false)
  }
}
