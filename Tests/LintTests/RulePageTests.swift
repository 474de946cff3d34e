import Foundation
import Lint
import PharosCLI
import Support
import Testing

/// The pages under docs/rules say what the rules are; PHAROS_RECORD=1 writes them anew.
struct RulePageTests {
  @Test(arguments: RulePages.all.map(\.name))
  func pageIsCurrent(name: String) throws {
    let text = RulePages.all.first { $0.name == name }!.text
    let difference = Golden.difference(text, Repository.file("docs/rules/\(name)"))
    #expect(difference == nil, Comment(rawValue: difference ?? ""))
  }

  /// Pages that nobody writes any more are removed; some are written by hand.
  @Test func noPageIsLeftOver() {
    let written = Set(RulePages.all.map(\.name)).union(["precision.md", "prior-art.md"])
    for file in Repository.files(in: "docs/rules", ending: ".md") {
      #expect(written.contains(file.lastPathComponent), "\(file.lastPathComponent) belongs to no family")
    }
  }

  @Test func everyFamilyIsIntroduced() {
    #expect(Set(RulePages.families.keys) == Set(RuleCatalog.families))
  }

  /// The tables that are written by hand name rules that there are.
  @Test(arguments: ["prior-art.md", "precision.md"])
  func namedRulesExist(name: String) throws {
    let ids = try Repository.text("docs/rules/\(name)").split(separator: "`").filter {
      $0.wholeMatch(of: /[a-z-]+\/[a-z0-9-]+/) != nil
    }
    #expect(ids.count > 30)
    for id in ids { #expect(RuleCatalog[String(id)] != nil, "\(name) names \(id)") }
  }

  /// Each tool has its table, and each row of it an answer.
  @Test(arguments: ["pint", "promruval", "dashboard-linter", "mixtool", "promtool", "amtool", "mimirtool"])
  func everyToolIsAnswered(tool: String) throws {
    let sections = try Repository.text("docs/rules/prior-art.md").components(separatedBy: "\n## ")
    let section = try #require(sections.first { $0.hasPrefix(tool + "\n") })
    let rows = section.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst()
    #expect(rows.count >= 3)
    for row in rows {
      let cells = row.split(separator: "|").filter { $0.contains { !$0.isWhitespace } }
      #expect(cells.count == 2, Comment(rawValue: String(row)))
    }
  }
}
