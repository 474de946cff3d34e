import Documents
import Foundation
import PharosCLI
import Project
import Support
import Targets
import Testing

/// Each clause of validation has a broken spec under fixtures/invalid, and beside it the exact report: rule, place, message, help.
struct InvalidSpecTests {
  static let specs = Repository.files(in: "Tests/ProjectTests/fixtures/invalid", ending: ".yml").map(
    \.lastPathComponent)

  @Test(arguments: specs)
  func reports(spec: String) throws {
    let path = "Tests/ProjectTests/fixtures/invalid/\(spec)"
    let (stack, findings) = Stacks.resolve(try Repository.text(path), name: spec)
    let report = findings.isEmpty ? "no findings\n" : TextReport.render(findings)
    let difference = Golden.difference(report, Repository.file(path.dropLast(3) + "txt"))
    #expect(difference == nil, Comment(rawValue: difference ?? ""))
    #expect((stack == nil) == findings.hasErrors)
    for finding in findings { #expect(finding.range.upperBound <= finding.source.bytes.count) }
  }

  @Test func thereAreSpecs() { #expect(Self.specs.count >= 30) }

  /// Any damage to a spec gives findings or a stack, never a crash.
  @Test func damagedSpecsNeverCrash() throws {
    let text = Array(try Repository.text("examples/agentic-startup-studio/pharos.yml").utf8)
    var random = SeededRandom(seed: 7)
    for _ in 0..<150 {
      var bytes = text
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes.remove(at: at)
        case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: at)
        case 2:
          bytes[at] = [UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "-")]
            .randomElement(using: &random)!
        default: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...40, using: &random)))
        }
      }
      let reading = Spec.read(SourceFile(name: "damaged.yml", bytes: bytes))
      let (stack, findings) = Resolver.resolve(reading, packs: BuiltInPacks.files, targets: Targets.all)
      #expect(stack != nil || findings.hasErrors)
      for finding in findings { #expect(finding.range.upperBound <= finding.source.bytes.count) }
    }
  }
}
