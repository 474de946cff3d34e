import Documents
import Formats
import Foundation
import Support
import Testing

/// What of an `alertmanager.yml` is refused, and where.
struct AlertmanagerFormatTests {
  /// Files in one, separated by `====`; ⟦…⟧ where something is wrong, none in what Alertmanager loads.
  static let cases = ((try? Repository.text("Tests/FormatsTests/fixtures/alertmanager.txt")) ?? "").split(
    separator: "====\n"
  ).map(String.init)

  @Test func thereAreCases() { #expect(Self.cases.count > 5) }

  @Test(arguments: cases)
  func case_(text: String) {
    var plain = ""
    var starts: [Int] = []
    var marks: [Range<Int>] = []
    for scalar in text.unicodeScalars {
      switch scalar {
      case "⟦": starts.append(plain.utf8.count)
      case "⟧": marks.append(starts.removeLast()..<plain.utf8.count)
      default: plain.unicodeScalars.append(scalar)
      }
    }
    let file = Self.read(plain)
    let found = file.problems
    #expect(
      found.map(\.range) == marks.sorted { $0.lowerBound < $1.lowerBound },
      Comment(
        rawValue: found.map { "\(file.source.text($0.range)): \($0.message)" }.joined(separator: "\n") + "\n\(plain)"))
  }

  static func read(_ text: String, name: String = "alertmanager.yml") -> AlertmanagerFile {
    let source = SourceFile(name: name, text: text)
    let root = YAMLDocuments.read(source).roots.first ?? Node(.mapping([]), range: 0..<0)
    return AlertmanagerFile(root, in: source)
  }

  // MARK: The corpus, where it is there

  static func corpus(_ folder: String) -> [String] {
    guard let shared = Repository.shared else { return [] }
    let url = shared.appendingPathComponent("corpora/alertmanager/\(folder)")
    return ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted().map {
      url.appendingPathComponent($0).path
    }
  }

  @Test(arguments: corpus("bad"))
  func corpusIsRefused(path: String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(!Self.read(text).problems.isEmpty, Comment(rawValue: "\(path)\n\(text)"))
  }

  @Test(arguments: corpus("good"))
  func corpusIsTaken(path: String) throws {
    let found = Self.read(try String(contentsOfFile: path, encoding: .utf8)).problems
    #expect(found.isEmpty, Comment(rawValue: "\(path): \(found.map(\.message))"))
  }

  private struct Fragment: Decodable {
    let kind: String
    let wrapped: String
    let ok: Bool
  }

  /// Fragments were taken alone: what `global:` would have to bring is brought here.
  @Test func fragments() throws {
    guard let shared = Repository.shared else { return }
    let data = try Data(
      contentsOf: shared.appendingPathComponent("corpora/alertmanager/notifier_fragments.json"))
    for fragment in try JSONDecoder().decode([Fragment].self, from: data) {
      let global = """
        global:
          smtp_smarthost: mail:25
          smtp_from: a@b.c
          opsgenie_api_key: x
          victorops_api_key: x
          telegram_bot_token: x
          slack_api_url: http://slack.example
          mattermost_webhook_url: http://mattermost.example

        """
      let found = Self.read(global + fragment.wrapped).problems
      #expect(found.isEmpty == fragment.ok, Comment(rawValue: "\(fragment.wrapped)\n\(found.map(\.message))"))
    }
  }

  private struct Interval: Decodable {
    let input: String
    let ok: Bool
  }

  @Test func intervals() throws {
    guard let shared = Repository.shared else { return }
    let data = try Data(
      contentsOf: shared.appendingPathComponent("corpora/alertmanager/timeinterval_cases.json"))
    for interval in try JSONDecoder().decode([Interval].self, from: data) {
      let source = SourceFile(name: "x", text: interval.input)
      let items = YAMLDocuments.read(source).roots[0].sequence ?? []
      let found = items.flatMap { TimeIntervalShapes.interval.problems(in: $0) }
      #expect(found.isEmpty == interval.ok, Comment(rawValue: "\(interval.input)\n\(found.map(\.message))"))
    }
  }
}
