import Foundation
import Lint
import Support
import Testing

/// Everything that is reported is of a kind that is in the catalogue, so that it can be explained and configured.
struct KindTests {
  /// What a pattern finds in the sources.
  private func matches(_ pattern: Regex<(Substring, Substring)>, in folder: String = "Sources") throws -> [String] {
    let files = try FileManager.default.subpathsOfDirectory(atPath: Repository.file(folder).path)
    return try files.filter { $0.hasSuffix(".swift") }.flatMap { file in
      try Repository.text("\(folder)/\(file)").matches(of: pattern).map { String($0.1) }
    }
  }

  @Test func everyFamilyOfKindsIsInTheCatalogue() throws {
    let declared = try matches(/enum (\w+): String, (?:DiagnosticKind|SchemaFinding), CaseIterable/)
    let listed = try matches(/\b(\w+)\.allCases/, in: "Sources/Lint/Settings")
    #expect(declared.count > 8)
    for name in declared { #expect(listed.contains(name), "\(name)") }
  }

  @Test func everyKindHasAnID() throws {
    for id in try matches(/case \w+ = "([a-z]+\/[a-z-]+)"/) { #expect(RuleCatalog[id] != nil, "\(id)") }
  }

  /// A finding is made of a kind, and never of a string.
  @Test func noFindingIsMadeOfAString() throws {
    #expect(try matches(/\bFinding\(\s*"([^"]*)"/) == [])
  }

  /// What is read as it comes has the ids of rules.
  @Test func measuredFindingsHaveKinds() throws {
    for id in try matches(/rule: "([a-z]+\/[a-z-]+)"/, in: "Sources/PharosCLI/UseCases/Metrics") {
      #expect(RuleCatalog[id]?.rule != nil, "\(id)")
    }
  }

  @Test func theyAreWellFormed() {
    for entry in RuleCatalog.all {
      #expect(entry.id.wholeMatch(of: /[a-z-]+\/[a-z-]+/) != nil, "\(entry.id)")
      #expect(!entry.summary.hasSuffix(".") && entry.why.hasSuffix("."), "\(entry.id)")
    }
    #expect(Set(RuleCatalog.all.map(\.id)).count == RuleCatalog.all.count)
  }
}
