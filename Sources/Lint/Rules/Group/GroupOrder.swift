import Documents
import Formats

extension Rule {
  static let ruleOrder = Rule(
    "group/order", .info, offBecause: "one evaluation of lag rarely matters",
    "a rule reads a record that its group computes only after it",
    why:
      "The rules of a group run in order. The reader sees the value of the evaluation before, and none at all in the first.",
    bad: [
      Example(
        """
        groups:
          - name: api
            rules:
              - alert: ApiDown
                expr: ⟦job:up:sum⟧ < 1
              - record: job:up:sum
                expr: sum by (job) (up)
        """)
    ],
    good: [
      Example(
        """
        groups:
          - name: api
            rules:
              - record: job:up:sum
                expr: sum by (job) (up)
              - alert: ApiDown
                expr: job:up:sum < 1
              - alert: TooSlow
                expr: latency > latency_limit
              - record: latency_limit
                expr: vector(5)
        """)
    ],
    check: .group { group, reporter in
      var later: [String: (index: Int, range: Range<Int>)] = [:]
      for (index, rule) in group.rules.enumerated() where rule.kind == .record && !rule.query.selectors.isEmpty {
        // Of several the first counts: after it there is a value.
        if later[rule.name.value] == nil { later[rule.name.value] = (index, rule.name.range) }
      }
      guard !later.isEmpty else { return }
      for (index, rule) in group.rules.enumerated() {
        for selector in rule.query.selectors {
          guard let name = selector.name, let range = selector.nameRange, let record = later[name], record.index > index
          else { continue }
          reporter.report(
            "`\(name)` is recorded only further down in this group, so this sees the value of the evaluation before",
            in: rule.query, at: range, help: "move the record before this rule",
            notes: [reporter.note("recorded here", at: record.range)])
          break
        }
      }
    })
}
