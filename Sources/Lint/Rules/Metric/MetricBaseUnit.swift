import Exposition

extension Rule {
  static let metricBaseUnit = Rule(
    "metric/base-unit", .warning, "a metric is in another unit than the base unit",
    why:
      """
      Seconds, bytes and the other base units combine without factors, and panels turn them into whatever reads \
      best. One metric in milliseconds beside others in seconds is an error that waits to be made.
      """,
    bad: [
      Example(
        """
        # HELP job_duration_⟦milliseconds⟧ Time of a job.
        # TYPE job_duration_milliseconds gauge
        job_duration_milliseconds 12

        """, name: "example.prom")
    ],
    good: [
      Example(
        """
        # HELP job_duration_seconds Time of a job.
        # TYPE job_duration_seconds gauge
        job_duration_seconds 0.012

        """, name: "example.prom")
    ],
    check: .naming(.baseUnit))
}
