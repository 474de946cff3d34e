import PromQL
import Testing

@Suite struct PromQLAnalysisTests {
  @Test(arguments: try FixtureCase.load("analysis"))
  func analysis(_ example: FixtureCase) throws {
    let expression = try #require(Expr.parse(example.text).expression)
    let answers: [(key: String, answer: [String])] = [
      ("metrics", expression.metricNames.map { "\($0.name) \($0.range)" }),
      ("labels", expression.labelsUsed.map { "\($0.name) \($0.role)" }),
      ("ranges", expression.rangesUsed.map { "\($0.duration) \($0.role)" }),
      ("comparison", expression.topLevelComparison.map { [$0.op.rawValue] } ?? []),
      ("share", ["\(expression.isShare)"]),
      ("conditional", ["\(expression.isConditional)"]),
      ("certainty", [expression.certainty.rawValue]),
      ("dead", expression.deadAlternatives.map { "\($0.opRange)" }),
      ("idle", expression.idleExclusions().map(\.label)),
      ("raw", expression.countersReadRaw().map(\.name)),
      ("parentheses", parentheses(expression)),
    ]
    for (key, answer) in answers {
      guard let expected = example.value(key) else { continue }
      #expect(answer.isEmpty ? expected == "none" : answer.joined(separator: ", ") == expected, "\(key): \(answer)")
    }
    if let expected = example.value("alternatives") {
      #expect(expression.alternatives.map(\.description).joined(separator: "; ") == expected)
    }
  }

  /// The places where the expression needs parentheses, each held against what the parser makes of the text.
  private func parentheses(_ expression: Expr) -> [String] {
    var places: [String] = []
    for op in [BinaryOperator.greater, .add, .power, .and, .or] {
      for side in [OperandSide.left, .right] {
        let text = side == .left ? "\(expression) \(op.rawValue) z" : "z \(op.rawValue) \(expression)"
        var staysWhole = false
        if case .binary(let node)? = Expr.parse(text).expression {
          staysWhole = node.op == op && (side == .left ? node.lhs : node.rhs).description == expression.description
        }
        #expect(staysWhole == !expression.needsParentheses(asOperandOf: op, on: side), "\(text)")
        if !staysWhole { places.append("\(side) of \(op.rawValue)") }
      }
    }
    return places
  }
}
