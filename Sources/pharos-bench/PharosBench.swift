import CLibYAML
import Documents
import Exposition
import Foundation
import Lint
import PromQL
import RE2

/// Measures modules against what cannot be avoided, in one process: each figure is a ratio that two machines agree on. Prints a
/// JSON object a line; `scripts/bench.py` makes tables of them.
@main
enum PharosBench {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    switch arguments.first {
    case "promql" where arguments.count > 1: try promQL(arguments.dropFirst())
    case "lint" where arguments.count > 1: try lint(arguments.dropFirst())
    case "exposition" where arguments.count == 2: try exposition(arguments.last!)
    case "re2" where arguments.count == 1: try patterns()
    default:
      FileHandle.standardError.write(
        Data(
          "usage: pharos-bench promql RULE_FILE...\n       pharos-bench lint RULE_FILE...\n       pharos-bench exposition FILE\n       pharos-bench re2\n"
            .utf8
        ))
      exit(2)
    }
  }

  /// Patterns that make others hang, against a million bytes each.
  private static func patterns() throws {
    let text = String(repeating: "a", count: 1_000_000) + "!"
    for pattern in ["(a*)*b", "(x+x+)+y", "(a|aa)+$", "(.*)(.*)(.*)(.*)(.*)z", "(a?){500}a{500}", "(a|b)*a(a|b){18}"] {
      guard var matcher = Matcher(try Pattern(pattern)) else { continue }
      try Measurement(pattern, bytes: text.utf8.count, times: [Times { _ = matcher.matches(text) }]).print()
    }
  }

  /// Reads an exposition as `pharos metrics check` does, in pieces, and says what came out.
  private static func exposition(_ path: String) throws {
    let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    var reader = ExpositionReader(format: .text)
    var bytes = 0
    let times = try Times {
      while let piece = try file.read(upToCount: 1 << 18), !piece.isEmpty {
        bytes += piece.count
        piece.withUnsafeBytes { reader.consume($0.assumingMemoryBound(to: UInt8.self)) }
      }
    }
    let report = reader.finish()
    let what = "\(report.series) series of \(report.families.count) metrics, \(report.problemCount) problems"
    try Measurement(what, bytes: bytes, times: [times]).print()
  }

  /// Parsing and type-checking every expression of rule files, beside libyaml's bare scan of the same files.
  private static func promQL(_ paths: ArraySlice<String>) throws {
    let files = try paths.map { SourceFile(name: $0, bytes: Array(try Data(contentsOf: URL(fileURLWithPath: $0)))) }
    var expressions: [[UInt8]] = []
    for file in files { YAMLDocuments.read(file).roots.forEach { collect($0, into: &expressions) } }
    try Duel(rounds: 15).run(
      "libyaml scan", bytes: files.reduce(0) { $0 + $1.bytes.count }, { for file in files { scan(file.bytes) } },
      "promql parse", bytes: expressions.reduce(0) { $0 + $1.count },
      {
        for expression in expressions {
          let result = expression.withUnsafeBufferPointer { Expr.parse($0) }
          precondition(result.isValid)
        }
      })
  }

  /// Linting rule files with every rule that is on by default, beside libyaml's bare scan of the same files.
  private static func lint(_ paths: ArraySlice<String>) throws {
    var contents: [String: [UInt8]] = [:]
    for path in paths { contents[path] = Array(try Data(contentsOf: URL(fileURLWithPath: path))) }
    let files = contents
    let linter = Linter(knowledge: Knowledge(today: "2026-01-01"))
    let access = Linter.Access(read: { path in .success(SourceFile(name: path, bytes: files[path] ?? [])) })
    let inputs = paths.map { Linter.Input($0) }
    let bytes = files.values.reduce(0) { $0 + $1.count }
    try Duel(rounds: 5).run(
      "libyaml scan", bytes: bytes, { for file in files.values { scan(file) } },
      "lint", bytes: bytes, { precondition(linter.lint(inputs, access).files == files.count) })
  }

  private static func collect(_ node: Node, into expressions: inout [[UInt8]]) {
    for item in node.sequence ?? [] { collect(item, into: &expressions) }
    for entry in node.mapping ?? [] {
      if entry.key.text == "expr", let text = entry.value.text {
        expressions.append(Array(text.utf8))
      } else {
        collect(entry.value, into: &expressions)
      }
    }
  }

  /// The least that reading YAML takes: every event drawn and dropped.
  private static func scan(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { buffer in
      var parser = yaml_parser_t()
      yaml_parser_initialize(&parser)
      defer { yaml_parser_delete(&parser) }
      yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
      var event = yaml_event_t()
      var isDone = false
      while !isDone {
        guard yaml_parser_parse(&parser, &event) == 1 else { return }
        isDone = event.type == YAML_STREAM_END_EVENT
        yaml_event_delete(&event)
      }
    }
  }
}
