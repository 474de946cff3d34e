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
    let rules = files.filter { $0.hasPrefix("prometheus/rules/") }
    let tests = files.filter { $0.hasPrefix("prometheus/tests/") }
    #expect(!rules.isEmpty && !tests.isEmpty)

    if files.contains("prometheus/prometheus.yml") {
      try expect("promtool", ["check", "config", "--syntax-only", "prometheus/prometheus.yml"], in: stack)
    }
    try expect("promtool", ["check", "rules", "--lint=all", "--lint-fatal"] + rules, in: stack)
    try expect("promtool", ["test", "rules"] + tests, in: stack)
    try expect("amtool", ["check-config", "alertmanager/alertmanager.yml"], in: stack)
    if files.contains("docker-compose.yml") { try compose(stack) }
    try dashboards(folder, stack)
    if let shared = Repository.shared {
      try expect(
        Tool.python, [script("check_schemas.py"), stack.path, shared.appendingPathComponent("schemas").path], in: stack)
    }
  }

  /// docker-compose 1.29, which Debian has, knows everything but the top-level `name`; the schema holds that.
  private func compose(_ stack: URL) throws {
    let text = try String(contentsOf: stack.appendingPathComponent("docker-compose.yml"), encoding: .utf8)
    let known = text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("name: ") }.joined(
      separator: "\n")
    let file = stack.appendingPathComponent("compose-without-name.yml")
    try Data(known.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    try expect("docker-compose", ["-f", file.path, "config", "-q"], in: stack)
  }

  private func dashboards(_ folder: TemporaryFolder, _ stack: URL) throws {
    let rules = try Tool.run(Tool.python, [script("dashboard_rules.py"), stack.path])
    #expect(rules.status == 0, Comment(rawValue: rules.error))
    try folder.write(rules.output, to: "dashboards.yml")
    try expect("promtool", ["check", "rules", "--lint=none", folder.file("dashboards.yml").path], in: folder.url)
  }

  private func script(_ name: String) -> String { Repository.file("Tests/EndToEnd/scripts/\(name)").path }

  private func expect(_ tool: String, _ arguments: [String], in folder: URL) throws {
    let result = try Tool.run(tool, arguments, in: folder)
    #expect(
      result.status == 0,
      Comment(rawValue: "\(tool) \(arguments.prefix(3).joined(separator: " "))\n\(result.all.prefix(6000))"))
  }
}
