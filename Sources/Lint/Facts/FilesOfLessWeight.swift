import Documents

extension SourceFile {
  var purpose: FilePurpose { FilePurpose(path: name, below: given) }
  var isAbandoned: Bool { purpose.isAbandoned }
  var isFixture: Bool { purpose.isFixture }
}

/// What a path says of what a file is for.
struct FilePurpose {
  private let name: String

  /// - Parameter given: the file or folder that somebody asked about: its own name and those above it say nothing.
  init(path: String, below given: String) {
    let isBelow = !given.isEmpty && (path == given || path.hasPrefix(given.hasSuffix("/") ? given : given + "/"))
    name = isBelow ? String(path.dropFirst(given.count).drop { $0 == "/" }) : path
  }

  /// Whether its name or a folder says that nobody uses it any more: `compose_old.yml`, `archive/`; or that it is a copy that some
  /// desktop made of another: `compose 2.yml`, `compose - Copy.yml`.
  var isAbandoned: Bool {
    var parts = name.utf8.split(separator: UInt8(ascii: "/"))
    if name.utf8.first == UInt8(ascii: "/") { parts = parts.suffix(2) }
    return parts.dropLast().contains(where: Self.isArchive)
      || parts.flatMap(Words.of).contains(where: Self.abandoned.contains) || isCopy
  }

  /// `archive`, `04-Archive`; a `wal-archive` is in use.
  private static func isArchive(_ folder: Substring.UTF8View) -> Bool {
    Words.of(folder).filter { !$0.utf8.allSatisfy(\.isDigit) } == ["archive"]
  }

  private var isCopy: Bool {
    let stem = name.utf8.reversed().drop { $0 != UInt8(ascii: ".") }.dropFirst().reversed()
    let last = stem.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false).dropFirst().last
    guard let last, let first = last.first else { return false }
    return last.count == 1 && (0x32...0x39).contains(first) || last.elementsEqual("copy".utf8)
      || last.elementsEqual("Copy".utf8)
  }

  private static let abandoned: Set<String> = ["old", "archived", "deprecated", "obsolete", "attic"]

  /// Whether its name says that a program writes it.
  var isGenerated: Bool { name.split(separator: "/").last.map { String($0).includes("generated") } == true }

  /// Whether it is an excerpt for readers, a text beside a manual.
  var isOfManual: Bool { name.hasSuffix(".txt") && name.split(separator: "/").dropLast().contains("docs") }

  /// Whether its folder says that other files are made of it, and it is not one of the templates that Alertmanager reads itself.
  var isTemplate: Bool {
    let folders = name.utf8.split(separator: UInt8(ascii: "/")).dropLast()
    return !name.hasSuffix(".tmpl") && folders.contains { Self.templates.contains(Substring($0)) }
  }

  private static let templates: Set<Substring> = ["templates", "template", "skeleton", "scaffold", "boilerplate"]

  /// Whether it is the input of a program's tests, which nobody deploys and which may be wrong on purpose.
  var isFixture: Bool {
    if Self.fixtureEndings.contains(where: name.hasSuffix) { return true }
    var parts = name.utf8.split(separator: UInt8(ascii: "/"))
    guard let file = parts.popLast() else { return false }
    // Of a path from the root only the end is the project's.
    let folders = name.utf8.first == UInt8(ascii: "/") ? parts.suffix(2) : parts[...]
    return folders.contains { folder in
      Self.fixtures.contains(Substring(folder)) || Words.of(folder).contains(where: Self.tests.contains)
    }
      || zip(folders, folders.dropFirst()).contains {
        Substring($1) == "resources" && Self.testFolders.contains(Substring($0))
      }
      // `testrules.yml`, `test_alerts.yml`; `test.yml` may be the tests of rules.
      || Words.of(file).first.map { $0.hasPrefix("test") && !["test", "tests"].contains($0) } == true
  }

  /// What tests of operators compare a resource with holds no more of it than they look at:
  /// <https://kuttl.dev/docs/testing/steps.html>, <https://kyverno.github.io/chainsaw/latest/operations/assert/>.
  private static let fixtureEndings = [
    ".out.yaml", ".golden.yaml", "-assert.yaml", "-assert.yml", "-error.yaml", "-errors.yaml",
  ]
  /// `src/test/resources`, `integration/resources`.
  private static let testFolders: Set<Substring> = ["test", "tests", "integration", "e2e", "it"]

  private static let fixtures: Set<Substring> = ["samples.d"]
  /// Words in the names of folders: `e2e`, `Exporter.Tests`, `integration-test`.
  private static let tests: Set<String> = [
    "test", "tests", "testing", "testdata", "mock", "mocks", "testcases", "testsuite", "e2e", "fixture", "fixtures",
    "snapshots",
    "unittest", "unittests", "integrationtest", "integrationtests", "systemtest", "systemtests",
  ]
}
