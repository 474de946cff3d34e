import Documents
import PromQL

extension Rule {
  static let neverMatches = Rule(
    "promql/never-matches", .error, "an operator whose two sides can never match",
    why:
      "Series meet only if the labels that are compared are equal. Where one side always has a label that the other lost, the result is always empty.",
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
      // In MetricsQL, one series without labels goes with every other.
      if query.language == .metricsQL { return }
      for mismatch in query.mismatches
      where mismatch.isCertain && mismatch.operation.op != .unless && !isFollowing(mismatch, query.mismatches)
        && !query.source.isFixture
      {
        reporter.report(
          "nothing can match: \(mismatch.explanation)", in: query,
          at: mismatch.reason?.range ?? mismatch.operation.opRange,
          help:
            "keep `\(mismatch.label)` on both sides, or name the labels that count: `on (…)`, `ignoring (\(mismatch.label))`"
        )
      }
    })

  /// A side that is empty because of an operator further in matches nothing either, which is no cause of its own.
  private static func isFollowing(_ mismatch: Mismatch, _ all: [Mismatch]) -> Bool {
    let range = mismatch.operation.range
    return all.contains { other in
      let inner = other.operation.range
      return other.isCertain && inner != range && range.lowerBound <= inner.lowerBound
        && inner.upperBound <= range.upperBound
    }
  }
}
