import Documents
import Formats
import PromQL

extension Rule {
  static let keptLabels = Rule(
    "promql/kept-labels", .warning, offBecause: "nothing has to be kept until a project says what",
    "a rule whose result drops labels that must be kept",
    why:
      "Routes, dashboards and federation rely on labels such as `cluster` or `team`; one aggregation without them, and they are gone.",
    parameters: [.init("labels", "Labels that the result of every rule must be able to carry.", default: [])],
    bad: [.alert("sum ⟦by (job)⟧ (errors) > 1", settings: "labels: [team]")],
    good: [.alert("sum by (job, team) (errors) > 1", settings: "labels: [team]"), .alert("sum(errors) > 1")],
    check: .rule { rule, reporter in
      for label in reporter.settings.strings("labels") where rule.label(label) == nil {
        guard let reason = rule.query.labels.absence(of: label) else { continue }
        reporter.report(
          "the result has no `\(label)`: it \(reason.text)", in: rule.query, at: reason.range,
          help: "keep `\(label)` in the grouping, or set it under `labels:`")
      }
    })
}
