import Documents
import Foundation
import Support
import Synchronization
import Testing

@testable import PharosCLI

/// Commands without a process: what they say goes to a console that the test hands in, and what they do is a function.
struct ConsoleTests {
  private struct Result {
    var status: PharosCLI.ExitStatus
    var output: String
    var error: String
  }

  private func run(_ arguments: [String], answers: [String]? = nil, isColored: Bool = false) -> Result {
    let output = Heard(), error = Heard()
    let script = Script(answers ?? [])
    var console = Console(output: output.hear, error: error.hear, readLine: script.next)
    console.isInteractive = answers != nil
    console.isOutputColored = isColored
    let status = Pharos.run(arguments, on: console)
    return Result(status: status, output: output.text, error: error.text)
  }

  private func project(_ spec: String = Stacks.minimal()) throws -> (TemporaryFolder, spec: String) {
    let folder = try TemporaryFolder()
    try folder.write(spec, to: "pharos.yml")
    return (folder, folder.file("pharos.yml").path)
  }

  /// `upgrade` stops at an edit as `generate` does, in the same words, and writes what `generate` would.
  @Test func upgradeGeneratesAsGenerateDoes() throws {
    let (folder, spec) = try project()
    #expect(run(["generate", spec]).status == .success)
    let manifest = "monitoring/.pharos/manifest.json"
    let text = try String(contentsOf: folder.file(manifest), encoding: .utf8)
    try folder.write(text.replacingOccurrences(of: "\"\(Version.text)\"", with: "\"0.0.9\""), to: manifest)
    let compose = try String(contentsOf: folder.file("monitoring/docker-compose.yml"), encoding: .utf8)
    try folder.write("# mine\n", to: "monitoring/docker-compose.yml")

    let generate = run(["generate", spec]), upgrade = run(["upgrade", spec])
    #expect(generate.status == .cannot && generate.error.contains("/docker-compose.yml: "))
    #expect(upgrade.status == .cannot && upgrade.error.hasSuffix(generate.error), Comment(rawValue: upgrade.error))
    #expect(upgrade.output.hasPrefix("## pharos 0.0.9 → \(Version.text)"))

    let forced = run(["upgrade", spec, "--force"])
    #expect(forced.status == .success, Comment(rawValue: forced.error))
    #expect(try String(contentsOf: folder.file("monitoring/docker-compose.yml"), encoding: .utf8) == compose)
    #expect(run(["generate", spec, "--check"]).status == .success)
  }

  /// A refusal is an outcome with its plan; an overlay that is wrong is a failure, with all that was found before it.
  @Test func outcomesAndFailuresAreValues() throws {
    let (folder, spec) = try project(Stacks.minimal(adding: "merge: [nothing.yml]\n"))
    try folder.write("# mine\n", to: "monitoring/docker-compose.yml")
    let generate = Generate(project: try ValidProject(SpecChoice(path: spec)))
    let outcome = try generate(Generate.Request())
    guard case .refused = outcome.state else { throw Unexpected() }
    #expect(outcome.plan.refusals.map(\.path) == ["docker-compose.yml"])
    #expect(outcome.notices.kinds == ["spec/merge"])

    try folder.write("groups: {}\n", to: "overrides/prometheus/rules/nothing.yml")
    let failure = #expect(throws: CommandFailure.self) { try generate(Generate.Request()) }
    #expect(failure?.kind == .cannot && failure?.message == nil)
    #expect(failure?.notices.kinds == ["spec/merge", "overlay/path"])
  }

  @Test func validateAnswersAndFails() throws {
    let (folder, spec) = try project("version: 1\nproject: shop\nservics: {}\n")
    let found = run(["validate", spec])
    #expect(found.status == .no && found.error.isEmpty)
    #expect(found.output.contains("[spec/missing-key]"))
    #expect(run(["validate", spec], isColored: true).output.contains("\u{1B}["))
    #expect(!found.output.contains("\u{1B}["))
    let missing = run(["validate", folder.file("other.yml").path])
    #expect(missing.status == .cannot && missing.output.isEmpty)
    #expect(missing.error.hasPrefix("error: "), Comment(rawValue: missing.error))
    #expect(throws: CommandFailure.self) { try ValidProject(SpecChoice(path: spec)) }
  }

  @Test func lintAnswersFixesAndFails() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("rules.yml").path
    let rules = { (expression: String) in
      "groups:\n  - name: a\n    rules:\n      - { record: 'a:b', expr: '\(expression)' }\n"
    }
    try folder.write(rules(#"up{job=~"^api$"}"#), to: "rules.yml")
    let arguments = ["lint", file, "--fail-on", "info"]
    #expect(run(arguments).status == .no)
    let fixed = run(arguments + ["--fix"])
    #expect(fixed.error.hasPrefix("fixed 3 findings in 1 file: "), Comment(rawValue: fixed.error))
    #expect(try String(contentsOf: folder.file("rules.yml"), encoding: .utf8).contains(#"{job="api"}"#))
    try folder.write("", to: "empty/README")
    let nothing = run(["lint", folder.file("empty").path])
    #expect(nothing.status == .cannot && nothing.error.hasPrefix("error: there is nothing to lint\n  help: "))
    #expect(run(["lint", folder.file("empty").path, "--allow-empty"]).status == .success)
  }

  /// Somebody at a terminal is asked, and asked again where an answer is none.
  @Test func initAsks() throws {
    let folder = try TemporaryFolder()
    let spec = folder.file("pharos.yml").path
    let asked = run(["init", "--output", spec], answers: ["shop", "web", "web:8000", "slack", "", "", "", "", ""])
    #expect(asked.status == .success, Comment(rawValue: asked.error))
    #expect(asked.output.contains("write it like web:8000"))
    #expect(run(["validate", spec]).status == .success)
    let gone = run(["init", "--output", folder.file("other.yml").path], answers: ["shop"])
    #expect(gone.status == .cannot && gone.error.contains("the questions were not answered"))
    #expect(try folder.contents().keys.sorted() == ["pharos.yml"])
  }
}

private struct Unexpected: Error {}

/// What was written to a stream.
final class Heard: Sendable {
  private let bytes = Mutex<[UInt8]>([])
  var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }
  @Sendable func hear(_ more: [UInt8]) { bytes.withLock { $0 += more } }
}

/// What somebody types, line by line.
private final class Script: Sendable {
  private let lines: Mutex<[String]>
  init(_ lines: [String]) { self.lines = Mutex(lines) }
  @Sendable func next() -> String? { lines.withLock { $0.isEmpty ? nil : $0.removeFirst() } }
}

extension [Notice] {
  /// The ids of all findings, in order.
  fileprivate var kinds: [String] {
    flatMap { notice in if case .findings(let findings) = notice { findings.map(\.rule) } else { [String]() } }
  }
}
