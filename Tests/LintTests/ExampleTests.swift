import Documents
import Foundation
import Lint
import PharosCLI
import Support
import Testing

/// Each rule's examples are its tests: a bad one has findings exactly at its marks, a good one none.
struct ExampleTests {
  static let ids = Rule.all.map(\.id)

  static func rule(_ id: String) -> Rule { Rule.all.first { $0.id == id }! }

  @Test(arguments: ids)
  func badExamplesAreFound(id: String) {
    let rule = Self.rule(id)
    #expect(!rule.bad.isEmpty)
    for example in rule.bad {
      let marked = MarkedExample(example)
      for variant in Variant.all(of: marked) {
        let findings = Self.lint(rule, example, variant.files)
        for file in variant.files {
          let found = findings.filter { $0.source.name == file.name }.map(\.range).sorted {
            $0.lowerBound < $1.lowerBound
          }
          let expected = (variant.marks[file.name] ?? []).sorted { $0.lowerBound < $1.lowerBound }
          #expect(
            found == expected,
            """
            \(id), \(variant.name): \(file.name) should have findings at \(excerpts(expected, file.text)), has them at \
            \(excerpts(found, file.text))
            \(TextReport.render(findings))
            """)
        }
        #expect(!marked.marks.isEmpty, "\(id): a bad example has no mark")
      }
    }
  }

  @Test(arguments: ids)
  func goodExamplesAreLeftAlone(id: String) {
    let rule = Self.rule(id)
    #expect(!rule.good.isEmpty)
    for example in rule.good {
      let findings = Self.lint(rule, example, MarkedExample(example).files)
      #expect(findings.isEmpty, "\(id): \(TextReport.render(findings))")
    }
  }

  /// A comment above each finding leaves none.
  @Test(arguments: ids.filter { !$0.hasPrefix("lint/") })
  func commentsSilence(id: String) {
    let rule = Self.rule(id)
    for example in rule.bad {
      guard let variant = Variant.silenced(MarkedExample(example), id) else { continue }
      let findings = Self.lint(rule, example, variant.files)
      #expect(findings.isEmpty, "\(id): \(TextReport.render(findings))")
    }
  }

  static func lint(_ rule: Rule, _ example: Example, _ files: [(name: String, text: String)]) -> [Finding] {
    var on = RuleSettings(yaml: example.settings)
    on.isOn = true
    var settings = LintSettings()
    settings.rules[rule.id] = on
    // What silences nothing shows only where the rules that it names are asked.
    let rules = rule.family == "lint" ? Rule.all : [rule]
    // A spec among the files is the one in reach.
    let spec = files.first { $0.name == "pharos.yml" }.flatMap { Stacks.resolve($0.text).stack }
    let linter = Linter(
      rules: rules, settings: settings, knowledge: Knowledge(stack: spec, today: "2026-01-01"))
    let texts = Dictionary(uniqueKeysWithValues: files.map { ($0.name, $0.text) })
    return linter.lint(
      files.map { .init($0.name) }, .init(read: { .success(SourceFile(name: $0, text: texts[$0]!)) })
    ).findings.filter { $0.rule == rule.id }
  }

  private func excerpts(_ ranges: [Range<Int>], _ text: String) -> [String] {
    let source = SourceFile(name: "", text: text)
    return ranges.map { "\($0) `\(source.text($0))`" }
  }
}

extension RuleSettings {
  /// - Parameter yaml: a mapping of parameters.
  init(yaml: String?) {
    self.init()
    guard let yaml, let root = YAMLDocuments.read(SourceFile(name: "settings", text: yaml)).roots.first,
      case .mapping(let entries) = Tree(root)
    else { return }
    for entry in entries { parameters[entry.key] = entry.value }
  }
}
