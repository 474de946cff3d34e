import Foundation
import Lint
import Support
import Testing

/// Everything that the readers of files report is in the catalogue, so that it can be explained and configured.
struct ReadingRuleTests {
  /// What reports carry in the sources of a module: `report("name"`, `unknown("kind"`, `Finding("family/name"`.
  private func names(in folder: String, _ pattern: Regex<(Substring, Substring)>) throws -> Set<String> {
    let files = try FileManager.default.subpathsOfDirectory(atPath: Repository.file(folder).path)
    var names: Set<String> = []
    for file in files where file.hasSuffix(".swift") {
      for match in try Repository.text("\(folder)/\(file)").matches(of: pattern) { names.insert(String(match.1)) }
    }
    return names
  }

  @Test func everythingIsInTheCatalogue() throws {
    let known = Set(ReadingRule.all.map(\.id))
    let full = /Finding\(\s*"([a-z]+\/[a-z-]+)"/
    let bare = /report\(\s*"([a-z-]+)"/
    for id in try names(in: "Sources/Documents", full).union(names(in: "Sources/Project", full)) {
      #expect(known.contains(id), "\(id)")
    }
    for id in try names(in: "Sources/Documents/YAML", /report\(\s*"(yaml\/[a-z-]+)"/) {
      #expect(known.contains(id), "\(id)")
    }
    for name in try names(in: "Sources/Project/Packs", bare) { #expect(known.contains("pack/\(name)"), "pack/\(name)") }
    for folder in ["Validation", "Stack", "Spec"] {
      for name in try names(in: "Sources/Project/\(folder)", bare) {
        #expect(known.contains("spec/\(name)"), "spec/\(name)")
      }
      for kind in try names(in: "Sources/Project/\(folder)", /unknown\(\s*"([a-z ]+)"/) {
        let id = "spec/unknown-\(kind.replacing(" ", with: "-"))"
        #expect(known.contains(id), "\(id)")
      }
    }
    for name in try names(in: "Sources/Documents/Schema", bare) {
      for family in ["spec", "pack"] { #expect(known.contains("\(family)/\(name)"), "\(family)/\(name)") }
    }
  }

  @Test func theyAreWellFormed() {
    for rule in ReadingRule.all {
      #expect(rule.id.wholeMatch(of: /[a-z]+\/[a-z-]+/) != nil, "\(rule.id)")
      #expect(!rule.summary.hasSuffix(".") && rule.why.hasSuffix("."), "\(rule.id)")
    }
    #expect(Set(RuleCatalog.all.map(\.id)).count == RuleCatalog.all.count)
  }
}
