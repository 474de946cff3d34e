import Documents
import PromQL

extension Rule {
  static let hardlyMatches = Rule(
    "promql/hardly-matches", .warning, "an operator whose two sides match only where a label is missing",
    why:
      "One side groups by a label that the other side drops. Series that have it find no partner, and the result lacks them.",
    bad: [.alert("sum by (job) (a) / sum ⟦by (instance)⟧ (b) > 1")],
    good: [
      .alert("sum by (job) (a) / sum by (job) (b) > 1"),
      .alert("sum by (job) (a) / ignoring (job) group_left () sum(b) > 1"),
    ],
    check: .query { query, reporter in
      // In MetricsQL, one series without labels goes with every other.
      if query.language == .metricsQL { return }
      for mismatch in query.mismatches where !mismatch.isCertain {
        reporter.report(
          "few series can match: \(mismatch.explanation)", in: query,
          at: mismatch.reason?.range ?? mismatch.operation.opRange,
          help: "group both sides alike, or name the labels that count: `on (…)`, `ignoring (\(mismatch.label))`")
      }
    })
}
