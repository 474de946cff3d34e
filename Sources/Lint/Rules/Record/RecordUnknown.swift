import Documents

extension Rule {
  static let recordUnknown = Rule(
    "record/unknown", .warning, "a record that no rule makes",
    why:
      """
      Names with colons are made by recording rules. When a rule is renamed or deleted, whatever still reads its record gives \
      nothing and no error. Looked for where the files that are linted record something on the same level or a catalogue is known; an info without one, \
      since another server or a program may record it.
      """,
    bad: [
      Example(
        """
        groups:
          - name: example
            rules:
              - record: job:requests:rate5m
                expr: sum by (job) (rate(requests_total[5m]))
              - alert: Example
                expr: ⟦job:request:rate5m⟧ > 5

        """)
    ],
    good: [
      Example(
        """
        groups:
          - name: example
            rules:
              - record: job:requests:rate5m
                expr: sum by (job) (rate(requests_total[5m]))
              - alert: Example
                expr: job:requests:rate5m > 5

        """),
      .alert("elsewhere:requests:rate5m > 5"),
    ],
    check: .project { facts, reporter in
      let isComplete = reporter.knowledge.catalogue.isComplete
      let metrics = MetricNames(facts)
      let records = facts.records.map(\.name) + reporter.knowledge.catalogue.records
      let levels = Set(records.map(\.recordLevel))
      var suggestions = NearestNames(among: records, most: 20)
      for use in facts.metrics.unknown where use.name.isRecordName && !metrics.contains(use.name) {
        // Some programs expose names with colons, and none of theirs is a level of aggregation.
        let level = use.name.recordLevel
        guard isComplete || !level.isEmpty && levels.contains(level) else { continue }
        // What is like none that is recorded here may be recorded elsewhere, as others record `cluster:…` too.
        let nearest = suggestions.nearest(to: use.name)
        guard isComplete || nearest != nil else { continue }
        reporter.report(
          "no rule records `\(use.name)`: the query gives nothing", at: use.range, in: use.source,
          help: nearest.map { "did you mean `\($0)`?" } ?? "record it, or list it under `known_metrics`",
          // Another server, or a program, may record it.
          as: isComplete ? nil : .info)
      }
    })
}

extension String {
  /// The part of a record's name before its first colon.
  fileprivate var recordLevel: Substring { self[..<(utf8.firstIndex(of: UInt8(ascii: ":")) ?? endIndex)] }
}
