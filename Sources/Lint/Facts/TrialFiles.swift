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
