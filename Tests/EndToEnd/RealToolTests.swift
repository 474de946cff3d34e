import Documents
import Foundation
import Support
import Testing

/// What `generate` writes, held against the tools that will read it.
@Suite(.serialized) struct RealToolTests {
  /// Specs that differ from others in anything but the expressions of their rules.
  private static let alike = ["/minimal/", "/host.yml", "/receivers.yml", "/slack-only.yml", "/own-prometheus.yml"]

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
    if !Self.alike.contains(where: spec.contains) { try withLeftOpenRanges(stack, tests) }
    try dashboards(folder, stack)
    if let shared = Repository.shared {
      try StackJudge.expect(
        Tool.python, [script("check_schemas.py"), stack.path, shared.appendingPathComponent("schemas").path], in: stack)
    }
  }

  /// Prometheus 3 leaves the beginning of a range out. With ranges a millisecond shorter the older promtool does so as well, as no value of a
  /// test is younger than that: https://prometheus.io/docs/prometheus/latest/migration/
  private func withLeftOpenRanges(_ stack: URL, _ tests: [String]) throws {
    let folder = stack.appending(path: "prometheus/rules")
    for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
      var text = try String(contentsOf: file, encoding: .utf8)
      text.replace(#/\[(?<range>(?:[0-9]+(?:ms|[smhdwy]))+)(?<step> ?: ?[^\]]*)?\]/#) { match in
        guard let range = PrometheusDuration("\(match.range)") else { return "\(match.0)" }
        return "[\(range.milliseconds - 1)ms\(match.step ?? "")]"
      }
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    try StackJudge.expect("promtool", ["test", "rules"] + tests, in: stack)
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
