import Documents
import Formats
import PromQL

extension Rule {
  static let selfRatio = Rule(
    "promql/self-ratio", .warning, "series that are divided by themselves, or taken from themselves",
    why: """
      Without an aggregation each series meets the one with the same labels, so that the failed requests are divided by themselves and \
      not by all requests: the result is always 1.
      """,
    bad: [
      .alert(#"rate(requests_total{code="500"}[5m]) ⟦/⟧ rate(requests_total[5m]) > 0.05"#),
      .alert(#"sum by (job, code) (requests{code=~"5.."}) ⟦/⟧ sum by (code, job) (requests) > 0.05"#),
      .alert(#"rate(requests_total{code!="ok"}[1h]) / 0.001 ⟦/⟧ rate(requests_total[1h]) > 14"#),
      .alert(#"requests ⟦-⟧ requests{code="200"} > 5"#),
    ],
    good: [
      .alert(#"sum(rate(requests_total{code="500"}[5m])) / sum(rate(requests_total[5m])) > 0.05"#),
      .alert(#"requests{code="500"} / ignoring (code) group_left () sum without (code) (requests) > 0.05"#),
      .alert("requests / requests offset 1d > 2"), .alert("rate(requests_total[5m]) / rate(requests_total[1h]) > 2"),
    ],
    check: .binary { node, query, reporter in
      // Where nothing else tells the two apart, a variable in one of them may.
      guard let labels = node.selfNarrowing, !labels.isEmpty || !query.hasVariable(in: node.range) else { return }
      let isRatio = node.op == .divide
      reporter.report(
        "each series is \(isRatio ? "divided by" : "taken from") itself: the result is always \(isRatio ? "a constant" : "0")",
        in: query, at: node.opRange, help: "aggregate both sides: `sum(…) \(node.op.rawValue) sum(…)`")
    })
}
