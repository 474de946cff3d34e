import Documents
import PromQL

extension Rule {
  static let neverMatches = Rule(
    "promql/never-matches", .error, "an operator whose two sides can never match",
    why:
      "Series meet only if the labels that are compared are equal. Where one side always has a label that the other lost, the result is empty for good.",
    bad: [
      .alert(#"sum by (job) (up{job="a"}) / sum ⟦by (instance)⟧ (up{instance="x"}) > 1"#),
      .alert(#"up{job="a"} ⟦and⟧ up{job="b"} == 0"#),
    ],
    good: [
      .alert("sum by (job) (up) / sum by (job) (up) > 1"),
      .alert(#"up{job="a"} and on (instance) up{job="b"} == 0"#),
      .alert("sum by (job) (up) / on () group_left () sum(up) > 1"),
    ],
    check: .query { query, reporter in
      guard query.hasOperators, let expression = query.expression else { return }
      for mismatch in expression.mismatches() where mismatch.isCertain {
        reporter.report(
          "nothing can match: \(mismatch.explanation)", in: query,
          at: mismatch.reason?.range ?? mismatch.operation.opRange,
          help:
            "keep `\(mismatch.label)` on both sides, or name the labels that count: `on (…)`, `ignoring (\(mismatch.label))`"
        )
      }
    })
}
