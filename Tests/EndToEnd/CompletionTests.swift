import Foundation
import Support
import Testing

/// TAB in real shells, with a spec at hand.
struct CompletionTests {
  private static let spec =
    Stacks.minimal(
      adding: """
        alerts:
          CartsLost:
            expr: shop_carts_lost > 0
            for: 5m
            severity: warning
            service: web
            summary: carts are lost
            description: the store does not answer
            runbook: https://shop.example/carts
            labels: { trap: "$(touch sprung)", trip: "`touch sprung`" }
        known_metrics: [shop_carts_lost]
        environments: { staging: {}, standby: {} }

        """)

  /// What is typed, and the words that it becomes.
  private static let lines = [
    "pharos rou": "<pharos><route>",
    "pharos route sev": "<pharos><route><severity=>",
    "pharos route severity=c": "<pharos><route><severity=critical>",
    "pharos route severity=critical alertname=Ca": "<pharos><route><severity=critical><alertname=CartsLost>",
    "pharos route --firing severity=critical,serv": "<pharos><route><--firing><severity=critical,service=web>",
    "pharos route --expect s": "<pharos><route><--expect><slack>",
    "pharos validate --env sta": "<pharos><validate><--env><sta>",
    "pharos validate --env stag": "<pharos><validate><--env><staging>",
    "pharos validate p": "<pharos><validate><pharos.yml>",
    "pharos packs show postg": "<pharos><packs><show><postgres>",
    "pharos rules promql/redundant": "<pharos><rules><promql/redundant-anchors>",
    "pharos lint --format sa": "<pharos><lint><--format><sarif>",
    "pharos lint --fail": "<pharos><lint><--fail-on>",
    "pharos nowhere ": "<pharos><nowhere>",
  ]

  @Test(arguments: ["bash", "zsh", "fish"])
  func completes(shell: String) throws {
    let folder = try TemporaryFolder()
    let lines = Self.lines.keys.sorted()
    #expect(try complete(lines, shell, in: folder) == lines.map { Self.lines[$0]! })
  }

  /// A spec of somebody else's is only read: no shell runs what is in its values, neither to offer them nor once they are taken.
  @Test(arguments: ["bash", "zsh", "fish"])
  func runsNothing(shell: String) throws {
    let folder = try TemporaryFolder()
    let words = try complete(["pharos route tra", "pharos route trip="], shell, in: folder)
    let quoted = ["<pharos><route><trap=$(touch sprung)>", "<pharos><route><trip=`touch sprung`>"]
    // bash cannot be trusted to quote them, and is not offered them.
    #expect(words == (shell == "bash" ? ["<pharos><route><tra>", "<pharos><route><trip=>"] : quoted))
    #expect(try folder.contents().keys.sorted() == ["pharos.yml"])
  }

  /// The words of lines once TAB was pressed at the end of each.
  private func complete(_ lines: [String], _ shell: String, in folder: TemporaryFolder) throws -> [String] {
    try folder.write(Self.spec, to: "pharos.yml")
    let script = Repository.file("Tests/EndToEnd/scripts/complete.py").path
    let programs = URL(fileURLWithPath: Tool.pharos).deletingLastPathComponent().path
    let result = try Tool.run(Tool.python, [script, shell, programs] + lines, in: folder.url)
    #expect(result.error.isEmpty, Comment(rawValue: result.error))
    return result.output.split(separator: "\n").map(String.init)
  }

  /// Nothing is said where nothing is known: there is no spec, or it is broken.
  @Test(arguments: ["", "version: [\n"])
  func isSilentWithoutProject(spec: String) throws {
    let folder = try TemporaryFolder()
    if !spec.isEmpty { try folder.write(spec, to: "pharos.yml") }
    for place in [["route", "--", "positional@0", "2", "0"], ["validate", "--", "--env", "3", "0"]] {
      let result = try Tool.run(
        Tool.pharos, ["---completion"] + place + ["pharos", place[0], "--env", ""], in: folder.url)
      #expect(result.status == 0 && result.all.trimmingCharacters(in: .newlines).isEmpty, Comment(rawValue: result.all))
    }
  }
}
