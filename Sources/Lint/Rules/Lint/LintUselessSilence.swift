import Documents

extension Rule {
  static let uselessSilence = Rule(
    "lint/useless-silence", .warning,
    "a silencing comment silences nothing",
    why: "What it was written for is gone; left behind, it hides the next finding that nobody has looked at.",
    bad: [.silenced("# pharos disable ⟦promql/redundant-anchors⟧: shared with another tool", by: "up == 1")],
    good: [
      .silenced("# pharos disable promql/redundant-anchors: shared with another tool", by: #"up{job=~"^api"} == 1"#)
    ],
    check: .suppression { suppression, reporter in
      guard suppression.problem == nil, !suppression.isExpired(reporter.knowledge.today) else { return }
      for target in suppression.targets where target.isAsked && !target.isUsed {
        reporter.report(
          "`\(target.name)` finds nothing here", at: target.range,
          help: suppression.targets.count == 1 ? "remove the comment" : "remove the name")
      }
    })
}
