import Foundation
import Support
import Testing

/// What `pharos lint` finds in small projects, in short: the cases under `cases/`.
///
/// A case has a title, files, and what is right for each command: `clean`, or the errors and warnings with their files and lines, in the
/// order of the report. `exit 2` stands where something could not be linted.
///
///     == a job of Promtail
///     -- promtail.yml --
///     positions: { filename: /tmp/positions.yaml }
///     -> lint . => exit 2
struct LintCaseTests {
  static let cases = Repository.files(in: "Tests/EndToEnd/cases", ending: ".txt").flatMap(LintCase.all)

  @Test(arguments: cases)
  func isJudgedRight(one: LintCase) throws {
    let folder = try TemporaryFolder()
    for file in one.files { try folder.write(file.text, to: file.name) }
    for (command, expected) in one.commands {
      let words = command.split(separator: " ").map(String.init)
      let result = try Tool.run(Tool.pharos, words + ["--format", "json"], in: folder.url)
      let found = try LintCase.summary(result)
      #expect(found == expected, "pharos \(command): \(result.error)")
    }
  }

  @Test func thereAreCases() { #expect(Self.cases.count >= 40) }
}

struct LintCase: Sendable, CustomTestStringConvertible {
  let title: String
  var files: [(name: String, text: String)] = []
  var commands: [(words: String, expected: String)] = []

  var testDescription: String { title }

  static func all(in file: URL) -> [LintCase] {
    var cases: [LintCase] = []
    for line in ((try? String(contentsOf: file, encoding: .utf8)) ?? "").components(separatedBy: "\n") {
      if line.hasPrefix("== ") {
        cases.append(LintCase(title: file.deletingPathExtension().lastPathComponent + ": " + line.dropFirst(3)))
      } else if cases.isEmpty {
        continue
      } else if line.hasPrefix("-- "), line.hasSuffix(" --") {
        cases[cases.count - 1].files.append((String(line.dropFirst(3).dropLast(3)), ""))
      } else if line.hasPrefix("-> ") {
        let parts = line.dropFirst(3).components(separatedBy: " => ")
        cases[cases.count - 1].commands.append((parts[0], parts.count > 1 ? parts[1] : ""))
      } else if cases[cases.count - 1].commands.isEmpty, !cases[cases.count - 1].files.isEmpty {
        let last = cases[cases.count - 1].files.count - 1
        cases[cases.count - 1].files[last].text += line + "\n"
      }
    }
    return cases
  }

  private struct Report: Decodable {
    struct Finding: Decodable {
      struct Position: Decodable { var line: Int }
      var rule, severity, file: String
      var start: Position
    }
    var findings: [Finding]
  }

  /// `clean`, or what was found; the exit code where it does not follow from that.
  static func summary(_ result: Tool.Result) throws -> String {
    let report = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
    let found = report.findings.filter { $0.severity != "info" }
    var words = found.map { "\($0.rule)@\($0.file):\($0.start.line)" }
    if result.status != (found.contains { $0.severity == "error" } ? 1 : 0) { words.append("exit \(result.status)") }
    return words.isEmpty ? "clean" : words.joined(separator: " ")
  }
}
