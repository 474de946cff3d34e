import Foundation
import Support
import Testing

/// What `generate` writes, held against the tools that will read it.
@Suite(.serialized) struct RealToolTests {
  @Test(arguments: GeneratedStack.specs)
  func toolsAccept(spec: String) throws {
    let folder = try TemporaryFolder()
    let generated = try GeneratedStack.generate(spec, into: folder)
    #expect(generated.status == 0, Comment(rawValue: generated.all))
    let stack = folder.file("stack")
    let files = try folder.contents(of: "stack").keys.sorted()
    let tests = files.filter { $0.hasPrefix("prometheus/tests/") }
    #expect(!tests.isEmpty)
    try StackJudge.accept(stack)
    try StackJudge.expect("promtool", ["test", "rules"] + tests, in: stack)
    try dashboards(folder, stack)
    if let shared = Repository.shared {
      try StackJudge.expect(
        Tool.python, [script("check_schemas.py"), stack.path, shared.appendingPathComponent("schemas").path], in: stack)
    }
  }

  private func dashboards(_ folder: TemporaryFolder, _ stack: URL) throws {
    let rules = try Tool.run(Tool.python, [script("dashboard_rules.py"), stack.path])
    #expect(rules.status == 0, Comment(rawValue: rules.error))
    try folder.write(rules.output, to: "dashboards.yml")
    try StackJudge.expect(
      "promtool", ["check", "rules", "--lint=none", folder.file("dashboards.yml").path], in: folder.url)
  }

  private func script(_ name: String) -> String { Repository.file("Tests/EndToEnd/scripts/\(name)").path }
}
