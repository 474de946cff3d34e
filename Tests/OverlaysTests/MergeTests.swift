import Documents
import Foundation
import Overlays
import Regeneration
import Support
import Testing

/// Small generated files with something laid over them: a case under `fixtures/` holds both, what comes of it, and what is told.
///
///     -- prometheus/prometheus.yml --
///     global: { scrape_interval: 15s }
///     -- overlay --
///     global: { scrape_interval: 30s }
///     -- result --
///     …
struct MergeTests {
  static let cases = Repository.files(in: "Tests/OverlaysTests/fixtures", ending: ".txt").map(\.lastPathComponent)

  @Test(arguments: cases)
  func merges(name: String) throws {
    let file = Repository.file("Tests/OverlaysTests/fixtures/\(name)")
    let example = try MergeCase(try String(contentsOf: file, encoding: .utf8))
    let difference = Golden.difference(try example.rendered(), file)
    #expect(difference == nil, Comment(rawValue: difference ?? ""))
  }

  /// Laid over its own result an overlay that deletes nothing changes nothing more.
  @Test(arguments: cases)
  func twiceIsOnce(name: String) throws {
    let file = Repository.file("Tests/OverlaysTests/fixtures/\(name)")
    let example = try MergeCase(try String(contentsOf: file, encoding: .utf8))
    guard !example.overlay.contains("$delete"), !example.overlay.contains("$remove") else { return }
    let once = try example.merged.artifact
    let twice = try Overlaid.apply(example.overlay, to: once)
    let note = "With overrides/\(example.path) laid over it."
    func body(_ artifact: Artifact) throws -> String {
      String(decoding: try artifact.contents.bytes, as: UTF8.self).replacingOccurrences(of: "# \(note)\n", with: "")
        .replacingOccurrences(of: " \(note)", with: "")
    }
    #expect(try body(twice.artifact) == body(once))
  }

  @Test func thereAreCases() { #expect(Self.cases.count >= 8) }
}

/// A case: what is before the result is kept, the result is found out.
private struct MergeCase {
  let path: String
  let base: String
  let overlay: String

  private struct Malformed: Error {}

  init(_ text: String) throws {
    var sections: [(name: String, text: String)] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if line.hasPrefix("-- "), line.hasSuffix(" --") {
        sections.append((String(line.dropFirst(3).dropLast(3)), ""))
      } else if !sections.isEmpty {
        sections[sections.count - 1].text += line + "\n"
      }
    }
    guard sections.count >= 2, sections[1].name == "overlay" else { throw Malformed() }
    path = sections[0].name
    base = sections[0].text
    overlay = sections[1].text
  }

  var merged: (artifact: Artifact, findings: [Finding]) {
    get throws { try Overlaid.apply(overlay, to: Artifact(path, text: base)) }
  }

  func rendered() throws -> String {
    let (artifact, findings) = try merged
    var text = "-- \(path) --\n\(base)-- overlay --\n\(overlay)"
    if findings.isEmpty {
      text += "-- result --\n" + String(decoding: try artifact.contents.bytes, as: UTF8.self)
      text += "-- effect --\n" + (artifact.overlay ?? "nothing") + "\n"
    } else {
      text += "-- findings --\n"
      for finding in findings {
        let (start, end) = (finding.start, finding.end)
        text += "\(start.line):\(start.column)-\(end.line):\(end.column) \(finding.rule): \(finding.message)\n"
        text += finding.help.map { "  help: \($0)\n" } ?? ""
      }
    }
    return text
  }
}
