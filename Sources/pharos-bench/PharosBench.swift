import CLibYAML
import Documents
import Exposition
import Foundation
import Lint
import PromQL
import RE2

/// Measures modules against what cannot be avoided, in one process and on one thread: each figure is a ratio that two
/// machines agree on. `scripts/bench.sh` calls it.
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
      var isMatch = false
      let time = ContinuousClock().measure { isMatch = matcher.matches(text) }
      let name = pattern.padding(toLength: 24, withPad: " ", startingAt: 0)
      print("\(name)\(String(format: "%8.1f ms", time / .milliseconds(1)))\(isMatch ? "  matches" : "")")
    }
  }

  /// Reads an exposition as `pharos metrics check` does, in pieces, and says what came out.
  private static func exposition(_ path: String) throws {
    let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    var reader = ExpositionReader(format: .text)
    var bytes = 0
    let clock = ContinuousClock()
    let time = try clock.measure {
      while let piece = try file.read(upToCount: 1 << 18), !piece.isEmpty {
        bytes += piece.count
        piece.withUnsafeBytes { reader.consume($0.assumingMemoryBound(to: UInt8.self)) }
      }
    }
    let report = reader.finish()
    let seconds = time / .seconds(1)
    print(
      String(format: "%.3f s, %.0f MB/s, ", seconds, Double(bytes) / seconds / 1e6)
        + "\(report.series) series of \(report.families.count) metrics, \(report.problemCount) problems")
  }

  /// Parsing and type-checking every expression of rule files, beside libyaml's bare scan of the same files.
  private static func promQL(_ paths: ArraySlice<String>) throws {
    let files = try paths.map { SourceFile(name: $0, bytes: Array(try Data(contentsOf: URL(fileURLWithPath: $0)))) }
    var expressions: [[UInt8]] = []
    for file in files { YAMLDocuments.read(file).roots.forEach { collect($0, into: &expressions) } }
    let duel = Duel(rounds: 15)
    duel.run(
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
    Duel(rounds: 5).run(
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

/// Two pieces of work in turn, so that a change in the machine's speed meets both.
struct Duel {
  let rounds: Int

  func run(
    _ peer: String, bytes peerBytes: Int, _ peerWork: () -> Void, _ ours: String, bytes ourBytes: Int,
    _ ourWork: () -> Void
  ) {
    var peerTimes: [Double] = [], ourTimes: [Double] = []
    for _ in 0..<rounds {
      peerTimes.append(time(peerWork))
      ourTimes.append(time(ourWork))
    }
    let (a, b) = (median(peerTimes), median(ourTimes))
    print(line(peer, a, peerBytes))
    print(line(ours, b, ourBytes))
    print("ratio          \(String(format: "%8.2f", b / a))")
  }

  private func time(_ work: () -> Void) -> Double {
    let clock = ContinuousClock()
    return clock.measure(work) / .seconds(1)
  }

  private func median(_ times: [Double]) -> Double { times.sorted()[times.count / 2] }

  private func line(_ name: String, _ seconds: Double, _ bytes: Int) -> String {
    let name = name.padding(toLength: 15, withPad: " ", startingAt: 0)
    return name
      + String(
        format: "%8.2f ms  %7.1f MB/s of %.2f MB", seconds * 1e3, Double(bytes) / seconds / 1e6, Double(bytes) / 1e6)
  }
}
