import Documents
import PromQL

extension Rule {
  static let absentWithoutFor = Rule(
    "alert/absent-without-for", .warning, "an alert on `absent` that does not wait",
    why:
      "A single failed scrape, or a restart of Prometheus itself, makes a metric absent for a moment. Without `for` that pages somebody.",
    bad: [.alert("⟦absent⟧(api_build_info{job=\"api\"})")],
    good: [
      Example(
        """
        groups:
          - name: example
            rules:
              - alert: Example
                expr: absent(up)
                for: 5m

        """), .alert("absent_over_time(up[10m])"), .alert("sum(up) == 0"), .alert("absent(up{job=\"api\"})"),
    ],
    check: .alert { rule, reporter in
      guard rule.pending.flatMap({ PrometheusDuration($0.value) })?.milliseconds ?? 0 == 0 else { return }
      for part in rule.query.expression?.alternatives ?? [] {
        // `up` is written as 0 by a failed scrape, and absent only where there is no target.
        guard case .call(let call) = part, call.function.name == "absent",
          !call.arguments.contains(where: { $0.selectors.allSatisfy { $0.metricName == PrometheusSeries.up } })
        else { continue }
        reporter.report(
          "one failed scrape makes the metric absent, and the alert does not wait for the next", in: rule.query,
          at: call.nameRange, help: "add `for: 5m`, or ask with `absent_over_time(…[5m])`")
      }
    })
}
