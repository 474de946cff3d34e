import Documents
import Foundation
import Lint
import PharosCLI
import Project
import Support
import Targets
import Testing

/// Slips that a person makes in projects that are fine, one at a time: each rule says so, and says it once.
struct MutationTests {
  static let mutations: [Mutation] = Mutation.all

  @Test(arguments: ["shop", "kiosk"])
  func projectIsFine(name: String) throws {
    let findings = try Project(name).lint()
    #expect(findings.isEmpty, Comment(rawValue: TextReport.render(findings)))
  }

  @Test(arguments: mutations)
  func isFoundOnce(mutation: Mutation) throws {
    let project = try Project(mutation.project)
    #expect(try project.lint(for: mutation).filter { $0.rule == mutation.rule }.isEmpty)
    let text = try #require(project.files[mutation.file])
    let range = try #require(text.range(of: mutation.before), "\(mutation.file) does not hold what is to be taken out")
    var changed = project
    changed.files[mutation.file] = text.replacingCharacters(in: range, with: mutation.after)
    let findings = try changed.lint(for: mutation)
    #expect(
      findings.filter { $0.rule == mutation.rule }.count == 1, Comment(rawValue: TextReport.render(findings)))
  }

  @Test func everyRuleIsSeen() {
    let seen = Set(Self.mutations.map(\.rule))
    #expect(Rule.all.map(\.id).filter { !seen.contains($0) } == [])
  }
}

/// One slip, as fixtures/mutations.txt writes it.
struct Mutation: CustomTestStringConvertible {
  let rule: String
  let project: String
  let file: String
  /// Parameters of the rule, as YAML: what a team agreed on that the slip is against.
  let parameters: String?
  let before: String
  let after: String

  var testDescription: String { "\(rule) in \(project)/\(file)" }

  static var all: [Mutation] {
    let text = (try? Repository.text("Tests/LintTests/fixtures/mutations.txt")) ?? ""
    return text.components(separatedBy: "\n== ").dropFirst().compactMap { block in
      let lines = block.components(separatedBy: "\n")
      let head = lines[0].split(separator: " ", maxSplits: 2).map(String.init)
      guard head.count >= 2, let slash = head[1].firstIndex(of: "/") else { return nil }
      func side(_ mark: String) -> String {
        lines.dropFirst().filter { $0.hasPrefix(mark) }.map { String($0.dropFirst(2)) }.joined(separator: "\n")
      }
      return Mutation(
        rule: head[0], project: String(head[1][..<slash]), file: String(head[1][slash...].dropFirst()),
        parameters: head.count > 2 ? head[2] : nil, before: side("-"), after: side("+"))
    }
  }
}

/// A project among the fixtures, in memory.
private struct Project {
  var files: [String: String] = [:]

  init(_ name: String) throws {
    let folder = Repository.file("Tests/LintTests/fixtures/\(name)")
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      let file = folder.appendingPathComponent(path)
      if (try? file.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true {
        files[path] = try String(contentsOf: file, encoding: .utf8)
      }
    }
  }

  /// Lints all of it.
  /// - Parameter mutation: its rule is turned on even if it is off by default.
  func lint(for mutation: Mutation? = nil) throws -> [Finding] {
    var settings = LintSettings()
    if let mutation {
      var on = RuleSettings(yaml: mutation.parameters)
      on.isOn = true
      settings.rules[mutation.rule] = on
    }
    let packs = BuiltInPacks.files.overlaid(with: ownPacks)
    let spec = files["pharos.yml"].map { text in
      Resolver.resolve(Spec.read(SourceFile(name: "pharos.yml", text: text)), packs: packs, targets: Targets.all)
    }
    let linter = Linter(
      settings: settings,
      knowledge: Knowledge(
        stack: spec?.stack, lintsSpec: spec?.stack != nil, packs: spec == nil ? nil : packs,
        exists: { files[$0] != nil }, today: "2026-01-01"))
    return linter.lint(
      files.keys.sorted().map { .init($0, isNamed: false) },
      .init(
        read: { .success(SourceFile(name: $0, text: files[$0]!)) },
        validate: { _ in spec?.findings ?? [] })
    ).findings
  }

  /// The project's own packs, by path below their folder.
  private var ownPacks: [String: SourceFile] {
    Dictionary(
      uniqueKeysWithValues: files.filter { $0.key.hasPrefix("packs/") }.map {
        (String($0.key.dropFirst("packs/".count)), SourceFile(name: $0.key, text: $0.value))
      })
  }
}
