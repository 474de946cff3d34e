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
      .alert("count by (alertname) (ALERTS) > 5").marking("Example"),
    ],
    good: [
      Example(rule("sum by (service) (rate(errors_total[5m])) > 1", "severity: page")),
      Example(rule("sum by (service, instance) (rate(errors_total[5m])) > 1", "service: legacy")),
      Example(rule("sum by (service) (rate(errors_total{service=\"web\"}[5m])) > 1", "service: legacy")),
      Example(rule("sum by (service) (rate(errors_total[5m])) > 1", "service: \"{{ $labels.service }}-eu\"")),
      .alert("count by (alertname) (ALERTS{alertname=\"Down\"}) > 5"), .alert("count by (alertname, job) (ALERTS) > 5"),
      Example(rule("topk(1, sum by (service) (rate(errors_total[5m]))) > 1", "service: worst")),
    ],
    check: .rule { rule, reporter in
      func isFixed(_ label: TextPair) -> Bool { !label.value.value.includes("{{") }
      // What an expression groups by, it names.
      let text = rule.query.text.value
      guard
        rule.kind == .alert && text.includes("alertname")
          || rule.allLabels.contains(where: { text.includes(text: $0.key.value) && isFixed($0) }),
        let expression = rule.query.expression, !expression.givesOneAtMost, let labels = rule.query.labels.all,
        !labels.isEmpty
      else { return }
      var own = rule.allLabels.filter(isFixed).map(\.key)
      let names = own.map(\.value) + (rule.kind == .alert ? ["alertname"] : [])
      own.removeAll { !labels.contains($0.value) }
      // What is left tells series apart, and so does nothing where only one value is selected.
      guard labels.allSatisfy(names.contains),
        let label = labels.first(where: { label in
          rule.query.labels.value(of: label) == nil
            && !rule.query.selectors.contains { $0.matchers.contains { $0.name == label && !$0.operation.isNegative } }
        })
      else { return }
      if let key = own.first(where: { $0.value == label }) {
        reporter.report(
          "`\(label)` alone tells the series apart, and here all of them get the same: with two, the rule fails",
          at: key,
          help: "give it a name of its own, or leave `\(label)` out of the grouping")
      } else {
        reporter.report(
          "`alertname` alone tells the series apart, and this alert's own name takes its place: with two, the rule fails",
          at: rule.name, help: "group by another label too, or copy it to one with `label_replace`")
      }
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
