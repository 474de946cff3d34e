import Documents
import Formats
import PromQL

extension Rule {
  static let lostLabel = Rule(
    "promql/lost-label", .warning, "a label that one join takes over and the next one drops",
    why:
      "`group_left (version)` says that the label is wanted. A further match of one series with one keeps only what it compares.",
    bad: [
      .alert("(ready * on (instance) group_left (⟦version⟧) info) * on (instance) reload_ok == 0")
    ],
    good: [
      .alert("ready * on (instance) group_left (version) info == 0"),
      .alert("sum by (version) (ready * on (instance) group_left (version) info) == 0"),
      .alert("sum by (job) (ready * on (instance) group_left (version) info) == 0"),
      .alert("(ready * on (instance) group_left (version) info) * on (instance) group_left () reload_ok == 0"),
    ],
    check: .query { query, reporter in
      for taken in query.expression?.labelsLostInJoins ?? [] {
        reporter.report(
          "`\(taken.label.name)` is taken over here, and then \(taken.reason.text)", in: query, at: taken.label.range,
          help: "write `group_left ()` in the next join as well",
          notes: [reporter.note("what removes it", at: query.range(taken.reason.range), in: query.source)])
      }
    })
}
