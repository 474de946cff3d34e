import Documents

extension SourceFile {
  /// Whether the name says that what the file describes runs on somebody's own machine for a while: to develop, to test, to show.
  ///
  /// Nobody outside reaches it and nothing in it is worth protecting, so what is a risk elsewhere is what somebody wants here.
  var isForTrial: Bool {
    var parts = name.utf8.split(separator: UInt8(ascii: "/"))
    guard let file = parts.popLast() else { return false }
    // Of a path from the root only the end is the project's.
    let folders = name.utf8.first == UInt8(ascii: "/") ? parts.suffix(2) : parts[...]
    return folders.contains { Self.isTrial($0, Self.trials.union(Self.shows)) } || Self.isTrial(file, Self.trials)
  }

  private static let trials: Set<String> = [
    "test", "tests", "testing", "testdata", "e2e", "integration", "ci", "dev", "devel", "development", "local",
    "localdev", "devcontainer", "fixtures", "bench", "benchmark", "benchmarks", "hack", "playground", "sandbox",
    "validation", "debug", "pwd", "sim", "simulation", "integrationtest", "systemtest", "systemtests",
  ]
  /// What files are named after for another reason.
  private static let shows: Set<String> = [
    "example", "examples", "docs", "sample", "samples", "demo", "demos", "quickstart", "tutorial", "tutorials",
  ]

  /// Whether one of the words of a name is among others.
  private static func isTrial(_ name: Substring.UTF8View, _ words: Set<String>) -> Bool {
    name.split { !(0x61...0x7A).contains($0 | 0x20) && !(0x30...0x39).contains($0) }
      .contains { words.contains(Substring($0).lowercased()) }
  }
}
