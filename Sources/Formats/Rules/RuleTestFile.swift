import Documents
import PromQL

/// The unit tests of rules, which `promtool test rules` runs.
package struct RuleTestFile {
  package let source: SourceFile
  package let ruleFiles: [Text]
  package let alertCases: [AlertCase]

  /// What is expected of an alert at some time.
  package struct AlertCase {
    package let name: Text
    /// Whether it is expected to fire.
    package let fires: Bool
  }

  package init(_ root: Node, in source: SourceFile) {
    self.source = source
    ruleFiles = (root["rule_files"]?.sequence ?? []).compactMap(Text.init)
    alertCases = (root["tests"]?.sequence ?? []).flatMap { $0["alert_rule_test"]?.sequence ?? [] }.compactMap { node in
      Text(node["alertname"]).map { AlertCase(name: $0, fires: node["exp_alerts"]?.sequence?.isEmpty == false) }
    }
  }
}

/// What promtool accepts as a file of rule tests.
///
/// Source: github.com/prometheus/prometheus, cmd/promtool/unittest.go.
package enum RuleTestShape {
  package static func problems(in root: Node) -> [FormatProblem] {
    Shape.section(file).problems(in: root) + repeatedGroups(root)
  }

  private static let file = SectionShape(
    "a file of rule tests",
    [
      "rule_files": .strings, "evaluation_interval": .duration, "group_eval_order": .strings,
      "fuzzy_compare": .boolean, "tests": .list(.section(test)),
    ])

  private static let test = SectionShape(
    "a test",
    [
      "name": .string, "interval": .duration, "external_labels": .labels, "external_url": .string,
      "start_timestamp": .string,
      "input_series": .list(
        .section(
          SectionShape(
            "an input series",
            [
              "series": .parsed { SeriesNotation.problem(inSeries: $0) },
              "values": .parsed { SeriesNotation.problem(inValues: $0) },
            ],
            required: ["series"]))),
      "alert_rule_test": .list(
        .section(
          SectionShape(
            "a test of an alert",
            [
              "eval_time": .duration, "alertname": .string,
              "exp_alerts": .list(
                .section(SectionShape("an expected alert", ["exp_labels": .stringMap, "exp_annotations": .stringMap]))),
            ], checks: [Condition.filled("alertname")]))),
      "promql_expr_test": .list(
        .section(
          SectionShape(
            "a test of an expression",
            [
              "expr": .parsed(expressionProblem), "eval_time": .duration,
              "exp_samples": .list(
                .section(
                  SectionShape(
                    "an expected sample",
                    [
                      "labels": .parsed { SeriesNotation.problem(inSeries: $0) }, "value": .number,
                      "histogram": .string,
                    ]))),
            ], required: ["expr"]))),
    ])

  @Sendable private static func expressionProblem(_ text: String) -> String? {
    let result = Expr.parse(text)
    if let error = result.errors.first { return "the expression does not parse: \(error.message)" }
    switch result.expression?.type {
    case .vector, .scalar: return nil
    case let type?: return "the result has to be a vector or a scalar, and this is \(type)"
    case nil: return "there is no expression"
    }
  }

  private static func repeatedGroups(_ root: Node) -> [FormatProblem] {
    var seen: Set<String> = []
    return (root["group_eval_order"]?.sequence ?? []).compactMap { item in
      guard let name = item.text, !seen.insert(name).inserted else { return nil }
      return FormatProblem("the group `\(name)` is listed twice", help: "keep one", at: item.range)
    }
  }
}
