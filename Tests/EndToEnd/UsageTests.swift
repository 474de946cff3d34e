import Foundation
import Support
import Testing

/// What is said of a command line that is wrong, and of commands to those who ask.
struct UsageTests {
  @Test(arguments: [
    (["lnt"], "did you mean `lint`?"),
    (["promql", "chek", "up"], "did you mean `check`?"),
    (["lint", "--format", "jsn"], "did you mean `json`?"),
    (["lint", "rules", "--fail-on", "warnings"], "did you mean `warning`?"),
    (["completions", "bsh"], "did you mean `bash`?"),
    (["generate", "--chek"], "Did you mean '--check'?"),
  ])
  func suggestsTheNearest(arguments: [String], help: String) throws {
    let result = try Tool.run(Tool.pharos, arguments)
    #expect(result.status == 2 && result.output.isEmpty)
    #expect(result.error.contains(help), Comment(rawValue: result.error))
  }

  /// Nothing is near, or nothing is misspelt.
  @Test(arguments: [["frobnicate"], ["lint", "--format"], ["packs", "a", "b"], ["lint", "--format", "xxxxxxxxx"]])
  func suggestsNothing(arguments: [String]) throws {
    let result = try Tool.run(Tool.pharos, arguments)
    #expect(result.status == 2 && !result.error.contains("did you mean"), Comment(rawValue: result.error))
  }

  @Test func version() throws {
    let result = try Tool.run(Tool.pharos, ["--version"])
    #expect(
      result.output.wholeMatch(of: /\d+\.\d+\.\d+ \((commit [0-9a-f]{12}, )?Swift 6\.\d[^,]*, \w+-\w+\)\n/) != nil)
  }

  /// Every command shows how it is used by an example that names it.
  @Test func everyCommandHasExamples() throws {
    let dump = try Tool.run(Tool.pharos, ["--experimental-dump-help"]).output
    let root = try #require(JSONSerialization.jsonObject(with: Data(dump.utf8)) as? [String: Any])
    var commands: [(path: String, discussion: String)] = []
    func visit(_ command: [String: Any], _ path: String) {
      let name = [path, command["commandName"] as? String ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
      let children = command["subcommands"] as? [[String: Any]] ?? []
      if children.isEmpty { commands.append((name, command["discussion"] as? String ?? "")) }
      for child in children where child["commandName"] as? String != "help" { visit(child, name) }
    }
    visit(try #require(root["command"] as? [String: Any]), "")
    #expect(commands.count >= 12)
    for (path, discussion) in commands {
      #expect(discussion.contains("\n  \(path)"), Comment(rawValue: "\(path) has no example"))
      // The parser breaks prose at the width of the terminal: what is broken already comes out ragged.
      let lines = discussion.split(separator: "\n", omittingEmptySubsequences: false)
      for (line, next) in zip(lines, lines.dropFirst() + [""]) {
        let isBroken = !line.isEmpty && !line.hasPrefix(" ") && !next.isEmpty && !next.hasPrefix(" ")
        #expect(!isBroken, Comment(rawValue: "\(path): \(line)"))
        if line.hasPrefix(" ") { #expect(line.count < 80, Comment(rawValue: "\(path): \(line)")) }
      }
    }
  }
}
