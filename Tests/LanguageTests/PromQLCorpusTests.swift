import Foundation
import PromQL
import Testing

private let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .appending(path: "../../../shared/corpora/promql").standardizedFileURL

/// Prometheus' own test cases and real expressions, where the corpora lie beside the repository.
@Suite(.enabled(if: FileManager.default.fileExists(atPath: folder.path())))
struct PromQLCorpusTests {
  @Test func realExpressionsParseAndPrint() throws {
    let sources = try Self.lines("accept.sources.jsonl")
    for (line, source) in zip(try Self.lines("accept.txt"), sources) {
      let text = try JSONDecoder().decode(String.self, from: Data(line.utf8))
      let source = try JSONDecoder().decode(Source.self, from: Data(source.utf8))
      let flags = source.flags
      let result = Expr.parse(text)
      #expect(result.errors == [], "\(text)")
      #expect(result.neededFeatures.map(\.rawValue) == flags.sorted(), "\(text)")
      if let expression = result.expression, let isTaken = source.promtool_2_42_ok {
        let needs = expression.needs(beyond: PrometheusVersion(2, 42))
        #expect((needs.isEmpty && flags.isEmpty) == isTaken, "\(text): \(needs)")
      }
      let printed = result.expression?.description ?? ""
      #expect(Expr.parse(printed).expression?.description == printed, "\(text)")
      #expect(Expr.parse(result.expression?.formatted(width: 40) ?? "").expression?.description == printed, "\(text)")
    }
    for line in try Self.lines("reject_real.jsonl") {
      let text = try JSONDecoder().decode(Case.self, from: Data(line.utf8)).input ?? ""
      #expect(!Expr.parse(text).isValid, "\(text)")
    }
  }

  @Test func parserCases() throws {
    for example in try Self.cases("parse_cases.json") {
      let bytes = example.input.map { Array($0.utf8) } ?? Array(Data(base64Encoded: example.input_b64 ?? "") ?? Data())
      let result = Expr.parse(utf8: bytes)
      #expect(result.isValid == example.ok, "\(example.input ?? "") \(result.errors)")
      if result.isValid { #expect(result.neededFeatures.map(\.rawValue) == example.flags) }
    }
  }

  @Test func printerCases() throws {
    for example in try Self.cases("printer_cases.json") {
      #expect(Expr.parse(example.input ?? "").expression?.description == example.output)
    }
    for example in try Self.cases("prettier_cases.json") {
      let width = example.max_chars_per_line ?? 10
      #expect(Expr.parse(example.input ?? "").expression?.formatted(width: width) == example.output)
    }
  }

  private struct Source: Decodable {
    let flags: [String]
    let promtool_2_42_ok: Bool?
  }

  private struct Case: Decodable {
    let input: String?
    let input_b64: String?
    let ok: Bool?
    let flags: [String]?
    let output: String?
    let max_chars_per_line: Int?
  }

  private static func lines(_ name: String) throws -> [Substring] {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8).split(separator: "\n")
  }

  private static func cases(_ name: String) throws -> [Case] {
    try JSONDecoder().decode([Case].self, from: Data(contentsOf: folder.appending(path: name)))
  }
}
