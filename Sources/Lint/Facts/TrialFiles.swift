import Documents

extension SourceFile {
  /// Whether its name or the comment that it begins with says that what the file describes runs on somebody's own machine for a while: to
  /// develop, to test, to show.
  ///
  /// Nobody outside reaches it and nothing in it is worth protecting, so what is a risk elsewhere is what somebody wants here.
  var isForTrial: Bool { isNamedForTrial || TrialComment.isOne(firstComment) }

  /// Whether its name, its folder or the comment that it begins with speaks of production, and not of something that is tried.
  var isNamedForProduction: Bool {
    let words = name.utf8.split(separator: UInt8(ascii: "/")).suffix(2).flatMap(Words.of)
    return !isForTrial && (words + firstComment).contains(where: Self.production.contains)
  }

  private static let production: Set<String> = ["prod", "production", "live", "swarm", "selfhosted", "onprem"]

  /// Whether its name or a folder says that nobody uses it any more: `compose_old.yml`, `archive/`.
  var isAbandoned: Bool {
    var parts = name.utf8.split(separator: UInt8(ascii: "/"))
    if name.utf8.first == UInt8(ascii: "/") { parts = parts.suffix(2) }
    return parts.dropLast().contains { Substring($0) == "archive" }
      || parts.flatMap(Words.of).contains(where: Self.abandoned.contains)
  }

  private static let abandoned: Set<String> = ["old", "archived", "deprecated", "obsolete", "attic"]

  /// Whether its folder says that other files are made of it, and it is not one of the templates that Alertmanager reads itself.
  var isTemplate: Bool {
    let folders = name.utf8.split(separator: UInt8(ascii: "/")).dropLast()
    return !name.hasSuffix(".tmpl") && folders.contains { Self.templates.contains(Substring($0)) }
  }

  private static let templates: Set<Substring> = ["templates", "template", "skeleton", "scaffold", "boilerplate"]

  /// The words that somebody says about a line, in a comment at its end or right above it.
  func comment(besideLineOf offset: Int) -> [String] {
    let newline = UInt8(ascii: "\n"), space = UInt8(ascii: " "), sign = UInt8(ascii: "#")
    let start = bytes[..<offset].lastIndex(of: newline).map { $0 + 1 } ?? 0
    let line = bytes[offset...].prefix { $0 != newline }
    let behind = line.indices.dropFirst().first { line[$0] == sign && line[$0 - 1] == space }
    let words = behind.map { Words.of(line[$0...]) } ?? []
    guard words.isEmpty, start > 0 else { return words }
    let before = bytes[..<(start - 1)]
    let above = before[(before.lastIndex(of: newline).map { $0 + 1 } ?? 0)...].drop { $0 == space }
    return above.first == sign ? Words.of(above) : []
  }

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
    "test", "tests", "testing", "testdata", "testcases", "testsuite", "e2e", "fixture", "fixtures", "snapshots",
    "unittest", "unittests", "integrationtest", "integrationtests", "systemtest", "systemtests",
  ]

  /// Whether what a path names is in a folder of such files: `./hack/dev/prometheus.yml`. Names of files say less, as those do that come
  /// with an image, `loki/local-config.yaml`.
  static func isInTrialFolder(_ path: String) -> Bool {
    let folders = path.utf8.split(separator: UInt8(ascii: "/")).dropLast().map { Substring($0).lowercased() }
    return !path.hasPrefix("/") && folders.contains { $0 != "local" && trials.contains($0) }
  }

  private var isNamedForTrial: Bool {
    var parts = name.utf8.split(separator: UInt8(ascii: "/"))
    guard let file = parts.popLast() else { return false }
    // Of a path from the root only the end is the project's.
    let folders = name.utf8.first == UInt8(ascii: "/") ? parts.suffix(2) : parts[...]
    return folders.contains { Self.isTrial($0, Self.trials.union(Self.shows)) } || Self.isTrial(file, Self.trials)
  }

  private static let trials: Set<String> = [
    "test", "tests", "testing", "testdata", "e2e", "integration", "ci", "dev", "devel", "develop", "development",
    "local",
    "localdev", "devcontainer", "fixtures", "bench", "benchmark", "benchmarks", "hack", "playground", "sandbox",
    "validation", "debug", "pwd", "sim", "simulation", "integrationtest", "systemtest", "systemtests", "systest",
    "demo", "demos", "devnet", "testnet", "localnet",
    "quickstart", "quickstarts", "sandboxes", "playgrounds",
  ]
  /// What files are named after for another reason.
  private static let shows: Set<String> = [
    "example", "examples", "docs", "sample", "samples", "tutorial", "tutorials", "workshop",
    "workshops", "guide", "guides", "course", "courses", "training", "walkthrough",
  ]

  /// Whether one of the words of a name is among others; `quick-start` is one word too.
  private static func isTrial(_ name: Substring.UTF8View, _ words: Set<String>) -> Bool {
    let parts = Words.of(name)
    return parts.contains(where: words.contains) || zip(parts, parts.dropFirst()).contains { words.contains($0 + $1) }
  }

  /// The comment before anything else in it, as far as it is one for people.
  private var firstComment: [String] {
    var rest = beginning(4096)
    var words: [String] = []
    while !rest.isEmpty {
      let line = rest.prefix { $0 != UInt8(ascii: "\n") }
      rest = rest[line.endIndex...].dropFirst()
      let text = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") }
      if text.isEmpty || text.elementsEqual("---".utf8) { continue }
      guard text.first == UInt8(ascii: "#") else { break }
      words += Words.of(text)
    }
    return words
  }
}

/// Which files are for trial, each looked at once: the bytes of a file that was let go of are read from the disk for that.
struct TrialFiles {
  private var known: [ObjectIdentifier: Bool] = [:]

  mutating func contains(_ source: SourceFile) -> Bool {
    if let known = known[ObjectIdentifier(source)] { return known }
    let isForTrial = source.isForTrial
    known[ObjectIdentifier(source)] = isForTrial
    return isForTrial
  }
}

private enum Words {
  /// The words of letters and digits in a text, in small letters.
  static func of(_ text: some Collection<UInt8>) -> [String] {
    text.split { !(0x61...0x7A).contains($0 | 0x20) && !(0x30...0x39).contains($0) }
      .map { String(decoding: $0, as: UTF8.self).lowercased() }
  }
}

/// What people write over a file that is not for production.
private enum TrialComment {
  static func isOne(_ words: [String]) -> Bool {
    words.indices.contains { index in
      let before = words[max(0, index - 5)..<index]
      switch words[index] {
      // "do not use in production", "not meant for production"
      case "production", "prod": return before.contains { ["not", "never", "don", "non"].contains($0) }
      // "used for system tests", "for local development only"
      case let word where purposes.contains(word): return before.suffix(2).contains("for")
      case "development", "dev": return before.last == "local"
      default: return false
      }
    }
  }

  private static let purposes: Set<String> = [
    "development", "dev", "testing", "tests", "test", "systemtests", "demo", "demos", "demonstration", "experiments",
    "playground", "e2e",
  ]
}
