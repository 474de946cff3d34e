import Documents
import Formats
import PromQL

extension Rule {
  static let uselessUnless = Rule(
    "promql/useless-unless", .warning, "an `unless` that takes nothing away",
    why:
      "It removes series that have a partner on the right, with the same labels. Where none can have one, the exception is never made.",
    bad: [
      .alert(#"errors{job="api"} > 5 unless ⟦sum⟧(deploying)"#),
      .alert("errors > 5 unless on (instance) sum ⟦by (job)⟧ (deploying)"),
    ],
    good: [
      .alert("errors > 5 unless on () sum(deploying)"),
      .alert("errors > 5 unless on (job) sum by (job) (deploying)"), .alert("errors > 5 unless deploying == 1"),
    ],
    check: .query { query, reporter in
      // In MetricsQL, one series without labels goes with every other.
      if query.language == .metricsQL { return }
      for mismatch in query.mismatches where mismatch.operation.op == .unless {
        reporter.report(
          "this `unless` \(mismatch.isCertain ? "never takes" : "hardly takes") anything away: \(mismatch.explanation)",
          in: query, at: mismatch.reason?.range ?? mismatch.operation.opRange,
          help: "name the labels that count, `unless on (…)`; with `on ()` anything on the right takes everything away")
      }
    })
}
