import Documents
import Foundation
import Lint
import PharosCLI
import Support
import Testing

/// Fixes mend what they are given for, and leave every other byte as it was.
struct FixTests {
  static let ids = Rule.all.map(\.id)

  @Test(arguments: ids)
  func fixesMend(id: String) {
    let rule = ExampleTests.rule(id)
    for example in rule.bad {
      for variant in Variant.all(of: MarkedExample(example)) {
        var files = variant.files
        let findings = ExampleTests.lint(rule, example, files)
        for index in files.indices {
          let mine = findings.filter { $0.source.name == files[index].name }
          let (bytes, fixed) = Fixing.apply(mine, to: Array(files[index].text.utf8))
          for finding in mine { checkEdits(finding) }
          if let bytes {
            #expect(!fixed.isEmpty)
            files[index].text = String(decoding: bytes, as: UTF8.self)
          }
        }
        let left = ExampleTests.lint(rule, example, files)
        let fixable = findings.filter { $0.fix != nil }.count
        #expect(left.count <= findings.count - min(fixable, 1), "\(id), \(variant.name): \(TextReport.render(left))")
        settle(rule, example, files)
      }
    }
  }

  /// Round after round there is less to fix, until a run changes nothing.
  private func settle(_ rule: Rule, _ example: Example, _ files: [(name: String, text: String)]) {
    var files = files
    for _ in 0..<10 {
      let findings = ExampleTests.lint(rule, example, files)
      var isChanged = false
      for index in files.indices {
        let mine = findings.filter { $0.source.name == files[index].name }
        guard let bytes = Fixing.apply(mine, to: Array(files[index].text.utf8)).bytes else { continue }
        isChanged = true
        files[index].text = String(decoding: bytes, as: UTF8.self)
      }
      if !isChanged { return }
    }
    Issue.record("\(rule.id): fixes never come to an end")
  }

  private func checkEdits(_ finding: Finding) {
    guard let fix = finding.fix else { return }
    var end = 0
    for edit in fix.edits {
      #expect(edit.range.lowerBound >= end, "\(finding.rule): edits overlap or are not in order")
      end = edit.range.upperBound
    }
    #expect(end <= finding.source.bytes.count)
    #expect(!fix.summary.isEmpty && !fix.summary.hasSuffix("."))
  }

  /// Whatever the edits are: bytes outside of them come through, in order, and overlapping fixes are never both applied.
  @Test func everythingElseIsKept() {
    var random = SeededRandom(seed: 11)
    for _ in 0..<2000 {
      let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in UInt8.random(in: 97...122, using: &random) }
      let source = SourceFile(name: "a", bytes: bytes)
      let findings = (0..<Int.random(in: 0...5, using: &random)).map { _ in
        let start = Int.random(in: 0...bytes.count, using: &random)
        let end = Int.random(in: start...min(bytes.count, start + 4), using: &random)
        let edits = [Fix.Edit(start..<end, String(repeating: "X", count: Int.random(in: 0...3, using: &random)))]
        return Finding(JSONFinding.byteOrderMark, "", in: source, at: start..<end, fix: Fix("fix", edits))
      }.sortedByPlace()
      let (result, fixed) = Fixing.apply(findings, to: bytes)
      let removed = fixed.flatMap { $0.fix!.edits.map(\.range) }
      let kept = bytes.indices.filter { index in !removed.contains { $0.contains(index) } }.map { bytes[$0] }
      let inserted = fixed.flatMap { $0.fix!.edits }.reduce(0) { $0 + $1.replacement.utf8.count }
      #expect((result ?? bytes).filter { $0 != UInt8(ascii: "X") } == kept)
      #expect((result ?? bytes).count == kept.count + inserted)
      #expect(Set(removed.flatMap(Array.init)).count == removed.reduce(0) { $0 + $1.count })
      #expect(findings.isEmpty || !fixed.isEmpty)
    }
  }
}
