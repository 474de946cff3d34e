import Documents
import Formats
import Support
import Testing

@testable import Lint

/// Indices answer as a look through everything would.
struct IndexTests {
  @Test func firstOverlap() {
    var random = SeededRandom(seed: SeededRandom.seed(or: 1))
    for round in 0..<400 {
      let size = Int.random(in: 6...40, using: &random)
      let panels = (0..<Int.random(in: 0...14, using: &random)).map { _ in
        (
          container: Int.random(in: 0...1, using: &random),
          grid: GridPosition(
            x: Int.random(in: -2...size, using: &random), y: Int.random(in: -2...size, using: &random),
            width: Int.random(in: 0...6, using: &random), height: Int.random(in: 0...6, using: &random), range: 0..<0)
        )
      }
      let expected = panels.indices.lazy.compactMap { index in
        panels[..<index].firstIndex {
          $0.container == panels[index].container && $0.grid.overlaps(panels[index].grid)
        }.map { (index, $0) }
      }.first
      let found = FirstOverlap(panels: panels).find()
      #expect(found?.panel == expected?.0 && found?.other == expected?.1, "round \(round): \(panels)")
    }
  }

  /// The end of a panel that begins as far away as numbers reach is no other number.
  @Test func overlapAtTheEndOfNumbers() {
    let far = GridPosition(x: .max - 1, y: 0, width: 10, height: 1, range: 0..<0)
    #expect(FirstOverlap(panels: [(0, far), (0, far)]).find()?.panel == 1)
  }

  private static func path(_ random: inout SeededRandom, wild: Bool) -> String {
    let parts = wild ? ["a", "b", "ab", "*", "a*", "?b", "**", "."] : ["a", "b", "ab", "aab", "c"]
    let path = (0..<Int.random(in: 1...4, using: &random)).map { _ in parts.randomElement(using: &random)! }
    return path.joined(separator: "/")
  }

  @Test func pathPatterns() {
    var random = SeededRandom(seed: SeededRandom.seed(or: 2))
    for round in 0..<300 {
      let patterns = (0..<Int.random(in: 0...8, using: &random)).map { _ in
        PathPattern((Bool.random(using: &random) ? "/" : "") + Self.path(&random, wild: true))
      }
      let index = PathPatterns(patterns)
      for _ in 0..<10 {
        let path = Self.path(&random, wild: false)
        let expected = patterns.indices.filter { patterns[$0].matches(path) }
        #expect(Set(index.indices(matching: path)) == Set(expected), "round \(round): \(patterns.map(\.text)) \(path)")
        #expect(index.match(path) == !expected.isEmpty)
      }
    }
  }

  @Test func filesByPath() {
    var random = SeededRandom(seed: SeededRandom.seed(or: 3))
    for round in 0..<300 {
      let files = (0..<Int.random(in: 0...8, using: &random)).map { _ in
        FileFact(
          source: SourceFile(
            name: (Int.random(in: 0...4, using: &random) == 0 ? "/" : "") + Self.path(&random, wild: false), bytes: []),
          kind: Bool.random(using: &random) ? .rules : .compose)
      }
      let index = FileIndex(files)
      for _ in 0..<10 {
        let path = Self.path(&random, wild: true)
        let pattern = PathPattern("/" + path)
        let expected = files.filter { pattern.matches(ProjectPath.normalized($0.source.name)) }
        #expect(
          index.files(matching: path).map { ObjectIdentifier($0.source) }
            == expected.map { ObjectIdentifier($0.source) },
          "round \(round): \(files.map(\.source.name)) \(path)")
        let folder = Self.path(&random, wild: false)
        let holds = files.contains {
          $0.kind == .rules && ProjectPath.normalized($0.source.name).hasPrefix(folder + "/")
        }
        #expect(index.hasRules(under: folder) == holds, "round \(round): \(files.map(\.source.name)) \(folder)")
      }
    }
  }

  /// Of fixes that touch, the first is made, and nothing else of the others.
  @Test func editsThatTouch() {
    var random = SeededRandom(seed: SeededRandom.seed(or: 4))
    let source = SourceFile(name: "a.yml", bytes: Array(repeating: UInt8(ascii: "."), count: 40))
    for round in 0..<400 {
      let findings = (0..<Int.random(in: 0...8, using: &random)).map { number in
        let edits = (0..<Int.random(in: 0...3, using: &random)).map { _ in
          let start = Int.random(in: 0...40, using: &random)
          return Fix.Edit(start..<start + Int.random(in: 0...5, using: &random), "\(number)")
        }
        return Finding(
          FileFinding.unreadable, "finding \(number)", in: source, at: 0..<1, fix: Fix("", edits))
      }
      var taken: [Fix.Edit] = []
      var fixed: [String] = []
      for finding in findings {
        guard let edits = finding.fix?.edits, !edits.isEmpty else { continue }
        var all = taken
        let fits = edits.allSatisfy { edit in
          defer { all.append(edit) }
          return edit.range.upperBound <= 40
            && all.allSatisfy {
              $0.range.lowerBound > edit.range.upperBound || edit.range.lowerBound > $0.range.upperBound
            }
        }
        if !fits { continue }
        taken = all
        fixed.append(finding.message)
      }
      var expected = source.bytes
      for edit in taken.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
        expected.replaceSubrange(edit.range, with: edit.replacement.utf8)
      }
      let result = Fixing.apply(findings, to: source.bytes)
      #expect(result.fixed.map(\.message) == fixed, "round \(round)")
      #expect(result.bytes == (taken.isEmpty ? nil : expected), "round \(round)")
    }
  }
}
