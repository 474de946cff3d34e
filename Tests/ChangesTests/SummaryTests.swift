import Changes
import Foundation
import Support
import Testing

/// Two states of small stacks and what is said of them: a case under `fixtures/` holds the files of each and the Markdown.
///
///     -- old prometheus/prometheus.yml --
///     …
///     -- new prometheus/prometheus.yml --
///     …
///     -- same alertmanager/alertmanager.yml --
///     …
///     -- summary --
///     …
struct SummaryTests {
  static let cases = Repository.files(in: "Tests/ChangesTests/fixtures", ending: ".txt").map(\.lastPathComponent)

  @Test(arguments: cases)
  func says(name: String) throws {
    let file = Repository.file("Tests/ChangesTests/fixtures/\(name)")
    let example = ChangeCase(try String(contentsOf: file, encoding: .utf8))
    let difference = Golden.difference(
      example.head + "-- summary --\n" + StackChanges(from: example.old, to: example.new).markdown, file)
    #expect(difference == nil, Comment(rawValue: difference ?? ""))
  }

  /// Nothing is said where nothing differs, and of a file without a change none.
  @Test(arguments: cases)
  func nothingIsSaidOfTheSame(name: String) throws {
    let example = ChangeCase(
      try String(contentsOf: Repository.file("Tests/ChangesTests/fixtures/\(name)"), encoding: .utf8))
    #expect(StackChanges(from: example.new, to: example.new).markdown.isEmpty)
    #expect(StackChanges(from: example.old, to: example.old).files == 0)
  }

  @Test func thereAreCases() { #expect(Self.cases.count >= 8) }
}

/// A case: what is before the summary is kept, the summary is found out.
private struct ChangeCase {
  private(set) var head = ""
  private(set) var old: [String: [UInt8]] = [:]
  private(set) var new: [String: [UInt8]] = [:]

  init(_ text: String) {
    var sections: [(name: String, text: String)] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if line == "-- summary --" { break }
      head += line + "\n"
      if line.hasPrefix("-- "), line.hasSuffix(" --") {
        sections.append((String(line.dropFirst(3).dropLast(3)), ""))
      } else if !sections.isEmpty {
        sections[sections.count - 1].text += line + "\n"
      }
    }
    for (name, text) in sections {
      let words = name.split(separator: " ").map(String.init)
      if words[0] != "new" { old[words[1]] = Array(text.utf8) }
      if words[0] != "old" { new[words[1]] = Array(text.utf8) }
    }
  }
}
