import Documents
import PromQL

extension Rule {
  static let hardlyMatches = Rule(
    "promql/hardly-matches", .warning, "an operator whose two sides match only where a label is missing",
    why:
      """
      One side groups by a label that the other side drops, or has the labels of a target, `instance` and `job`, which every scraped \
      series has. Series that have it find no partner, and the result lacks them.
      """,
    bad: [
      .alert("sum by (job) (a) / sum ⟦by (instance)⟧ (b) > 1"), .alert("node_load1 / ⟦count⟧(node_cpu_info) > 2"),
      .alert("node_load1 / count ⟦by (instance)⟧ (node_cpu_info) > 2"),
      .alert("disk_errors > 3 and on (device, instance) ⟦absent⟧(node_disk_info)"),
    ],
    good: [
      .alert("node_load1 / on (instance) count by (instance) (node_cpu_info) > 2"),
      .alert("cluster:load:sum / count(node_cpu_info) > 2"), .alert("node_load1 > scalar(count(node_cpu_info))"),
      .alert("sum by (job) (a) / sum by (job) (b) > 1"),
      .alert("sum by (job) (a) / ignoring (job) group_left () sum(b) > 1"),
    ],
    check: .query { query, reporter in
      // In MetricsQL, one series without labels goes with every other.
      if query.language == .metricsQL { return }
      var causes: [Range<Int>] = []
      for mismatch in query.mismatches where !mismatch.isCertain && mismatch.operation.op != .unless {
        let place = mismatch.reason?.range ?? mismatch.operation.opRange
        // What is lost further inside is missed by every operator around it.
        if causes.contains(place) { continue }
        causes.append(place)
        reporter.report(
          "few series can match: \(mismatch.explanation)", in: query,
          at: place,
          help: "group both sides alike, or name the labels that count: `on (…)`, `ignoring (\(mismatch.label))`")
      }
    })
}
