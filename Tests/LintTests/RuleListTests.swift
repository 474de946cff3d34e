import Foundation
import Lint
import Support
import Testing

/// The list of rules holds every rule that there is, each once.
struct RuleListTests {
  @Test func everyRuleIsListed() throws {
    let folder = Repository.file("Sources/Lint/Rules")
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
    var declared: [String] = []
    for file in files {
      let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
      for match in text.matches(of: /\n  (?:package )?static let (\w+).* = Rule\(/) {
        declared.append(String(match.1))
      }
    }
    let list = try Repository.text("Sources/Lint/Rule+All.swift")
    let listed = list.split(separator: "\n").filter { $0.hasPrefix("    ") }.map {
      $0.filter { $0 != " " && $0 != "," && $0 != "." }
    }
    #expect(listed.sorted() == declared.sorted())
    #expect(Rule.all.count == listed.count)
  }

  /// A rule is found by its id: the file has the whole of it as its name, in its family's folder, and holds nothing else.
  @Test func filesHaveTheIDsAsTheirNames() throws {
    let folder = Repository.file("Sources/Lint/Rules")
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
    #expect(files.count == Rule.all.count)
    for file in files {
      let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
      let id = try #require(text.firstMatch(of: /= Rule\(\s*"([a-z-]+)\/([a-z0-9-]+)"/), "\(file)")
      let family = id.1.replacing("-", with: ""), name = id.2.replacing("-", with: "")
      #expect(file.lowercased() == "\(family)/\(family)\(name).swift", "\(file)")
    }
  }

  @Test func idsAreUniqueAndWellFormed() {
    let ids = Rule.all.map(\.id)
    #expect(Set(ids).count == ids.count)
    for rule in Rule.all {
      #expect(rule.id.wholeMatch(of: /[a-z-]+\/[a-z0-9-]+/) != nil, "\(rule.id)")
      #expect(!rule.summary.hasSuffix(".") && !rule.summary.isEmpty, "\(rule.id)")
      #expect(rule.why.hasSuffix("."), "\(rule.id)")
      // It goes on from "off by default, as".
      if let reason = rule.offBecause { #expect(reason.count > 10 && !reason.hasSuffix("."), "\(rule.id)") }
    }
  }
}
