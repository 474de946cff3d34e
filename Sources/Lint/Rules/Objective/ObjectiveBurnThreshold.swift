extension Rule {
  static let objectiveBurnThreshold = Rule(
    "objective/burn-threshold", .error, "a burn rate is compared with another budget than the objective leaves",
    why:
      """
      An alert on the burn rate of an error budget compares with factor × (1 − objective). When the objective is changed in one \
      place and not in the other, it pages too often or not at all. The objective is read from a record such as `slo:objective:ratio`.
      """,
    bad: [
      Example(
        """
        groups:
          - name: example
            rules:
              - record: slo:objective:ratio
                expr: vector(0.999)
                labels: { slo: checkout }
              - alert: Example
                expr: slo:sli_error:ratio_rate5m{slo="checkout"} > (14.4 * ⟦0.01⟧)

        """)
    ],
    good: [
      Example(
        """
        groups:
          - name: example
            rules:
              - record: slo:objective:ratio
                expr: vector(0.999)
                labels: { slo: checkout }
              - alert: Example
                expr: slo:sli_error:ratio_rate5m{slo="checkout"} > (14.4 * 0.0009999999999999432)

        """)
    ],
    check: .project { facts, reporter in
      for burn in facts.objectives.burns where !burn.matchers.isEmpty {
        let promises = facts.objectives.promises.filter { promise in
          burn.matchers.allSatisfy { $0.name == "__name__" || promise.labels[$0.name] == $0.value }
        }
        guard promises.count == 1, let promise = promises.first else { continue }
        let budget = 1 - promise.target
        guard abs(burn.budget - budget) > budget / 1000 else { continue }
        reporter.report(
          "the objective of \(percent(promise.target)) leaves a budget of \(plain(budget)), and the burn rate is held against \(plain(burn.budget)): \(plain(burn.factor)) × \(plain(burn.budget)) is a burn rate of \(plain(burn.factor * burn.budget / budget))",
          at: burn.place.range(burn.part), in: burn.place.source,
          help: "write \(plain(budget)), which is 1 − objective",
          notes: [reporter.note("the objective", at: promise.range, in: promise.source)])
      }
    })
}

private func percent(_ value: Double) -> String { plain(value * 100) + "%" }
