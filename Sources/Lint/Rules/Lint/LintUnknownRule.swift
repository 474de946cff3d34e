import Documents

extension Rule {
  static let unknownRule = Rule(
    "lint/unknown-rule", .warning,
    "a silencing comment names an unknown rule",
    why: "It silences nothing; the rule that was meant goes on as before.",
    bad: [.silenced("# pharos disable ⟦promql/redundant-anchor⟧: shared with another tool", by: "up == 1")],
    good: [.silenced("# pharos disable promql: shared with another tool", by: #"up{job=~"^api"} == 1"#)],
    check: .suppression { suppression, reporter in
      guard suppression.problem == nil else { return }
      for target in suppression.targets where !target.isKnown {
        reporter.report(
          "there is no rule or family `\(target.name)`", at: target.range,
          help: Spelling.nearest(to: target.name, among: RuleCatalog.names).map { "did you mean `\($0)`?" }
            ?? "`pharos rules` lists them")
      }
    })
}
