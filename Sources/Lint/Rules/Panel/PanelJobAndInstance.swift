import Documents
import Formats
import PromQL

extension Rule {
  static let targetJob = Rule(
    "panel/job-and-instance", .info, offBecause: "it is a convention of dashboards that teams share",
    "a selector without a matcher of `job` or `instance` by a variable",
    why: "In a dashboard that is shared between teams it mixes the series of all of them.",
    parameters: [
      Parameter("labels", "Labels that each selector compares with a variable.", default: .list(["job", "instance"]))
    ],
    bad: [.target(#"⟦up{job=~"$job"}⟧"#, variables: #"{"name": "job", "type": "custom", "query": "a"}"#)],
    good: [
      .target(
        #"up{job=~"$job", instance=~"$instance"}"#,
        variables:
          #"{"name": "job", "type": "custom", "query": "a"}, {"name": "instance", "type": "custom", "query": "a"}"#)
    ],
    check: .target { target, reporter in
      guard let query = target.query, let expression = query.result.expression, query.result.isValid else { return }
      let labels = reporter.settings.strings("labels")
      for selector in expression.selectors where selector.placeholders.isEmpty {
        let missing = labels.filter { label in
          !selector.matchers.contains { $0.name == label && query.hasVariable(in: $0.valueRange) }
        }
        if missing.isEmpty { continue }
        reporter.report(
          "the selector does not compare \(missing.map { "`\($0)`" }.joined(separator: " and ")) with a variable",
          in: query, at: selector.range, help: missing.map { "add `\($0)=~\"$\($0)\"`" }.joined(separator: ", "))
      }
    })
}
