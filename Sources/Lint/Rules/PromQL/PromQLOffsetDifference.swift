import Documents
import Formats
import PromQL

extension Rule {
  static let offsetDifference = Rule(
    "promql/offset-difference", .warning, "the growth of a counter as the difference to what it was",
    why: "At a restart a counter falls to zero, and the difference is negative. `increase` knows a reset.",
    bad: [
      .alert("errors_total ⟦-⟧ errors_total offset 5m > 10"),
      .alert("sum(errors_total) ⟦-⟧ sum(errors_total offset 1h) > 10"),
    ],
    good: [
      .alert("increase(errors_total[5m]) > 10"), .alert("queue_depth - queue_depth offset 5m > 10"),
      // Who asks for a fall knows that the value falls, whatever it is called.
      .alert("items_total - items_total offset 5m < 0"),
    ],
    check: .query { query, reporter in
      let catalogue = reporter.knowledge.catalogue
      query.expression?.visit { node in
        guard case .binary(let node) = node, let difference = node.offsetDifference,
          catalogue.isCounter(difference.name)
            ?? (difference.name.hasSuffix("_total") && !difference.name.isRecordName),
          // What counts for a resource of Kubernetes is not lost when the counting program restarts.
          !difference.name.hasPrefix("kube_"), query.expression?.asksForFall(of: node.range) != true
        else { return }
        reporter.report(
          "at a restart the counter `\(difference.name)` falls to zero, and so does this difference below it",
          in: query,
          at: node.opRange, help: "write `increase(\(difference.name)[\(difference.offset)])`")
      }
    })
}
