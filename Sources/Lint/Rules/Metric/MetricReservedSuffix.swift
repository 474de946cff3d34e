import Exposition

extension Rule {
  static let metricReservedSuffix = Rule(
    "metric/reserved-suffix", .warning, "a metric ends like a part of a histogram or summary",
    why:
      """
      `_bucket`, `_count` and `_sum` are the parts of histograms and summaries. Clients and queries would take \
      such a metric for a part of a bigger one.
      """,
    bad: [
      Example(
        """
        # HELP jobs⟦_count⟧ Jobs that are known.
        # TYPE jobs_count gauge
        jobs_count 5

        """, name: "example.prom")
    ],
    good: [
      Example(
        """
        # HELP jobs Jobs that are known.
        # TYPE jobs gauge
        jobs 5

        """, name: "example.prom"),
      Example(
        """
        # HELP job_duration_seconds Time of a job.
        # TYPE job_duration_seconds summary
        job_duration_seconds_sum 5
        job_duration_seconds_count 1

        """, name: "example.prom"),
    ],
    check: .naming(.reservedSuffix))
}
