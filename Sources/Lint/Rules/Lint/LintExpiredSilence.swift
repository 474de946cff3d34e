import Documents

extension Rule {
  static let expiredSilence = Rule(
    "lint/expired-silence", .warning,
    "a silencing comment has a date that is over",
    why: "Somebody promised to look at this by then. It silences nothing any more.",
    bad: [.silenced("# pharos disable promql/redundant-anchors until ⟦2020-12-31⟧: the next release", by: "up == 1")],
    good: [
      .silenced(
        "# pharos disable promql/redundant-anchors until 2999-12-31: the next release", by: #"up{job=~"^api"} == 1"#)
    ],
    check: .suppression { suppression, reporter in
      guard suppression.problem == nil, let until = suppression.until, suppression.isExpired(reporter.knowledge.today)
      else {
        return
      }
      reporter.report(
        "the comment was meant to hold until \(until.date)", at: until.range,
        help: "fix what it silences, or name a later day")
    })
}
