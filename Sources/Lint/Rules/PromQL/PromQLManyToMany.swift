import Documents
import Formats
import PromQL

extension Rule {
  static let manyToMany = Rule(
    "promql/many-to-many", .warning, "two sides that both have several series for one match",
    why: """
      Both sides are grouped by more than `on (…)` compares. As soon as two series of a side have the same labels there, the evaluation \
      fails, and the alert is silent.
      """,
    bad: [
      .alert("sum by (instance, pod) (a) ⟦* on (instance)⟧ sum by (instance, zone) (b) > 1")
    ],
    good: [
      .alert("sum by (instance, pod) (a) * on (instance) group_left () sum by (instance) (b) > 1"),
      .alert("sum by (instance, pod) (a) * on (instance, pod) sum by (instance, pod) (b) > 1"),
      .alert("sum by (instance, pod) (a) > 1 and on (instance) sum by (instance, zone) (b) > 1"),
    ],
    check: .binary { node, query, reporter in
      guard let matching = node.matching, let repeated = node.repeatedBy else { return }
      func list(_ labels: [String]) -> String { labels.map { "`\($0)`" }.joined(separator: ", ") }
      reporter.report(
        "there can be several series for one match on either side: by \(list(repeated.left)) on the left and \(list(repeated.right)) on the right",
        in: query, at: node.opRange.lowerBound..<matching.range.upperBound,
        help: "group one side by the labels of `on (…)` only, and write `group_left` or `group_right` for the other")
    })
}
