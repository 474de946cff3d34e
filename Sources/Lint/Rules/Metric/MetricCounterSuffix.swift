import Exposition

extension Rule {
  static let metricCounterSuffix = Rule(
    "metric/counter-suffix", .warning, "a counter has no `_total` at its end",
    why:
      """
      By `_total` people and tools know that only the rate of a metric says something. OpenMetrics adds it anyway, \
      so that the metric would have two names.
      """,
    bad: [
      Example(
        """
        # HELP ⟦jobs_failed⟧ Jobs that failed.
        # TYPE jobs_failed counter
        jobs_failed 2

        """, name: "example.prom")
    ],
    good: [
      Example(
        """
        # HELP jobs_failed_total Jobs that failed.
        # TYPE jobs_failed_total counter
        jobs_failed_total 2

        """, name: "example.prom")
    ],
    check: .naming(.counterSuffix))
}
