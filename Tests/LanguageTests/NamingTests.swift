import Exposition
import Foundation
import Testing

/// Conventions of naming against promlint's own cases: each finding of it is one of ours, and the other way round.
/// <https://github.com/prometheus/client_golang/blob/89c60c055469/prometheus/testutil/promlint/promlint_test.go>
struct NamingTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    var name: String
    var input: String
    /// Metric and convention.
    var problems: [[String]]

    var testDescription: String { name }
  }

  static let cases: [Case] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "fixtures/promlint.json")
    guard let data = try? Data(contentsOf: file) else { return [] }
    return (try? JSONDecoder().decode([Case].self, from: data)) ?? []
  }()

  /// What promlint looks at: the documentation's conventions come after it.
  static let ofPromlint = Set(NamingConvention.all.prefix(10).map(\.name))

  @Test(arguments: cases)
  func findsWhatPromlintFinds(_ example: Case) {
    let report = ExpositionTests.read(example.input)
    var found = report.families.compactMap { $0.named(in: report.format) }.flatMap { metric in
      NamingConvention.all.filter { Self.ofPromlint.contains($0.name) }.flatMap { convention in
        convention.problems(metric).map { _ in [metric.name, convention.name] }
      }
    }
    found += report.problems.filter { $0.kind == .duplicate }.map { [$0.metric ?? "", "duplicate-series"] }
    #expect(
      found.map { $0.joined(separator: " ") }.sorted() == example.problems.map { $0.joined(separator: " ") }.sorted())
  }

  @Test func thereAreCases() { #expect(Self.cases.count >= 50) }
}
