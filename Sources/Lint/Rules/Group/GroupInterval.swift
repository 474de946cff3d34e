import Documents
import Formats

extension Rule {
  static let groupInterval = Rule(
    "group/interval", .warning,
    "a group is evaluated so seldom that its results go stale in between",
    why:
      "Queries look back five minutes. What a group records less often is missing most of the time, and its alerts resolve between two evaluations.",
    parameters: [Parameter("lookback", "how far back a query looks, `--query.lookback-delta`", default: .string("5m"))],
    bad: [
      Example(
        """
        groups:
          - name: slow
            interval: ⟦10m⟧
            rules:
              - record: job:up:sum
                expr: sum by (job) (up)
        """)
    ],
    good: [
      Example(
        """
        groups:
          - name: slow
            interval: 10m
            rules:
              - alert: Down
                expr: up == 0
                keep_firing_for: 15m
          - name: fast
            interval: 5m
            rules:
              - record: job:up:sum
                expr: sum by (job) (up)
        """)
    ],
    check: .group { group, reporter in
      guard let text = group.interval, let interval = PrometheusDuration(text.value),
        let lookback = reporter.settings.string("lookback").flatMap(PrometheusDuration.init), interval > lookback
      else { return }
      // An alert that keeps firing from one evaluation to the next does not flap.
      let uncovered = group.rules.first { rule in
        rule.kind == .record
          || rule.keepFiringFor.flatMap { PrometheusDuration($0.value) }.map { $0 < interval } ?? true
      }
      guard let uncovered else { return }
      reporter.report(
        "every \(interval) is too seldom: `\(uncovered.name.value)` goes stale after \(lookback)", at: text,
        help: uncovered.kind == .record
          ? "evaluate the group every \(lookback) or more often"
          : "evaluate the group every \(lookback) or more often, or give its alerts `keep_firing_for: \(interval)`")
    })
}
