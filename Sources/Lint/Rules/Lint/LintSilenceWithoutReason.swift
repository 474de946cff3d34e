import Documents

extension Rule {
  static let silenceWithoutReason = Rule(
    "lint/silence-without-reason", .warning,
    "a silencing comment gives no reason",
    why: "Who meets it in a year cannot tell whether it still holds.",
    bad: [.silenced("⟦# pharos disable promql/redundant-anchors⟧", by: #"up{job=~"^api"} == 1"#)],
    good: [
      .silenced("# pharos disable promql/redundant-anchors: shared with another tool", by: #"up{job=~"^api"} == 1"#)
    ],
    check: .suppression { suppression, reporter in
      guard suppression.problem == nil, suppression.reason.isEmpty else { return }
      reporter.report(
        "the comment does not say why the rule is wrong here", at: suppression.range, help: "add `: REASON` at its end")
    })
}
