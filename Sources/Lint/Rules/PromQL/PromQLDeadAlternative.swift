import Documents
import PromQL

extension Rule {
  static let deadAlternative = Rule(
    "promql/dead-alternative", .warning, "the right side of an `or` that is never used",
    why:
      "`or` takes a series from the right only where the left has none with its labels. The left side here always has one.",
    bad: [.alert("(vector(0) or ⟦sum(rate(errors_total[5m]))⟧) > 1")],
    good: [
      .alert("(sum(rate(errors_total[5m])) or vector(0)) > 1"), .alert("(vector(0) or sum by (job) (up)) > 1"),
      .alert("(vector(1) == 0 or sum(up)) > 1"),
      .alert("(sum by (job) (up) or on () vector(0) or sum(errors_total)) > 1"),
    ],
    check: .binary { operation, query, reporter in
      guard operation.hasUnusedAlternative else { return }
      reporter.report(
        "never used: the left side of `or` always returns a series without labels, and this has no others", in: query,
        at: operation.rhs.range, help: "turn the two around")
    })
}
