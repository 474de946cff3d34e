import Documents

extension Rule {
  static let malformedSilence = Rule(
    "lint/malformed-silence", .warning,
    "a silencing comment cannot be read",
    why: "It silences nothing, and looks as if it did.",
    bad: [
      .silenced("# pharos disable promql/redundant-anchors ⟦because⟧ it is fine", by: "up == 1"),
      .silenced("⟦# pharos disable: no reason to name a rule⟧", by: "up == 1"),
      .silenced("# pharos disable promql/redundant-anchors until ⟦2027-13-01⟧: not before summer", by: "up == 1"),
      .silenced("⟦# pharos disable-file promql/redundant-anchors: generated elsewhere⟧", by: "up == 1"),
    ],
    good: [
      .silenced("# pharos disable promql/redundant-anchors: generated elsewhere", by: #"up{job=~"^api"} == 1"#)
    ],
    check: .suppression { suppression, reporter in
      guard let problem = suppression.problem else { return }
      reporter.report(
        "\(problem.message), so the comment silences nothing", at: problem.range,
        help: "write `# pharos disable RULE[, RULE] [until YYYY-MM-DD]: reason`, or `disable-file` at the top")
    })
}

extension Example {
  /// A rule with a comment above its expression.
  static func silenced(_ comment: String, by expression: String) -> Example {
    Example(
      """
      groups:
        - name: example
          rules:
            - alert: Example
              \(comment)
              expr: \(expression)

      """)
  }
}
