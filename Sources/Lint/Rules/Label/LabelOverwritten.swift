import Documents
import Formats
import PromQL

extension Rule {
  static let labelOverwritten = Rule(
    "label/overwritten", .warning, "a rule that sets the label by which alone its series are told apart",
    why: """
      The rule's label takes the place of the one that the expression groups by. With two groups two series have the same labels, and \
      Prometheus fails the whole rule: `vector contains metrics with the same labelset`.
      """,
    bad: [
      Example(rule("sum by (service) (rate(errors_total[5m])) > 1", "⟦service⟧: legacy")),
      Example(rule("sum by (service) (rate(errors_total[5m])) > 1", "⟦service⟧: \"\"")),
    ],
    good: [
      Example(rule("sum by (service) (rate(errors_total[5m])) > 1", "severity: page")),
      Example(rule("sum by (service, instance) (rate(errors_total[5m])) > 1", "service: legacy")),
      Example(rule("sum by (service) (rate(errors_total{service=\"web\"}[5m])) > 1", "service: legacy")),
      Example(rule("sum by (service) (rate(errors_total[5m])) > 1", "service: \"{{ $labels.service }}-eu\"")),
      Example(rule("topk(1, sum by (service) (rate(errors_total[5m]))) > 1", "service: worst")),
    ],
    check: .rule { rule, reporter in
      guard let expression = rule.query.expression, !expression.givesOneAtMost, let labels = rule.query.labels.all,
        !labels.isEmpty
      else { return }
      let set = rule.allLabels.filter { labels.contains($0.key.value) && !$0.value.value.includes("{{") }
      // What is left tells series apart, as may a label of which only one value is selected; and those need not be there.
      guard Set(set.map(\.key.value)) == Set(labels),
        let pair = set.first(where: { pair in
          rule.query.labels.presence(of: pair.key.value) != .never && rule.query.labels.value(of: pair.key.value) == nil
            && !rule.query.selectors.contains {
              $0.matchers.contains { $0.name == pair.key.value && !$0.operation.isNegative }
            }
        })
      else { return }
      reporter.report(
        "`\(pair.key.value)` alone tells the series apart, and here all of them get the same: with two, the rule fails",
        at: pair.key, help: "give it a name of its own, or leave `\(pair.key.value)` out of the grouping")
    })

  private static func rule(_ expression: String, _ label: String) -> String {
    """
    groups:
      - name: example
        rules:
          - alert: Example
            expr: \(expression)
            labels: { \(label) }

    """
  }
}
