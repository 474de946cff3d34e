import Foundation
import Support
import Testing

/// The tools that will read a generated stack.
enum StackJudge {
  /// Holds the configurations and rules against them.
  static func accept(_ stack: URL) throws {
    let files = try FileManager.default.subpathsOfDirectory(atPath: stack.path).sorted()
    let rules = files.filter { $0.hasPrefix("prometheus/rules/") }
    #expect(!rules.isEmpty)
    if files.contains("prometheus/prometheus.yml") {
      try expect("promtool", ["check", "config", "--syntax-only", "prometheus/prometheus.yml"], in: stack)
    }
    try expect("promtool", ["check", "rules", "--lint=all", "--lint-fatal"] + rules, in: stack)
    try expect("amtool", ["check-config", "alertmanager/alertmanager.yml"], in: stack)
    if files.contains("docker-compose.yml") { try compose(stack) }
  }

  /// docker-compose 1.29, which Debian has, knows everything but the top-level `name`; the schema holds that.
  private static func compose(_ stack: URL) throws {
    let text = try String(contentsOf: stack.appendingPathComponent("docker-compose.yml"), encoding: .utf8)
    let known = text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("name: ") }.joined(
      separator: "\n")
    let file = stack.appendingPathComponent("compose-without-name.yml")
    try Data(known.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    try expect("docker-compose", ["-f", file.path, "config", "-q"], in: stack, environment: try required(stack))
  }

  /// What a person fills in, by `.env.example`.
  private static func required(_ stack: URL) throws -> [String: String] {
    let text = try String(contentsOf: stack.appendingPathComponent(".env.example"), encoding: .utf8)
    let names = text.split(separator: "\n").filter { $0.hasSuffix("=") }.map { String($0.dropLast()) }
    return Dictionary(uniqueKeysWithValues: names.map { ($0, "1") })
  }

  static func expect(_ tool: String, _ arguments: [String], in folder: URL, environment: [String: String] = [:])
    throws
  {
    let result = try Tool.run(tool, arguments, in: folder, environment: environment)
    #expect(
      result.status == 0,
      Comment(rawValue: "\(tool) \(arguments.prefix(3).joined(separator: " "))\n\(result.all.prefix(6000))"))
  }
}
