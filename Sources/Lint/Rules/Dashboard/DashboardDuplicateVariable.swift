import Documents
import Formats

extension Rule {
  static let duplicateVariable = Rule(
    "dashboard/duplicate-variable", .warning, "two variables of one name",
    why: "Only one of them is what queries get, and changing the other changes nothing.",
    bad: [
      .variable(
        #"{"name": "job", "type": "custom", "query": "a"}, {"name": "⟦job⟧", "type": "custom", "query": "b"}"#,
        expression: #"up{job="$job"}"#)
    ],
    good: [.variable(#"{"name": "job", "type": "custom", "query": "a"}"#, expression: #"up{job="$job"}"#)],
    check: .dashboard { dashboard, reporter in
      var seen: [String: Text] = [:]
      for name in dashboard.variables.compactMap(\.name) {
        guard let first = seen[name.value] else {
          seen[name.value] = name
          continue
        }
        reporter.report(
          "there is another variable `\(name.value)`, and queries get only one of them", at: name,
          help: "rename or remove one", notes: [reporter.note("the other one", at: first.range)])
      }
    })
}
