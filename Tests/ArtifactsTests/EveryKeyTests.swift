import Artifacts
import Documents
import Foundation
import PharosCLI
import Project
import Regeneration
import Support
import Targets
import Testing

/// Every key of the spec changes something of what comes out: one that nothing reads promises what does not happen.
///
/// `fixtures/every-key.yml` has each key with a value that is not its default. A key is taken out or has other values; of what is then a valid
/// spec, something must change the artifacts.
struct EveryKeyTests {
  /// Keys that change no artifact, by section, and what they change instead.
  private static let exceptions: [String: (keys: [String], why: String)] = [
    "spec": (
      ["version", "packs_dir", "overrides_dir", "merge", "lint", "environments", "known_metrics", "budgets"],
      "the format, what is read besides the spec, and bounds of its checks"
    ),
    "budgets": (["series", "series_per_metric", "label_values"], "bounds that metrics are checked against"),
    "probe": (["type"], "http is meant where it is not said, and other types are sections of their own"),
    "deploy": (["target"], "not every part runs on each target: HostTests"),
    "host": (["addresses", "secrets_dir"], "another target: HostTests"),
    "logging": (["collector", "store"], "there is one of each"),
    "tracing": (["collector", "store"], "there is one of each"),
    "lint": (
      [
        "rules", "paths", "policies", "ignore", "dialects", "prometheus", "known_metrics", "known_metrics_files",
        "features",
      ], "what `pharos lint` finds"
    ),
    "lint_paths": (["match", "rules"], "what `pharos lint` finds"),
    "policy": (
      [
        "name", "on", "paths", "where", "field", "require", "pattern", "forbid", "one_of", "min", "max", "message",
        "severity",
      ], "what `pharos lint` finds"
    ),
  ]

  private static func isExcepted(_ section: String, _ key: String) -> Bool {
    exceptions[section]?.keys.contains(key) == true
  }

  private static let text = Result { try Repository.text("Tests/ArtifactsTests/fixtures/every-key.yml") }

  private static func keys() throws -> [SpecKey] {
    SpecKey.all(in: SourceFile(name: "pharos.yml", text: try text.get()))
  }

  @Test func everyKeyIsWritten() throws {
    let written = Set(try Self.keys().compactMap { key in key.section.map { "\($0).\(key.name)" } })
    let missing = SpecKey.declared().filter { !Self.isExcepted($0.section, $0.key) }
      .map { "\($0.section).\($0.key)" }.filter { !written.contains($0) }
    #expect(missing.isEmpty, "fixtures/every-key.yml has no \(missing)")
  }

  @Test func everyKeyChangesSomething() throws {
    let text = try Self.text.get()
    let artifacts = try #require(
      Self.artifacts(text), "the spec is not valid: \(Self.resolve(text).findings.map(\.message))")
    let expected = try Dictionary(artifacts.map { ($0.path, try $0.contents.bytes) }) { first, _ in first }
    let unread = Self.leaves(try Self.keys()).parallelMap { key -> String? in
      // What is refused is read.
      let results = Self.changes(of: key, in: text).lazy.compactMap(Self.artifacts)
      var isValid = false
      let isRead = results.contains { result in
        isValid = true
        return result.count != artifacts.count
          || result.contains { artifact in (try? artifact.contents.bytes) != expected[artifact.path] }
      }
      return isValid && !isRead ? key.path : nil
    }
    .compactMap { $0 }
    #expect(unread.isEmpty, "nothing reads \(unread)")
  }

  /// One key of each name in a section, and none that has such below: what these change, it changes. Names are not asked for.
  private static func leaves(_ keys: [SpecKey]) -> [SpecKey] {
    var seen: Set<String> = []
    return keys.filter { key in
      guard let section = key.section, !isExcepted(section, key.name) else { return false }
      let isAbove = keys.contains { $0.section != nil && $0.path != key.path && key.value.contains($0.key.lowerBound) }
      return !isAbove && seen.insert("\(section).\(key.name)").inserted
    }
  }

  /// The packs without rules and panels, but for a few whose alerts are tuned: hundreds of stacks are made.
  private static let packs: PackFiles = {
    var packs = BuiltInPacks.files
    packs.files = packs.files.filter { path, _ in
      path.hasSuffix("/pack.yml") || path.hasSuffix(".md")
        || ["http/", "component/", "blackbox/"].contains { path.hasPrefix($0) }
    }
    return packs
  }()

  private static func resolve(_ text: String) -> (stack: Stack?, findings: [Finding]) {
    Resolver.resolve(Spec.read(SourceFile(name: "pharos.yml", text: text)), packs: packs, targets: Targets.all)
  }

  /// What the generators make of a spec, with the tests of its rules at the end, as they take longest; nil for an invalid one.
  private static func artifacts(_ text: String) -> [Artifact]? {
    guard let stack = resolve(text).stack, let artifacts = try? StackArtifacts.generate(stack) else { return nil }
    func isTest(_ artifact: Artifact) -> Bool { artifact.path.hasPrefix("prometheus/tests/") }
    return artifacts.filter { !isTest($0) } + artifacts.filter(isTest)
  }

  /// The spec without a key, and with other values of it.
  private static func changes(of key: SpecKey, in text: String) -> [String] {
    let bytes = Array(text.utf8)
    func replacing(_ range: Range<Int>, _ new: String) -> String {
      String(decoding: bytes[..<range.lowerBound] + Array(new.utf8) + bytes[range.upperBound...], as: UTF8.self)
    }
    // Keys that begin with `x-` are people's own.
    let without = replacing(key.key.lowerBound..<key.key.lowerBound, "x-")
    let value = String(decoding: bytes[key.value], as: UTF8.self)
    guard key.isScalar else {
      return [without]
        + ([counted(value, by: 1), lengthened(value)].compactMap { $0 } + shortened(value)).map {
          replacing(key.value, $0)
        }
    }
    let quote = value.first.map { "\"'".contains($0) } == true ? String(value.first!) : ""
    let bare = quote.isEmpty ? value : String(value.dropFirst().dropLast())
    let others =
      key.choices + [bare == "true" ? "false" : "true"] + [1, -1].compactMap { counted(bare, by: $0) }
      + ["\(bare)x", "x\(bare)"]
    return [without] + others.filter { $0 != bare }.map { replacing(key.value, "\(quote)\($0)\(quote)") }
  }

  /// The text with its first number one higher or lower.
  private static func counted(_ text: String, by step: Int) -> String? {
    guard let first = text.firstIndex(where: \.isNumber) else { return nil }
    let digits = text[first...].prefix(while: \.isNumber)
    return Int(digits).map { "\(text[..<first])\($0 + step)\(text[digits.endIndex...])" }
  }

  /// The text with its first word one letter longer.
  private static func lengthened(_ text: String) -> String? {
    guard let first = text.firstIndex(where: \.isLetter) else { return nil }
    let end = text[first...].prefix { $0.isLetter || $0.isNumber }.endIndex
    return "\(text[..<end])x\(text[end...])"
  }

  /// A list of words or numbers without one of its elements, each in its turn.
  private static func shortened(_ text: String) -> [String] {
    guard text.hasPrefix("["), text.hasSuffix("]"), text.contains(","), !text.dropFirst().contains("[") else {
      return []
    }
    let elements = text.dropFirst().dropLast().split(separator: ",")
    return elements.indices.map { left in
      "[" + elements.indices.filter { $0 != left }.map { elements[$0] }.joined(separator: ",") + "]"
    }
  }
}
