import Documents
import Formats

extension Rule {
  static let pendingUnderInterval = Rule(
    "group/pending-under-interval", .info,
    "an alert waits for less than the interval of its group",
    why:
      "Between two evaluations nothing is known. With a `for` under the interval the alert fires at the second evaluation in any case: whoever reads it believes in a shorter wait.",
    bad: [
      Example(
        """
        groups:
          - name: api
            interval: 1m
            rules:
              - alert: ApiDown
                expr: up == 0
                for: ⟦30s⟧
        """),
      Example(files: [
        "prometheus.yml": """
        global: { evaluation_interval: 2m }
        rule_files: [alerts.yml]
        """,
        "alerts.yml": """
        groups:
          - name: api
            rules:
              - alert: ApiDown
                expr: up == 0
                for: ⟦1m⟧
        """,
      ]),
    ],
    good: [
      Example(
        """
        groups:
          - name: api
            interval: 30s
            rules:
              - alert: ApiDown
                expr: up == 0
                for: 30s
              - alert: ApiGone
                expr: absent(up)
                for: 0s
          - name: other
            rules:
              - alert: Down
                expr: up == 0
                for: 15s
        """)
    ],
    check: .project { facts, reporter in
      let interval = facts.configuration.evaluationInterval
      for group in facts.configuration.groups {
        guard let interval = group.interval ?? interval else { continue }
        for pending in group.pending where pending.value < interval && pending.value.milliseconds > 0 {
          reporter.report(
            "`\(pending.alert)` waits \(pending.value), and the group is evaluated every \(interval) only",
            at: pending.range, in: group.source, help: "wait \(interval) or a multiple of it, or not at all")
        }
      }
    })
}
