import Foundation

/// What promtool evaluates expressions to, five minutes after the first sample.
enum Evaluation {
  struct Sample {
    var labels: [String: String]
    var value: Double
  }

  /// The samples of each expression; nil for one that fails while it is evaluated, as many-to-many matching does.
  static func run(_ expressions: [String], series: [(series: String, values: String)]) throws -> [[Sample]?] {
    // A sample that never comes makes promtool print what it got instead.
    let cases: [[String: Any]] = expressions.map {
      ["expr": $0, "eval_time": "5m", "exp_samples": [["labels": "{never=\"there\"}", "value": 1]]]
    }
    let (_, output) = try Promtool.run(
      ["test", "rules", "tests.yml"],
      files: [
        "tests.yml": [
          "rule_files": [], "evaluation_interval": "1m",
          "tests": [
            [
              "interval": "1m", "input_series": series.map { ["series": $0.series, "values": $0.values] },
              "promql_expr_test": cases,
            ] as [String: Any]
          ],
        ]
      ])
    var results: [String: [Sample]] = [:]
    var expression: String?
    for line in output.split(separator: "\n") {
      let text = line.drop { $0 == " " }
      if text.hasPrefix("expr: ") {
        expression = quoted(text.dropFirst(6))
      } else if text.hasPrefix("got: "), let name = expression {
        results[name] = text.hasPrefix("got: nil") ? [] : samples(text.dropFirst(5))
      }
    }
    return expressions.map { results[$0] }
  }

  /// The text of a Go string at the beginning of a line.
  private static func quoted(_ text: Substring) -> String? {
    guard let end = text.range(of: "\", time: ")?.lowerBound else { return nil }
    return try? JSONDecoder().decode(String.self, from: Data((text[..<end] + "\"").utf8))
  }

  /// Reads `{a="b", c="d"} 1E+00, {…} …`.
  private static func samples(_ text: Substring) -> [Sample] {
    var samples: [Sample] = []
    var rest = text
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      var labels: [String: String] = [:]
      for pair in rest[rest.index(after: open)..<close].split(separator: ",") {
        let parts = pair.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
        if parts.count == 2 { labels[parts[0]] = parts[1].trimmingCharacters(in: CharacterSet(charactersIn: "\"")) }
      }
      let number = rest[rest.index(after: close)...].drop { $0 == " " }.prefix { $0 != "," && $0 != " " }
      samples.append(Sample(labels: labels, value: Double(number) ?? .nan))
      rest = rest[rest.index(after: close)...]
    }
    return samples
  }
}
