import PromQL

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
      let known = PromisesByLabel(facts.objectives.promises)
      for burn in facts.objectives.burns {
        guard let promise = known.only(with: burn.matchers.filter { $0.name != "__name__" }) else { continue }
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

/// Objectives by the labels that they set, as there can be many, and as many alerts.
private struct PromisesByLabel {
  private var promises: [[String]: [PromiseFact]] = [:]

  init(_ all: [PromiseFact]) {
    for promise in all {
      for (label, value) in promise.labels { promises[[label, value], default: []].append(promise) }
    }
  }

  /// The one that has all of these labels; nil where there is none or several.
  func only(with matchers: [LabelMatcher]) -> PromiseFact? {
    let candidates = matchers.map { promises[[$0.name, $0.value]] ?? [] }.min { $0.count < $1.count } ?? []
    let found = candidates.filter { promise in matchers.allSatisfy { promise.labels[$0.name] == $0.value } }
    return found.count == 1 ? found[0] : nil
  }
}

private func percent(_ value: Double) -> String { plain(value * 100) + "%" }
